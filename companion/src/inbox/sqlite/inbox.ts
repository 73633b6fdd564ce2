/**
 * The embedded inbox: one SQLite file.
 *
 * A lone delivery is committed on the spot, the shortest way to an answer. As soon as there is company, a thread of its own writes: what
 * arrives while it syncs to disk shares the next commit (group commit), and the sync holds up no other request. Only one of the two
 * connections ever writes at a time, so none waits for the other's lock.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CompanionError } from '../../errors.ts';
import type { Delivery, Inbox, StoredDelivery, StoredSnapshot } from '../inbox.ts';
import { openDatabase, prepareFile } from './database.ts';
import { startWriter } from './writer.ts';
import { type NewDelivery, writesOf } from './writes.ts';

const COLUMNS = `store, kind, resource_id AS resourceId, topic, version, mode, identity_key AS identityKey, document,
  received_at AS receivedAt, revision, attempts, published_at AS publishedAt`;

interface Pending {
  delivery: Delivery;
  resolve: (isNew: boolean) => void;
  reject: (error: unknown) => void;
}

function keyOf({ store, webhookId }: Pick<Delivery, 'store' | 'webhookId'>): string {
  return `${store}\0${webhookId}`;
}

/** Opens (and creates) `inbox.db` in a folder. */
export function openSqliteInbox(folder: string): Inbox {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'inbox.db');
  const db = openDatabase(file);
  prepareFile(db, file);
  const inline = writesOf(db);
  const writer = startWriter(file);

  const kept = db.rows<{ id: number; store: string; webhookId: string }>(
    'SELECT id, store, webhook_id AS webhookId FROM delivery ORDER BY id',
  );
  /** Deliveries not settled yet: id by webhook id, and the reverse. */
  const open = new Set(kept.map(keyOf));
  const keys = new Map(kept.map((delivery) => [delivery.id, keyOf(delivery)]));
  /** Rises while the process lives, also over an empty queue: intake reads on from the last id it saw. */
  let lastId = kept.at(-1)?.id ?? 0;

  let pending: Pending[] = [];
  const flushing = new Set<Promise<void>>();

  const isKnown = (delivery: Delivery): boolean =>
    open.has(keyOf(delivery)) ||
    db.sql('SELECT 1 FROM seen WHERE store = ? AND webhook_id = ?').get(delivery.store, delivery.webhookId) !==
      undefined;

  function forget(ids: Iterable<number>): void {
    for (const id of ids) {
      open.delete(keys.get(id) ?? '');
      keys.delete(id);
    }
  }

  async function write(deliveries: NewDelivery[]): Promise<void> {
    if (deliveries.length === 1 && writer.isIdle()) inline.add(deliveries);
    else if (deliveries.length > 0) await writer.add(deliveries);
  }

  async function flush(): Promise<void> {
    const batch = pending;
    pending = [];
    const added: NewDelivery[] = [];
    try {
      const receivedAt = Date.now();
      const isNew = batch.map(({ delivery }) => {
        if (isKnown(delivery)) return false;
        const id = ++lastId;
        open.add(keyOf(delivery));
        keys.set(id, keyOf(delivery));
        added.push({ ...delivery, id, receivedAt });
        return true;
      });
      await write(added);
      batch.forEach(({ resolve }, index) => resolve(isNew[index] === true));
    } catch (cause) {
      forget(added.map(({ id }) => id));
      const error =
        cause instanceof CompanionError ? cause : new CompanionError('INBOX_UNAVAILABLE', String(cause), { cause });
      for (const { reject } of batch) reject(error);
    }
  }

  const snapshots = (where: string, ...values: number[]): Promise<StoredSnapshot[]> =>
    Promise.resolve(db.rows<StoredSnapshot>(`SELECT ${COLUMNS} FROM snapshot ${where}`, ...values));

  return {
    accept(delivery) {
      const { promise, resolve, reject } = Promise.withResolvers<boolean>();
      pending.push({ delivery, resolve, reject });
      // All requests that this turn of the event loop reads come in before.
      if (pending.length === 1)
        setImmediate(() => {
          const flushed = flush().finally(() => flushing.delete(flushed));
          flushing.add(flushed);
        });
      return promise;
    },
    async deliveries(limit, after = 0) {
      return db
        .rows<StoredDelivery & { body: Uint8Array }>(
          `SELECT id, store, topic, webhook_id AS webhookId, triggered_at AS triggeredAt, api_version AS apiVersion,
             received_at AS receivedAt, body FROM delivery WHERE id > ? ORDER BY id LIMIT ?`,
          after,
          limit,
        )
        .map((row) => ({ ...row, body: Buffer.from(row.body.buffer, row.body.byteOffset, row.body.byteLength) }));
    },
    async settle(outcomes) {
      await writer.call('settle', outcomes);
      forget(outcomes.map(({ deliveryId }) => deliveryId));
    },
    waiting: (limit) =>
      snapshots(
        `WHERE state = 'waiting' ORDER BY CASE mode WHEN 'live' THEN 0 WHEN 'repair' THEN 1 ELSE 2 END, received_at LIMIT ?`,
        limit,
      ),
    inFlight: () => snapshots(`WHERE state = 'inFlight' ORDER BY published_at`),
    markPublished: (refs, at) => writer.call('markPublished', refs, at),
    requeue: (refs) => writer.call('requeue', refs),
    confirm: (refs) => writer.call('confirm', refs),
    park: (refs) => writer.call('park', refs),
    async counts() {
      const states = db.rows<{ state: string; n: number }>('SELECT state, count(*) AS n FROM snapshot GROUP BY state');
      const of = (state: string) => states.find((row) => row.state === state)?.n ?? 0;
      return {
        deliveries: open.size,
        waiting: of('waiting'),
        inFlight: of('inFlight'),
        parked: of('parked'),
        problems: db.rows<{ n: number }>('SELECT count(*) AS n FROM problem')[0]?.n ?? 0,
      };
    },
    fact: async (name) => db.rows<{ value: string }>('SELECT value FROM fact WHERE name = ?', name)[0]?.value,
    setFact: (name, value) => writer.call('setFact', name, value),
    prune: (before) => writer.call('prune', before),
    async close() {
      if (pending.length > 0) await new Promise((resolve) => setImmediate(resolve));
      await Promise.all(flushing);
      await writer.close();
      db.close();
    },
  };
}
