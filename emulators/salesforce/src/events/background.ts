/** Work after a transaction: nobody waits for its outcome, so failures of the emulator are printed instead of ending the process. */
import type { Org } from '../org/services.ts';

/** Runs asynchronous jobs until none waits. One that the emulator cannot run does not keep others from running. */
export function runJobs(org: Org): void {
  for (;;) {
    try {
      org.apex.drainJobs();
      return;
    } catch (error) {
      console.error('asynchronous job:', error);
    }
  }
}

/** Runs an action on the next turn of the event loop. */
export function soon(what: string, action: () => void): void {
  setImmediate(() => {
    try {
      action();
    } catch (error) {
      console.error(`${what}:`, error);
    }
  });
}
