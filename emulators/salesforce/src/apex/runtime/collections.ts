/** Collections in emitted code: literals, indexing, iteration. */
import type { Type } from '../types/type.ts';
import { apexError, nn } from './exceptions.ts';
import { ListIteration, SetIteration } from './iteration.ts';
import { ApexList } from './list.ts';
import { mayStore } from './storing.ts';
import { ApexMap } from './map.ts';
import { invoke, isUserObject } from './object.ts';
import { ApexSet, KeySet } from './set.ts';
import type { SObjectRecord } from '../../schema/record.ts';

type Collection = Type & { arguments: Type[] };

/** `new List<X>{…}`, `new Set<X>{…}`. */
export function newCollection(type: Collection, elements: unknown[]): ApexList | ApexSet {
  const element = type.arguments[0]!;
  if (type.kind === 'list') {
    const list = new ApexList(element, elements);
    list.isDeclared = true;
    return list;
  }
  const set = new ApexSet(element);
  for (const each of elements) set.add(each);
  return set;
}

export function newMap(type: Collection, entries: [unknown, unknown][]): ApexMap {
  const map = new ApexMap(type.arguments[0]!, type.arguments[1]!);
  for (const [key, value] of entries) map.put(key, value);
  return map;
}

/** `new Integer[n]`: n nulls. */
export function newArray(type: Collection, size: number): ApexList {
  return new ApexList(type.arguments[0]!, new Array<unknown>(size).fill(null));
}

function outOfBounds(index: number): never {
  throw apexError('System.ListException', `List index out of bounds: ${index}`);
}

/** `list[index]`. */
export function at(list: ApexList | null, index: number | null): unknown {
  const items = nn(list).items;
  const position = nn(index);
  if (position < 0 || position >= items.length) outOfBounds(position);
  return items[position];
}

/** `list[index] = value`. */
export function setAt(list: ApexList | null, index: number | null, value: unknown): unknown {
  const items = nn(list).items;
  const position = nn(index);
  if (position < 0 || position >= items.length) outOfBounds(position);
  mayStore(list!, value);
  items[position] = value;
  return value;
}

/** What a `for (x : y)` goes through: lists, sets, and user or platform iterables. */
export function iterate(value: unknown): Iterable<unknown> {
  const iterable = nn(value);
  if (iterable instanceof ApexList) return iterable.items;
  if (isUserObject(iterable)) return userIteration(invoke(iterable, 'iterator', []));
  return iterable as Iterable<unknown>;
}

/**
 * The same for a loop in Apex, which notices when its body adds or removes elements. Sets notice since API 62; before, loops went
 * through a copy, and through the keys of a map they still do.
 */
export function loopOver(value: unknown, apiVersion: number): Iterable<unknown> {
  const iterable = nn(value);
  if (iterable instanceof ApexList) return new ListIteration(iterable);
  if (!(iterable instanceof ApexSet)) return iterate(iterable);
  if (iterable instanceof KeySet || apiVersion < 62) return iterable.toArray();
  return new SetIteration(iterable.table, iterable);
}

function* userIteration(iterator: unknown): Generator<unknown> {
  if (!isUserObject(iterator)) {
    yield* iterator as Iterable<unknown>;
    return;
  }
  while (invoke(iterator, 'hasNext', []) === true) yield invoke(iterator, 'next', []);
}

/** `for (List<X> chunk : [SELECT …])`: lists of up to 200 rows. */
export function* chunks(list: ApexList, type: Collection): Generator<ApexList> {
  const element = type.arguments[0]!;
  const records = list.items as SObjectRecord[];
  for (let start = 0; start < records.length; start += 200) {
    yield new ApexList(element, records.slice(start, start + 200));
  }
}
