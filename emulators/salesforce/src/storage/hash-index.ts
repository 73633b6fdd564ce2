/** Equality index of one field: value → ids. A single id is kept bare, since most keys have one. */
import { indexKey, type Row } from './row.ts';

export class HashIndex {
  readonly field: string;
  readonly #entries = new Map<string, string | Set<string>>();

  constructor(field: string) {
    this.field = field;
  }

  add(row: Row): void {
    const value = row[this.field];
    if (value === undefined || value === null) return;
    const key = indexKey(value);
    const entry = this.#entries.get(key);
    if (entry === undefined) this.#entries.set(key, row.Id);
    else if (typeof entry !== 'string') entry.add(row.Id);
    else if (entry !== row.Id) this.#entries.set(key, new Set([entry, row.Id]));
  }

  remove(row: Row): void {
    const value = row[this.field];
    if (value === undefined || value === null) return;
    const key = indexKey(value);
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    if (typeof entry === 'string') {
      if (entry === row.Id) this.#entries.delete(key);
      return;
    }
    entry.delete(row.Id);
    if (entry.size === 0) this.#entries.delete(key);
  }

  /** Ids of rows with this value; blank values are not in the index. */
  ids(value: unknown): Iterable<string> {
    const entry = this.#entries.get(indexKey(value));
    if (entry === undefined) return [];
    return typeof entry === 'string' ? [entry] : entry;
  }

  /** How many rows have this value. */
  count(value: unknown): number {
    const entry = this.#entries.get(indexKey(value));
    return entry === undefined ? 0 : typeof entry === 'string' ? 1 : entry.size;
  }
}
