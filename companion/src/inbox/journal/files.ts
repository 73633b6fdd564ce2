/** The journal's files: the one being written, those that still hold something needed, and a few spare ones to be used again. */
import { closeSync, mkdirSync, readdirSync, write } from 'node:fs';
import { join } from 'node:path';
import type { Envelope } from './record.ts';
import { beginUse, HEADER, openSegment, readSegment, removeSegment, type Segment } from './segment.ts';

/** Bytes; a file that is longer takes no further record. */
const SEGMENT_SIZE = 16 * 1024 * 1024;

/** Files without a needed record that are kept to be overwritten. */
const SPARE = 4;

/** Where a record is. */
export interface Place {
  segment: Segment;
  offset: number;
  size: number;
}

export interface Files {
  /** The file to write to. @throws when a new one is due and cannot be made */
  current(): Segment;
  /** One record less is needed. */
  release(segment: Segment): void;
  /** Nothing received before this (ms since epoch) can be found again by a restart. */
  oldest(): number;
  close(): Promise<void>;
}

/** @param isNeeded told of every record there is, oldest first; answers whether it is still needed */
export function openFiles(folder: string, isNeeded: (envelope: Envelope, place: Place) => boolean): Files {
  mkdirSync(folder, { recursive: true });
  const used = new Set<Segment>();
  const spare: Segment[] = [];
  const retiring = new Set<Promise<void>>();
  let current: Segment | undefined;
  let sequence = 0;
  let number = 0;

  /** Marks a file as of no use, so that a restart does not find its records; only then may it be used again. */
  function retire(segment: Segment): void {
    if (segment === current || segment.needed > 0 || !used.delete(segment)) return;
    if (spare.length + retiring.size >= SPARE) {
      removeSegment(segment);
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    retiring.add(promise);
    write(segment.descriptor, Buffer.alloc(HEADER), 0, HEADER, 0, (error) => {
      retiring.delete(promise);
      if (error) used.add(segment);
      else spare.push(segment);
      resolve();
    });
  }

  function readAll(): void {
    const names = readdirSync(folder).filter((name) => name.endsWith('.log'));
    number = Math.max(0, ...names.map((name) => Number.parseInt(name, 10)));
    const found = names.map((name) => {
      const segment = openSegment(join(folder, name));
      return { segment, records: readSegment(segment) };
    });
    for (const { segment, records } of found.sort((a, b) => a.segment.sequence - b.segment.sequence)) {
      sequence = segment.sequence;
      for (const { envelope, offset, size } of records)
        if (isNeeded(envelope, { segment, offset, size })) {
          segment.needed++;
          segment.since = Math.min(segment.since, envelope.receivedAt);
        }
      used.add(segment);
      retire(segment);
    }
  }

  function create(): Segment {
    const segment = openSegment(join(folder, `${number + 1}.log`));
    number++;
    return segment;
  }

  readAll();
  return {
    current() {
      if (current && current.position < SEGMENT_SIZE) return current;
      const full = current;
      current = spare.shift() ?? create();
      beginUse(current, ++sequence);
      used.add(current);
      if (full) retire(full);
      return current;
    },
    release(segment) {
      segment.needed--;
      retire(segment);
    },
    oldest: () => Math.min(...[...used].map(({ since }) => since)),
    async close() {
      await Promise.all(retiring);
      for (const { descriptor } of [...used, ...spare]) closeSync(descriptor);
    },
  };
}
