/** The embedded inbox: one SQLite file, WAL, synchronous=FULL; all deliveries of one turn of the event loop share a commit. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { CompanionError } from '../errors.ts';
import type { Delivery, Inbox, InboxCounts, Outcome, SnapshotRef, StoredDelivery, StoredSnapshot } from './inbox.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT, store TEXT NOT NULL, topic TEXT NOT NULL, webhook_id TEXT NOT NULL,
    triggered_at TEXT NOT NULL, api_version TEXT NOT NULL, received_at INTEGER NOT NULL, body BLOB,
    settled INTEGER NOT NULL DEFAULT 0, problem TEXT, UNIQUE (store, webhook_id));
  CREATE INDEX IF NOT EXISTS delivery_open ON delivery (id) WHERE settled = 0;
  CREATE TABLE IF NOT EXISTS snapshot (
    store TEXT NOT NULL, kind TEXT NOT NULL, resource_id TEXT NOT NULL, topic TEXT NOT NULL, version TEXT NOT NULL, mode TEXT NOT NULL,
    identity_key TEXT NOT NULL, document TEXT NOT NULL, received_at INTEGER NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
    attempts INTEGER NOT NULL DEFAULT 0, published_at INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'waiting',
    PRIMARY KEY (store, kind, resource_id)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS snapshot_state ON snapshot (state, mode, received_at);
  CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;`;

/** A newer version replaces an older one and is published from the start; an older one changes nothing. */
const UPSERT = `
  INSERT INTO snapshot (store, kind, resource_id, topic, version, mode, identity_key, document, received_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (store, kind, resource_id) DO UPDATE SET
    topic = excluded.topic, version = excluded.version, mode = excluded.mode, identity_key = excluded.identity_key,
    document = excluded.document, revision = revision + 1, attempts = 0, published_at = 0, state = 'waiting'
  WHERE excluded.version > version`;

const COLUMNS = `store, kind, resource_id AS resourceId, topic, version, mode, identity_key AS identityKey, document,
  received_at AS receivedAt, revision, attempts, published_at AS publishedAt`;

const WHERE_REF = 'WHERE store = ? AND kind = ? AND resource_id = ? AND revision = ?';

interface Pending {
  delivery: Delivery;
  resolve: (isNew: boolean) => void;
  reject: (error: unknown) => void;
}

