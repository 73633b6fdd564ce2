/** Apex Map: insertion-ordered, with the key and value types it was created with. */
import type { Type } from '../types/type.ts';
import { HashTable, type Entry } from './hash-table.ts';

export class ApexMap {
  readonly keyType: Type;
  readonly valueType: Type;
  private readonly table = new HashTable();

  constructor(keyType: Type, valueType: Type, entries: Iterable<readonly [unknown, unknown]> = []) {
    this.keyType = keyType;
    this.valueType = valueType;
    for (const [key, value] of entries) this.table.set(key, value);
  }

  get size(): number {
    return this.table.size;
  }

  /** Counts changes of the keys: iteration notices them. */
  get version(): number {
    return this.table.version;
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
    return this.table.set(key, value) ?? null;
  }

  /** Returns the value that was there, or null. */
  delete(key: unknown): unknown {
    return this.table.delete(key)?.value ?? null;
  }

  clear(): void {
    this.table.clear();
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
