/** Worker thread: does the writes it is told, in order. A sync to disk then holds up nobody who only wants to be read. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
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

function perform(write: Call['write'], values: unknown[], calls: Call[]): void {
  try {
    if (write === 'close') db.close();
    else writes[write]?.(...values);
    for (const call of calls) answer(call);
  } catch (error) {
    for (const call of calls) answer(call, String(error));
  }
}

/** What came in while the last sync to disk went on. */
function waiting(first: Call): Call[] {
  const calls = [first];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) calls.push(next.message as Call);
  return calls;
}

port.on('message', (first: Call) => {
  const calls = waiting(first);
  while (calls.length > 0) {
    // Deliveries that wait one behind the other share a commit.
    const end = calls.findIndex(({ write }) => write !== 'add');
    const adds = calls.splice(0, end < 0 ? calls.length : end);
    if (adds.length > 0) perform('add', [adds.flatMap(({ values }) => values[0])], adds);
    const [other] = calls.splice(0, 1);
    if (other) perform(other.write, other.values, [other]);
  }
});
