/** Worker thread: does the writes it is told, in order. A sync to disk then holds up nobody who only wants to be read. */
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './database.ts';
import type { Answer, Call } from './writer.ts';
import { writesOf } from './writes.ts';

const db = openDatabase((workerData as { file: string }).file);
const writes = writesOf(db) as Record<string, (...values: unknown[]) => unknown>;

parentPort?.on('message', ({ id, write, values }: Call) => {
  const answer: Answer = { id };
  try {
    if (write === 'close') db.close();
    else writes[write]?.(...values);
  } catch (error) {
    answer.problem = String(error);
  }
  parentPort?.postMessage(answer);
});
