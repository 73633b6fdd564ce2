/**
 * All rows of an org in memory, with an undo log: a savepoint is a position in the log, rolling back puts the old rows in place.
 * The log is also the list of what a transaction changed.
 */
import { makeId } from './ids.ts';
import type { Row } from './row.ts';
import { Table } from './table.ts';

/** One change of one row; `undefined` = there was, or is, none. */
export interface Change {
  table: Table;
  id: string;
  before: Row | undefined;
  after: Row | undefined;
  /** Who caused it, for change events; empty for Apex. */
  origin: string;
}

export class Storage {
  readonly #tables = new Map<string, Table>();
  readonly #log: Change[] = [];
  /** Written into the log with every change. */
  origin = '';
  /** Rises with every change: caches compare it. */
  version = 0;

  /** Case-insensitive; tables are made when they are first asked for. */
  table(object: string): Table {
    const key = object.toLowerCase();
    let table = this.#tables.get(key);
    if (!table) this.#tables.set(key, (table = new Table(object)));
    return table;
  }

  tables(): Iterable<Table> {
    return this.#tables.values();
  }

  newId(object: string, prefix: string): string {
    return makeId(prefix, ++this.table(object).serial);
  }

  get(object: string, id: string): Row | undefined {
    return this.table(object).rows.get(id);
  }

  put(object: string, row: Row): void {
    this.#change(this.table(object), row.Id, row);
  }

  remove(object: string, id: string): void {
    this.#change(this.table(object), id, undefined);
  }

  #change(table: Table, id: string, after: Row | undefined): void {
    this.#log.push({ table, id, before: table.rows.get(id), after, origin: this.origin });
    table.set(id, after);
    this.version++;
  }

  /**
   * Puts empty tables in the place of some, runs the action, and puts the old ones back: a test sees no data of the org.
   * @param isHidden by object name; `keep` rows of hidden tables stay visible
   */
  withHidden<T>(
    isHidden: (object: string) => boolean,
    keep: (row: Row, object: string) => boolean,
    action: () => T,
  ): T {
    const outer = new Map(this.#tables);
    for (const [key, table] of outer) {
      if (!isHidden(table.name)) continue;
      const fresh = new Table(table.name);
      fresh.serial = table.serial;
      for (const [field, number] of table.autoNumbers) fresh.autoNumbers.set(field, number);
      for (const row of table.rows.values()) if (keep(row, table.name)) fresh.set(row.Id, row);
      this.#tables.set(key, fresh);
    }
    try {
      return action();
    } finally {
      for (const key of [...this.#tables.keys()]) {
        const table = outer.get(key);
        if (table) this.#tables.set(key, table);
        else if (isHidden(this.#tables.get(key)!.name)) this.#tables.delete(key);
      }
    }
  }

  /** A savepoint. */
  mark(): number {
    return this.#log.length;
  }

  rollback(mark: number): void {
    while (this.#log.length > mark) {
      const { table, id, before } = this.#log.pop()!;
      table.set(id, before);
    }
    this.version++;
  }

  /** Changes since a mark, oldest first. */
  changes(mark: number): Change[] {
    return this.#log.slice(mark);
  }

  /** Forgets the log: what was done can't be undone any more. */
  commit(): void {
    this.#log.length = 0;
  }
}
