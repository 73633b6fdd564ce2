/**
 * Ordered index of a time field: ids from a moment on. Times mostly rise with every save, so entries are mostly appended; entries of
 * rows that have moved on stay until they outnumber the others, and are skipped when read.
 */
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import type { Row } from './row.ts';

interface Entry {
  ms: number;
  id: string;
}

export class RangeIndex {
  readonly field: string;
  #entries: Entry[] = [];

  constructor(field: string, rows: Iterable<Row>) {
    this.field = field;
    for (const row of rows) {
      const ms = this.#key(row);
      if (ms !== undefined) this.#entries.push({ ms, id: row.Id });
    }
    this.#entries.sort((a, b) => a.ms - b.ms);
  }

  #key(row: Row): number | undefined {
    const value = row[this.field];
    return value instanceof ApexDatetime ? value.ms : undefined;
  }

  add(row: Row): void {
    const ms = this.#key(row);
    if (ms === undefined) return;
    const entry = { ms, id: row.Id };
    if (ms >= (this.#entries.at(-1)?.ms ?? -Infinity)) this.#entries.push(entry);
    else this.#entries.splice(this.#first(ms), 0, entry);
  }

  /** Position of the first entry at or after a moment. */
  #first(ms: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle]!.ms < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Ids whose field is at or after the moment; undefined when these are more than `most`. */
  from(ms: number, rows: Map<string, Row>, most: number): Set<string> | undefined {
    if (this.#entries.length > rows.size * 2 + 1000) this.#drop(rows);
    const first = this.#first(ms);
    if (this.#entries.length - first > most) return undefined;
    const ids = new Set<string>();
    for (let i = first; i < this.#entries.length; i++) {
      const { ms: key, id } = this.#entries[i]!;
      const row = rows.get(id);
      if (row && this.#key(row) === key) ids.add(id);
    }
    return ids;
  }

  #drop(rows: Map<string, Row>): void {
    const seen = new Set<string>();
    this.#entries = this.#entries.filter(({ ms, id }) => {
      const row = rows.get(id);
      if (!row || this.#key(row) !== ms || seen.has(id)) return false;
      seen.add(id);
      return true;
    });
  }
}
