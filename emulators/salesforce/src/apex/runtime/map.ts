/** Apex Map: insertion-ordered, with the key and value types it was created with. */
import type { Type } from '../types/type.ts';
import { HashTable, type Entry } from './hash-table.ts';
import { grow, sizeOf } from './heap.ts';
import { KeySet } from './set.ts';

export class ApexMap {
  readonly keyType: Type;
  readonly valueType: Type;
  private readonly table = new HashTable();
  /** What was put into it, see `heap.ts`. */
  bytes = 0;

  constructor(keyType: Type, valueType: Type, entries: Iterable<readonly [unknown, unknown]> = []) {
    this.keyType = keyType;
    this.valueType = valueType;
    for (const [key, value] of entries) this.table.set(key, value);
  }

  get size(): number {
    return this.table.size;
  }

  /** A view of the keys. */
  keySet(): KeySet {
    return new KeySet(this, this.table);
  }

  /** Null when the key is not there. */
  get(key: unknown): unknown {
    return this.table.get(key)?.value ?? null;
  }

  has(key: unknown): boolean {
    return this.table.get(key) !== undefined;
  }

  /** Returns the former value, or null. */
  put(key: unknown, value: unknown): unknown {
    const former = this.table.set(key, value);
    grow(this, former === undefined ? sizeOf(key) + sizeOf(value) : sizeOf(value) - sizeOf(former));
    return former ?? null;
  }

  /** Returns the value that was there, or null. */
  delete(key: unknown): unknown {
    const entry = this.table.delete(key);
    if (entry) this.bytes -= sizeOf(entry.key) + sizeOf(entry.value);
    return entry?.value ?? null;
  }

  clear(): void {
    this.table.clear();
    this.bytes = 0;
  }

  entries(): IterableIterator<Entry> {
    return this.table.entries();
  }

  *keys(): IterableIterator<unknown> {
    for (const entry of this.table.entries()) yield entry.key;
  }

  *values(): IterableIterator<unknown> {
    for (const entry of this.table.entries()) yield entry.value;
  }
}
