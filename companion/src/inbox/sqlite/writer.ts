/** The writing thread as seen by the others: a write is a call that resolves when it is durable. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CompanionError } from '../../errors.ts';
import type { Writes } from './writes.ts';

export interface Call {
  id: number;
  write: keyof Writes | 'close';
  values: unknown[];
}

export interface Answer {
  id: number;
  /** Why the write did not happen. */
  problem?: string;
}

export interface Writer {
  /** @throws CompanionError INBOX_UNAVAILABLE when it could not be made durable */
  call<W extends keyof Writes>(write: W, ...values: Parameters<Writes[W]>): Promise<void>;
  /** After everything called so far. */
  close(): Promise<void>;
}

export function startWriter(file: string): Writer {
  const calls = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  let nextId = 0;
  let worker: Worker | undefined;

  function start(): Worker {
    const thread = new Worker(join(import.meta.dirname, 'writer-thread.ts'), { workerData: { file } });
    thread.on('message', ({ id, problem }: Answer) => {
      const call = calls.get(id);
      calls.delete(id);
      if (problem === undefined) call?.resolve();
      else call?.reject(new CompanionError('INBOX_UNAVAILABLE', problem));
    });
    // A thread that died answers nobody; the next write starts another.
    const fail = (problem: string) => {
      if (worker !== thread) return;
      worker = undefined;
      for (const { reject } of calls.values()) reject(new CompanionError('INBOX_UNAVAILABLE', problem));
      calls.clear();
    };
    thread.on('error', (error) => fail(String(error)));
    thread.on('exit', (code) => fail(`the writing thread ended with ${code}`));
    return thread;
  }

  function post(write: Call['write'], values: unknown[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    worker ??= start();
    const id = nextId++;
    calls.set(id, { resolve, reject });
    worker.postMessage({ id, write, values } satisfies Call);
    return promise;
  }

  worker = start();
  return {
    call: (write, ...values) => post(write, values),
    async close() {
      await post('close', []);
      await worker?.terminate();
    },
  };
}
