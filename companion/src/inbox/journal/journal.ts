/**
 * Where deliveries become durable: files that are only ever written to at the end, one write at a time.
 *
 * What arrives while a write goes on shares the next (group commit). A record that is alone is written on the spot, the shortest way to an
 * answer; in company the write happens beside the event loop and holds up no other request.
 */
import { readSync, writev, writevSync } from 'node:fs';
import { CompanionError } from '../../errors.ts';
import { openFiles, type Place } from './files.ts';
import { decode, type Envelope, type JournalRecord } from './record.ts';
import { confirmWrite, planWrite, type Write } from './write.ts';

/** Records and bytes that go into one write at most: longer ones make all wait for all, and the processor for the disk. */
const GROUP = 24;
const GROUP_SIZE = 4 * 1024 * 1024;

export interface Journal {
  /** Durable when it resolves, and then so is all that was appended before. @throws CompanionError INBOX_UNAVAILABLE */
  append(envelope: Envelope, body: Uint8Array): Promise<Place>;
  read(place: Place): JournalRecord;
  /** The record is needed no more. */
  release(place: Place): void;
  /** Nothing received before this (ms since epoch) can be found again by a restart. */
  oldest(): number;
  /** After everything appended so far. */
  close(): Promise<void>;
}

interface Waiting {
  envelope: Envelope;
  body: Uint8Array;
  resolve: (place: Place) => void;
  reject: (error: CompanionError) => void;
}

/** @param isNeeded told of every record there is, oldest first; answers whether it is still needed */
export function openJournal(folder: string, isNeeded: (envelope: Envelope, place: Place) => boolean): Journal {
  const files = openFiles(folder, isNeeded);
  const queue: Waiting[] = [];
  /** From the first record of a group until it is on the disk. */
  let isBusy = false;
  let onIdle: (() => void) | undefined;

  function group(): Waiting[] {
    let size = 0;
    let count = 0;
    while (count < Math.min(queue.length, GROUP) && size < GROUP_SIZE) size += queue[count++]?.body.length ?? 0;
    return queue.splice(0, count);
  }

  function ended(batch: Waiting[], plan: Write | undefined, cause?: unknown): void {
    if (plan && cause === undefined) {
      confirmWrite(plan);
      batch.forEach(({ resolve }, at) => resolve(plan.places[at] as Place));
    } else {
      const error = new CompanionError('INBOX_UNAVAILABLE', String(cause), { cause });
      for (const { reject } of batch) reject(error);
    }
    isBusy = false;
    if (queue.length > 0) schedule();
    else onIdle?.();
  }

  function flush(): void {
    const batch = group();
    let plan: Write | undefined;
    try {
      plan = planWrite(files.current(), batch);
      const { buffers, start, length, segment } = plan;
      // A full disk takes a part.
      const missing = (written: number) =>
        written < length ? `the disk took ${written} of ${length} bytes` : undefined;
      if (batch.length === 1) ended(batch, plan, missing(writevSync(segment.descriptor, buffers, start)));
      else
        writev(segment.descriptor, buffers, start, (error, written) => ended(batch, plan, error ?? missing(written)));
    } catch (cause) {
      ended(batch, plan, cause);
    }
  }

  /** All requests that this turn of the event loop reads come in before. */
  function schedule(): void {
    isBusy = true;
    setImmediate(flush);
  }

  return {
    append(envelope, body) {
      const { promise, resolve, reject } = Promise.withResolvers<Place>();
      queue.push({ envelope, body, resolve, reject });
      if (!isBusy) schedule();
      return promise;
    },
    read({ segment, offset, size }) {
      const bytes = Buffer.allocUnsafeSlow(size);
      readSync(segment.descriptor, bytes, 0, size, offset);
      return decode(bytes);
    },
    release: ({ segment }) => files.release(segment),
    oldest: () => files.oldest(),
    async close() {
      if (isBusy) await new Promise<void>((resolve) => (onIdle = resolve));
      await files.close();
    },
  };
}
