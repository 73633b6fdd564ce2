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
