/** Apex Set: insertion-ordered, with the element type it was created with. */
import type { Type } from '../types/type.ts';
import { apexError } from './exceptions.ts';
import { HashTable } from './hash-table.ts';
import { grow, sizeOf } from './heap.ts';
import type { ApexMap } from './map.ts';

export class ApexSet {
  readonly elementType: Type;
  readonly table: HashTable;
  /** What was added to it, see `heap.ts`. */
  bytes = 0;

  constructor(elementType: Type, elements: Iterable<unknown> = [], table = new HashTable()) {
    this.elementType = elementType;
    this.table = table;
    for (const element of elements) this.table.set(element, true);
  }

  get size(): number {
    return this.table.size;
  }

  has(element: unknown): boolean {
    return this.table.get(element) !== undefined;
  }

  /** True when it was not there yet. */
  add(element: unknown): boolean {
    const isNew = this.table.set(element, true) === undefined;
    if (isNew) grow(this, sizeOf(element));
    return isNew;
  }

  /** True when it was there. */
  delete(element: unknown): boolean {
    const isThere = this.table.delete(element) !== undefined;
    if (isThere) this.bytes -= sizeOf(element);
    return isThere;
  }

  clear(): void {
    this.table.clear();
    this.bytes = 0;
  }

  /** The elements in order, as an array of their own. */
  toArray(): unknown[] {
    return [...this];
  }

  *[Symbol.iterator](): IterableIterator<unknown> {
    for (const entry of this.table.entries()) yield entry.key;
  }
}

/** `map.keySet()`: what is removed from it is removed from the map; nothing can be added. */
export class KeySet extends ApexSet {
  private readonly map: ApexMap;

  constructor(map: ApexMap, table: HashTable) {
    super(map.keyType, [], table);
    this.map = map;
  }

  override has(element: unknown): boolean {
    return this.map.has(element);
  }

  override add(_element: unknown): boolean {
    throw apexError('System.FinalException', 'Collection is read-only');
  }

  override delete(element: unknown): boolean {
    const isThere = this.map.has(element);
    this.map.delete(element);
    return isThere;
  }

  override clear(): void {
    this.map.clear();
  }
}
