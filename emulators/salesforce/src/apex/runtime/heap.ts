/**
 * How much heap Apex values take, roughly as the platform counts: text by its length, a few bytes for anything small.
 *
 * Collections keep the sum of what was put into them. Each time that doubles, everything is counted that the collection and the
 * static variables of the transaction hold, however deep; over the limit the transaction ends. What other local variables hold
 * cannot be told from what they have let go, so it does not count.
 */
import { SObjectRecord } from '../../schema/record.ts';
import { current, isRunning, type Transaction } from '../../transaction/transaction.ts';
import { ApexBlob } from './blob.ts';
import { reachableBytes } from './heap-walk.ts';

/** Below this nothing is checked, to keep small things fast. */
export const LARGE = 500_000;
/** Collections from this size on are remembered, for `Limits.getHeapSize()`. */
const NOTABLE = 4_000;
/** From here on what a collection holds is counted each time it has doubled. */
const DEEP = 8_000;
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
  if ('bytes' in value && typeof value.bytes === 'number') return 24 + value.bytes;
  if (value instanceof SObjectRecord) {
    let bytes = 16;
    for (const each of value.values.values()) bytes += typeof each === 'string' ? each.length + 8 : 12;
    return bytes;
  }
  return value instanceof ApexBlob ? value.size : 24;
}

/** Something was put into a collection. */
export function grow(collection: Sized, bytes: number): void {
  const before = collection.bytes;
  collection.bytes += bytes;
  if (collection.bytes > NOTABLE) remember(collection, before);
}

function remember(collection: Sized, before: number): void {
  if (collection.bytes > LARGE) checkHeap(collection.bytes);
  if (collection.bytes > DEEP && Math.clz32(collection.bytes) < Math.clz32(before) && isRunning())
    checkHeap(BASE + reachableBytes([collection, ...current().statics.values()]));
  if (collection.isNotable || !isRunning()) return;
  collection.isNotable = true;
  const { slots } = current();
  const known = slots.get(notable) as WeakRef<Sized>[] | undefined;
  if (known) known.push(new WeakRef(collection));
  else slots.set(notable, [new WeakRef(collection)]);
}

/** `Limits.getHeapSize()`: what the static variables hold, and the collections of some size that the transaction made. */
export function heapSize({ slots, statics }: Pick<Transaction, 'slots' | 'statics'> = current()): number {
  const collections = ((slots.get(notable) as WeakRef<Sized>[] | undefined) ?? []).map((each) => each.deref());
  return BASE + reachableBytes([...statics.values(), ...collections.filter((each) => each !== undefined)]);
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
