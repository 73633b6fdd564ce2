/** One write of several records, as the kernel gets it. */
import { encode, type Envelope } from './record.ts';
import type { Place } from './files.ts';
import { HEADER, headerOf, type Segment } from './segment.ts';

/** A short write at the end of a file makes it this much longer (bytes), so that the next ones need not. */
const PADDING = Buffer.alloc(1024 * 1024);
const SHORT = 64 * 1024;

export interface Write {
  segment: Segment;
  buffers: Uint8Array[];
  start: number;
  /** Bytes, padding included. */
  length: number;
  /** Of each record, in order. */
  places: Place[];
  /** ms since epoch. */
  since: number;
}

export function planWrite(segment: Segment, records: { envelope: Envelope; body: Uint8Array }[]): Write {
  const start = segment.position;
  const buffers: Uint8Array[] = start === 0 ? [headerOf(segment)] : [];
  let offset = start === 0 ? HEADER : start;
  const places = records.map(({ envelope, body }) => {
    const head = encode(segment.salt, envelope, body);
    const place = { segment, offset, size: head.length + body.length };
    buffers.push(head, body);
    offset += place.size;
    return place;
  });
  const isShort = offset - start < SHORT;
  if (offset > segment.length && isShort) buffers.push(PADDING);
  const length = offset - start + (offset > segment.length && isShort ? PADDING.length : 0);
  return {
    segment,
    buffers,
    start,
    length,
    places,
    since: Math.min(...records.map(({ envelope }) => envelope.receivedAt)),
  };
}

/** It is on the disk: the next one goes behind it. */
export function confirmWrite({ segment, start, length, places, since }: Write): void {
  const last = places.at(-1);
  if (last) segment.position = last.offset + last.size;
  segment.length = Math.max(segment.length, start + length);
  segment.needed += places.length;
  segment.since = Math.min(segment.since, since);
}
