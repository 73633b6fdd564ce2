/**
 * Loaded before a process of the lab (`node --import`): the process ends when its parent does, however that ended. The parent holds the other end
 * of file descriptor 3; the operating system closes it with the parent, also after SIGKILL.
 */
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

/** Time to end properly (ms). */
const GRACE = 3_000;

// Threads load this too.
if (isMainThread) {
  const leash = new Socket({ fd: 3 });
  leash.on('error', () => undefined);
  leash.once('close', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  leash.resume();
  leash.unref();
}
