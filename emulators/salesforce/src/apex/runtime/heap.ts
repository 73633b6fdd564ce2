/**
 * How much heap Apex values take, roughly as the platform counts: text by its length, a few bytes for anything small. Collections keep
 * the sum of what was put into them; when one of them alone is over the limit the transaction ends.
 */
import { SObjectRecord } from '../../schema/record.ts';
import { current, isRunning } from '../../transaction/transaction.ts';
import { ApexBlob } from './blob.ts';

/** Below this nothing is checked, to keep small things fast. */
export const LARGE = 500_000;
/** Collections from this size on are remembered, for `Limits.getHeapSize()`. */
const NOTABLE = 4_000;
/** What a transaction takes before it has done anything. */
const BASE = 1_100;

interface Sized {
  bytes: number;
  isNotable?: boolean;
}

const notable = Symbol('collections of some size');

export function sizeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return value.length + 8;
    case 'number':
    case 'boolean':
      return 4;
    case 'bigint':
      return 8;
    default:
      return value === null || value === undefined ? 4 : sizeOfObject(value as object);
  }
}

function sizeOfObject(value: object): number {
  if ('bytes' in value && typeof value.bytes === 'number') return value.bytes;
  if (value instanceof SObjectRecord) {
    let bytes = 16;
    for (const each of value.values.values()) bytes += typeof each === 'string' ? each.length + 8 : 12;
    return bytes;
  }
  return value instanceof ApexBlob ? value.size : 24;
}

/** Something was put into a collection. */
export function grow(collection: Sized, bytes: number): void {
  collection.bytes += bytes;
  if (collection.bytes > NOTABLE) remember(collection);
}

function remember(collection: Sized): void {
  if (collection.bytes > LARGE) checkHeap(collection.bytes);
  if (collection.isNotable || !isRunning()) return;
  collection.isNotable = true;
  const { slots } = current();
  const known = slots.get(notable) as WeakRef<Sized>[] | undefined;
  if (known) known.push(new WeakRef(collection));
  else slots.set(notable, [new WeakRef(collection)]);
}

/** `Limits.getHeapSize()`: the collections of some size that are still there. */
export function heapSize(): number {
  const { slots } = current();
  let bytes = BASE;
  for (const each of (slots.get(notable) as WeakRef<Sized>[] | undefined) ?? []) bytes += each.deref()?.bytes ?? 0;
  return bytes;
}

/** A text was made. */
export function checkText(text: string): string {
  if (text.length > LARGE) checkHeap(text.length);
  return text;
}

/** @throws LimitExceeded `Apex heap size too large: N` */
export function checkHeap(bytes: number): void {
  if (isRunning()) current().limits.reach('heapSize', bytes);
}
