/** Worker thread: does the writes it is told, in order. A sync to disk then holds up nobody who only wants to be read. */
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './database.ts';
import type { Answer, Call } from './writer.ts';
import { writesOf } from './writes.ts';

if (!parentPort) throw new Error('runs as a worker thread only');
const port = parentPort;
const db = openDatabase((workerData as { file: string }).file);
const writes = writesOf(db) as Record<string, (...values: unknown[]) => unknown>;

function answer({ id }: Call, problem?: string): void {
  port.postMessage((problem === undefined ? { id } : { id, problem }) satisfies Answer);
}

port.on('message', (call: Call) => {
  try {
    if (call.write === 'close') db.close();
    else writes[call.write]?.(...call.values);
    answer(call);
  } catch (error) {
    answer(call, String(error));
  }
});
