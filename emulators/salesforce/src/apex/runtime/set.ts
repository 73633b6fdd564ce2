/** Apex Set: insertion-ordered, with the element type it was created with. */
import type { Type } from '../types/type.ts';
import { HashTable } from './hash-table.ts';

export class ApexSet {
  readonly elementType: Type;
  private readonly table = new HashTable();

  constructor(elementType: Type, elements: Iterable<unknown> = []) {
    this.elementType = elementType;
    for (const element of elements) this.table.set(element, true);
  }

  get size(): number {
    return this.table.size;
  }

  /** Counts changes: iteration notices them. */
  get version(): number {
    return this.table.version;
  }

  has(element: unknown): boolean {
    return this.table.get(element) !== undefined;
  }

  /** True when it was not there yet. */
  add(element: unknown): boolean {
    return this.table.set(element, true) === undefined;
  }

  /** True when it was there. */
  delete(element: unknown): boolean {
    return this.table.delete(element) !== undefined;
  }

  clear(): void {
    this.table.clear();
  }

  /** The elements in order, as an array of their own. */
  toArray(): unknown[] {
    return [...this];
  }

  *[Symbol.iterator](): IterableIterator<unknown> {
    for (const entry of this.table.entries()) yield entry.key;
  }
}
