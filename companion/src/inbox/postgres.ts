/**
 * The inbox on PostgreSQL, for several companions behind a load balancer: any may receive, one publishes (`leader.ts`).
 *
 * What comes in while an insert is under way shares the next (group commit); an insert of so many rows is planned once. Bodies are stored
 * uncompressed (STORAGE EXTERNAL), since compressing each costs more than the disk it saves for the seconds it lives.
 */
import pg from 'pg';
import { CompanionError } from '../errors.ts';
import type { Delivery, Inbox, InboxCounts, Outcome, SnapshotRef, StoredDelivery, StoredSnapshot } from './inbox.ts';
import { merged } from './merge.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS delivery (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, store text NOT NULL, topic text NOT NULL, webhook_id text NOT NULL,
    triggered_at text NOT NULL, api_version text NOT NULL, received_at bigint NOT NULL, body bytea,
    settled boolean NOT NULL DEFAULT false, problem text, UNIQUE (store, webhook_id));
  ALTER TABLE delivery ALTER COLUMN body SET STORAGE EXTERNAL;
  CREATE INDEX IF NOT EXISTS delivery_open ON delivery (id) WHERE NOT settled;
  CREATE TABLE IF NOT EXISTS snapshot (
    store text NOT NULL, kind text NOT NULL, resource_id text NOT NULL, topic text NOT NULL, version text COLLATE "C" NOT NULL,
    mode text NOT NULL, identity_key text NOT NULL, document text NOT NULL, received_at bigint NOT NULL, revision bigint NOT NULL DEFAULT 1,
    attempts int NOT NULL DEFAULT 0, published_at bigint NOT NULL DEFAULT 0, state text NOT NULL DEFAULT 'waiting',
    PRIMARY KEY (store, kind, resource_id));
  CREATE INDEX IF NOT EXISTS snapshot_state ON snapshot (state, received_at);
  CREATE TABLE IF NOT EXISTS fact (name text PRIMARY KEY, value text NOT NULL);`;

const COLUMNS = `store, kind, resource_id AS "resourceId", topic, version, mode, identity_key AS "identityKey", document,
  received_at AS "receivedAt", revision, attempts, published_at AS "publishedAt"`;

/** Lets two companions create the tables at the same time. */
const SCHEMA_LOCK = 7_203_001;

interface Pending {
  delivery: Delivery;
  resolve: (isNew: boolean) => void;
  reject: (error: unknown) => void;
}

/** Deliveries in one insert at most. */
const GROUP = 64;

function keyOf({ store, webhookId }: { store: string; webhookId: string }): string {
  return `${store}\0${webhookId}`;
}

/** Our bigints are ids, instants and counters: all far below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

class PostgresInbox implements Inbox {
  readonly #pool: pg.Pool;
  #pending: Pending[] = [];
  /** From the first delivery of a group until it is stored. */
  #flushing: Promise<void> | undefined;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async #transaction<T>(action: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      const result = await action(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  accept(delivery: Delivery): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    this.#pending.push({ delivery, resolve, reject });
    this.#flushing ??= this.#flushAll();
    return promise;
  }

  async #flushAll(): Promise<void> {
    // All requests that this turn of the event loop reads come in before.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#pending.length > 0) await this.#flush(this.#pending.splice(0, GROUP));
    this.#flushing = undefined;
  }

  async #flush(group: Pending[]): Promise<void> {
    // One webhook id may come twice in one group: only the first can be new.
    const firsts = new Map<string, Pending>();
    for (const one of group) {
      const key = keyOf(one.delivery);
      if (!firsts.has(key)) firsts.set(key, one);
    }
    try {
      const isNew = await this.#insert([...firsts.values()].map(({ delivery }) => delivery));
      for (const one of group) {
        const key = keyOf(one.delivery);
        one.resolve(firsts.get(key) === one && isNew(key));
      }
    } catch (cause) {
      const error = new CompanionError('INBOX_UNAVAILABLE', String(cause), { cause });
      for (const { reject } of group) reject(error);
    }
  }

  /** Says of which it is now that they are here for the first time. */
  async #insert(deliveries: Delivery[]): Promise<(key: string) => boolean> {
    const now = Date.now();
    const rows = deliveries.map(
      (_, at) => `(${Array.from({ length: 7 }, (_unused, column) => `$${at * 7 + column + 1}`).join(',')})`,
    );
    const { rows: inserted } = await this.#pool.query<{ store: string; webhookId: string }>({
      name: `accept-${deliveries.length}`,
      text: `INSERT INTO delivery (store, topic, webhook_id, triggered_at, api_version, received_at, body) VALUES ${rows.join(',')}
         ON CONFLICT DO NOTHING RETURNING store, webhook_id AS "webhookId"`,
      values: deliveries.flatMap((d) => [d.store, d.topic, d.webhookId, d.triggeredAt, d.apiVersion, now, d.body]),
    });
    if (inserted.length === deliveries.length) return () => true;
    const keys = new Set(inserted.map(keyOf));
    return (key) => keys.has(key);
  }

  async #rows<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.#pool.query<T>(text, values)).rows;
  }

  deliveries(limit: number, after = 0): Promise<StoredDelivery[]> {
    return this.#rows(
      `SELECT id, store, topic, webhook_id AS "webhookId", triggered_at AS "triggeredAt", api_version AS "apiVersion",
         received_at AS "receivedAt", body FROM delivery WHERE NOT settled AND id > $2 ORDER BY id LIMIT $1`,
      [limit, after],
    );
  }

  async settle(outcomes: Outcome[]): Promise<void> {
    await this.#transaction(async (client) => {
      for (const { deliveryId, snapshots, problem = null } of outcomes) {
        for (const s of snapshots) {
          const { rows } = await client.query<{ document: string }>(
            'SELECT document FROM snapshot WHERE store = $1 AND kind = $2 AND resource_id = $3 AND version < $4 FOR UPDATE',
            [s.store, s.kind, s.resourceId, s.version],
          );
          const document = rows[0] ? merged(rows[0].document, s.document) : s.document;
          await client.query(
            `INSERT INTO snapshot (store, kind, resource_id, topic, version, mode, identity_key, document, received_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (store, kind, resource_id) DO UPDATE SET
               topic = excluded.topic, version = excluded.version, mode = excluded.mode, identity_key = excluded.identity_key,
               document = excluded.document, revision = snapshot.revision + 1, attempts = 0, published_at = 0, state = 'waiting'
             WHERE excluded.version > snapshot.version`,
            [s.store, s.kind, s.resourceId, s.topic, s.version, s.mode, s.identityKey, document, s.receivedAt],
          );
        }
        await client.query(
          'UPDATE delivery SET settled = true, problem = $2, body = CASE WHEN $2::text IS NULL THEN NULL ELSE body END WHERE id = $1',
          [deliveryId, problem],
        );
      }
    });
  }

  waiting(limit: number): Promise<StoredSnapshot[]> {
    return this.#rows(
      `SELECT ${COLUMNS} FROM snapshot WHERE state = 'waiting'
       ORDER BY CASE mode WHEN 'live' THEN 0 WHEN 'repair' THEN 1 ELSE 2 END, received_at, resource_id LIMIT $1`,
      [limit],
    );
  }

  inFlight(): Promise<StoredSnapshot[]> {
    return this.#rows(`SELECT ${COLUMNS} FROM snapshot WHERE state = 'inFlight' ORDER BY published_at, resource_id`);
  }

  async #each(action: string, refs: SnapshotRef[], ...more: unknown[]): Promise<void> {
    if (refs.length === 0) return;
    const column = (name: keyof SnapshotRef) => refs.map((ref) => ref[name]);
    await this.#pool.query(
      `WITH ref AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS r(store, kind, resource_id, revision))
       ${action} s.store = ref.store AND s.kind = ref.kind AND s.resource_id = ref.resource_id AND s.revision = ref.revision`,
      [column('store'), column('kind'), column('resourceId'), column('revision'), ...more],
    );
  }

  markPublished(refs: SnapshotRef[], at: number): Promise<void> {
    return this.#each(
      "UPDATE snapshot s SET state = 'inFlight', attempts = attempts + 1, published_at = $5 FROM ref WHERE",
      refs,
      at,
    );
  }

  requeue(refs: SnapshotRef[]): Promise<void> {
    return this.#each("UPDATE snapshot s SET state = 'waiting' FROM ref WHERE", refs);
  }

  confirm(refs: SnapshotRef[]): Promise<void> {
    return this.#each('DELETE FROM snapshot s USING ref WHERE', refs);
  }

  park(refs: SnapshotRef[]): Promise<void> {
    return this.#each("UPDATE snapshot s SET state = 'parked' FROM ref WHERE", refs);
  }

  async counts(): Promise<InboxCounts> {
    const [row] = await this.#rows<InboxCounts>(
      `SELECT (SELECT count(*) FROM delivery WHERE NOT settled) AS deliveries, (SELECT count(*) FROM delivery WHERE problem IS NOT NULL) AS problems,
         (SELECT count(*) FROM snapshot WHERE state = 'waiting') AS waiting, (SELECT count(*) FROM snapshot WHERE state = 'inFlight') AS "inFlight",
         (SELECT count(*) FROM snapshot WHERE state = 'parked') AS parked`,
    );
    return row as InboxCounts;
  }

  async fact(name: string): Promise<string | undefined> {
    return (await this.#rows<{ value: string }>('SELECT value FROM fact WHERE name = $1', [name]))[0]?.value;
  }

  async setFact(name: string, value: string): Promise<void> {
    await this.#rows(
      'INSERT INTO fact (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, value],
    );
  }

  async prune(before: number): Promise<void> {
    await this.#rows('DELETE FROM delivery WHERE settled AND problem IS NULL AND received_at < $1', [before]);
  }

  async close(): Promise<void> {
    await this.#flushing;
    await this.#pool.end();
  }
}

/** @throws CompanionError INBOX_UNAVAILABLE when the database cannot be reached or is not ours to use */
export async function openPostgresInbox(url: string): Promise<Inbox> {
  const pool = new pg.Pool({ connectionString: url, max: 8, types });
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    const client = await pool.connect();
    try {
      await client.query('SELECT pg_advisory_lock($1)', [SCHEMA_LOCK]);
      await client.query(SCHEMA);
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [SCHEMA_LOCK]);
      client.release();
    }
  } catch (cause) {
    await pool.end();
    throw new CompanionError('INBOX_UNAVAILABLE', String(cause), { cause });
  }
  return new PostgresInbox(pool);
}