class SqliteInbox implements Inbox {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #pending: Pending[] = [];

  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    // Bodies are 10 to 100 KB: on pages of 4 KB each would be a chain of pages, at twice the CPU.
    this.#db.exec(
      'PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 3000;',
    );
    this.#db.exec(SCHEMA);
  }

  #sql(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (!statement) this.#statements.set(text, (statement = this.#db.prepare(text)));
    return statement;
  }

  #transaction<T>(action: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = action();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  accept(delivery: Delivery): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    this.#pending.push({ delivery, resolve, reject });
    if (this.#pending.length === 1) setImmediate(() => this.#flush());
    return promise;
  }

  #flush(): void {
    const batch = this.#pending;
    this.#pending = [];
    const insert = this.#sql(
      `INSERT INTO delivery (store, topic, webhook_id, triggered_at, api_version, received_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    );
    const now = Date.now();
    try {
      const changes = this.#transaction(() =>
        batch.map(
          ({ delivery }) =>
            insert.run(
              delivery.store,
              delivery.topic,
              delivery.webhookId,
              delivery.triggeredAt,
              delivery.apiVersion,
              now,
              delivery.body,
            ).changes,
        ),
      );
      batch.forEach(({ resolve }, index) => resolve(Number(changes[index]) === 1));
    } catch (cause) {
      const error = new CompanionError('INBOX_UNAVAILABLE', String(cause), { cause });
      for (const { reject } of batch) reject(error);
    }
  }

  async deliveries(limit: number, after = 0): Promise<StoredDelivery[]> {
    const rows = this.#sql(
      `SELECT id, store, topic, webhook_id AS webhookId, triggered_at AS triggeredAt, api_version AS apiVersion, received_at AS receivedAt, body
       FROM delivery WHERE settled = 0 AND id > ? ORDER BY id LIMIT ?`,
    ).all(after, limit) as unknown as (StoredDelivery & { body: Uint8Array })[];
    return rows.map((row) => ({
      ...row,
      body: Buffer.from(row.body.buffer, row.body.byteOffset, row.body.byteLength),
    }));
  }

  async settle(outcomes: Outcome[]): Promise<void> {
    const upsert = this.#sql(UPSERT);
    const done = this.#sql(
      'UPDATE delivery SET settled = 1, problem = ?, body = CASE WHEN ? IS NULL THEN NULL ELSE body END WHERE id = ?',
    );
    this.#transaction(() => {
      for (const { deliveryId, snapshots, problem = null } of outcomes) {
        for (const s of snapshots)
          upsert.run(
            s.store,
            s.kind,
            s.resourceId,
            s.topic,
            s.version,
            s.mode,
            s.identityKey,
            s.document,
            s.receivedAt,
          );
        done.run(problem, problem, deliveryId);
      }
    });
  }

  async waiting(limit: number): Promise<StoredSnapshot[]> {
    return this.#sql(
      `SELECT ${COLUMNS} FROM snapshot WHERE state = 'waiting'
       ORDER BY CASE mode WHEN 'live' THEN 0 WHEN 'repair' THEN 1 ELSE 2 END, received_at LIMIT ?`,
    ).all(limit) as unknown as StoredSnapshot[];
  }

  async inFlight(): Promise<StoredSnapshot[]> {
    return this.#sql(
      `SELECT ${COLUMNS} FROM snapshot WHERE state = 'inFlight' ORDER BY published_at`,
    ).all() as unknown as StoredSnapshot[];
  }

  #each(sql: string, refs: SnapshotRef[], ...before: (string | number)[]): void {
    const statement = this.#sql(`${sql} ${WHERE_REF}`);
    this.#transaction(() => {
      for (const { store, kind, resourceId, revision } of refs)
        statement.run(...before, store, kind, resourceId, revision);
    });
  }

  async markPublished(refs: SnapshotRef[], at: number): Promise<void> {
    this.#each("UPDATE snapshot SET state = 'inFlight', attempts = attempts + 1, published_at = ?", refs, at);
  }

  async requeue(refs: SnapshotRef[]): Promise<void> {
    this.#each("UPDATE snapshot SET state = 'waiting'", refs);
  }

  async confirm(refs: SnapshotRef[]): Promise<void> {
    this.#each('DELETE FROM snapshot', refs);
  }

  async park(refs: SnapshotRef[]): Promise<void> {
    this.#each("UPDATE snapshot SET state = 'parked'", refs);
  }

  async counts(): Promise<InboxCounts> {
    const states = this.#sql('SELECT state, count(*) AS n FROM snapshot GROUP BY state').all() as {
      state: string;
      n: number;
    }[];
    const of = (state: string) => states.find((row) => row.state === state)?.n ?? 0;
    const count = (where: string) =>
      (this.#sql(`SELECT count(*) AS n FROM delivery WHERE ${where}`).get() as { n: number }).n;
    return {
      deliveries: count('settled = 0'),
      waiting: of('waiting'),
      inFlight: of('inFlight'),
      parked: of('parked'),
      problems: count('problem IS NOT NULL'),
    };
  }

  async fact(name: string): Promise<string | undefined> {
    return (this.#sql('SELECT value FROM fact WHERE name = ?').get(name) as { value: string } | undefined)?.value;
  }

  async setFact(name: string, value: string): Promise<void> {
    this.#sql(
      'INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ).run(name, value);
  }

  async prune(before: number): Promise<void> {
    this.#sql('DELETE FROM delivery WHERE settled = 1 AND problem IS NULL AND received_at < ?').run(before);
  }

  async close(): Promise<void> {
    if (this.#pending.length > 0) this.#flush();
    this.#db.close();
  }
}

/** Opens (and creates) `inbox.db` in a folder. */
export function openSqliteInbox(folder: string): Inbox {
  mkdirSync(folder, { recursive: true });
  return new SqliteInbox(join(folder, 'inbox.db'));
}
