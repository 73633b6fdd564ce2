/**
 * The inbox's SQLite file: WAL, synchronous=FULL. One connection reads, another, in a thread of its own, writes (`writer.ts`).
 *
 * `seen` holds the webhook ids of settled deliveries: what of the journal is not in it, is still to be done.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS seen (
    store TEXT NOT NULL, webhook_id TEXT NOT NULL, received_at INTEGER NOT NULL, PRIMARY KEY (store, webhook_id)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS problem (
    id INTEGER PRIMARY KEY, store TEXT NOT NULL, topic TEXT NOT NULL, webhook_id TEXT NOT NULL, triggered_at TEXT NOT NULL,
    api_version TEXT NOT NULL, received_at INTEGER NOT NULL, body BLOB NOT NULL, problem TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS snapshot (
    store TEXT NOT NULL, kind TEXT NOT NULL, resource_id TEXT NOT NULL, topic TEXT NOT NULL, version TEXT NOT NULL, mode TEXT NOT NULL,
    identity_key TEXT NOT NULL, document TEXT NOT NULL, received_at INTEGER NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
    attempts INTEGER NOT NULL DEFAULT 0, published_at INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'waiting',
    PRIMARY KEY (store, kind, resource_id)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS snapshot_state ON snapshot (state, mode, received_at);
  CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;`;

/** Documents are 5 to 50 KB: on pages of 4 KB each would be a chain of pages, at twice the CPU. */
const PAGE_SIZE = 8192;

export interface Database {
  exec(script: string): void;
  /** A prepared statement, kept. */
  sql(text: string): StatementSync;
  rows<T>(text: string, ...values: SQLInputValue[]): T[];
  /** All or nothing. Durable when it returns. */
  transaction<T>(action: () => T): T;
  close(): void;
}

/** A connection to the file; creates it, but not its tables. */
export function openDatabase(file: string): Database {
  const database = new DatabaseSync(file);
  database.exec(
    `PRAGMA busy_timeout = 3000; PRAGMA page_size = ${PAGE_SIZE}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`,
  );
  const statements = new Map<string, StatementSync>();
  const sql = (text: string): StatementSync => {
    let statement = statements.get(text);
    if (!statement) statements.set(text, (statement = database.prepare(text)));
    return statement;
  };
  return {
    exec: (script) => database.exec(script),
    sql,
    rows: <T>(text: string, ...values: SQLInputValue[]) => sql(text).all(...values) as unknown as T[],
    transaction(action) {
      sql('BEGIN IMMEDIATE').run();
      try {
        const result = action();
        sql('COMMIT').run();
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}

/** Makes the tables where they are missing. Once, before any second connection. */
export function prepareTables(db: Database): void {
  db.exec(SCHEMA);
}
