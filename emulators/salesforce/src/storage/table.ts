/** Rows of one object with their indexes. Deleted rows stay (recycle bin) with IsDeleted = true. */
import { HashIndex } from './hash-index.ts';
import { RangeIndex } from './range-index.ts';
import type { Row } from './row.ts';

export class Table {
  readonly name: string;
  readonly rows = new Map<string, Row>();
  /** Last serial number handed out; never goes back, so that ids are not used twice. */
  serial = 0;
  /** Rises with every change, also when it is rolled back. */
  changes = 0;
  /** Last autonumber per field. */
  readonly autoNumbers = new Map<string, number>();
  readonly #indexes = new Map<string, HashIndex>();
  readonly #ranges = new Map<string, RangeIndex>();

  constructor(name: string) {
    this.name = name;
  }

  /** Stores a row in place of the one with its id, or removes that (undefined). */
  set(id: string, row: Row | undefined): void {
    const before = this.rows.get(id);
    this.changes++;
    for (const index of this.#indexes.values()) {
      if (before && row && before[index.field] === row[index.field]) continue;
      if (before) index.remove(before);
      if (row) index.add(row);
    }
    if (row) for (const index of this.#ranges.values()) if (before?.[index.field] !== row[index.field]) index.add(row);
    if (row) this.rows.set(id, row);
    else this.rows.delete(id);
  }

  /** The equality index of a field, built when it is first wanted. */
  index(field: string): HashIndex {
    let index = this.#indexes.get(field);
    if (!index) {
      index = new HashIndex(field);
      for (const row of this.rows.values()) index.add(row);
      this.#indexes.set(field, index);
    }
    return index;
  }

  /** The ordered index of a time field, built when it is first wanted. */
  range(field: string): RangeIndex {
    let index = this.#ranges.get(field);
    if (!index) this.#ranges.set(field, (index = new RangeIndex(field, this.rows.values())));
    return index;
  }

  /** Rows whose field equals the value, by index; deleted ones included. */
  *matching(field: string, value: unknown): Iterable<Row> {
    for (const id of this.index(field).ids(value)) yield this.rows.get(id)!;
  }

  clear(): void {
    this.rows.clear();
    this.#indexes.clear();
    this.#ranges.clear();
  }
}
