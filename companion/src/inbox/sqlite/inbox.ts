/**
 * The embedded inbox, a folder: deliveries in a journal (`../journal`), all else in one SQLite file.
 *
 * An answer to a webhook waits for one write to the end of a file and no more. What became of a delivery is a transaction in the database:
 * from then on its webhook id is in `seen`, and a restart that finds it in the journal passes over it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Inbox, StoredSnapshot } from '../inbox.ts';
import { openDatabase, prepareTables } from './database.ts';
import { openDeliveries } from './deliveries.ts';
import { lockFolder } from './lock.ts';
import { openSeen } from './seen.ts';
import { startWriter } from './writer.ts';

const COLUMNS = `store, kind, resource_id AS resourceId, topic, version, mode, identity_key AS identityKey, document,
  received_at AS receivedAt, revision, attempts, published_at AS publishedAt`;

/**
 * Opens (and creates) a folder's inbox.
 *
 * @throws CompanionError INBOX_IN_USE when another process has it
 */
export function openSqliteInbox(folder: string): Inbox {
  mkdirSync(folder, { recursive: true });
  const lock = lockFolder(folder);
  const file = join(folder, 'inbox.db');
  const db = openDatabase(file);
  prepareTables(db);
  const seen = openSeen(db);
  const deliveries = openDeliveries(join(folder, 'journal'), seen.has);
  const writer = startWriter(file);

  const snapshots = (where: string, ...values: number[]): Promise<StoredSnapshot[]> =>
    Promise.resolve(db.rows<StoredSnapshot>(`SELECT ${COLUMNS} FROM snapshot ${where}`, ...values));

  return {
    accept: async (delivery) => !seen.has(delivery) && (await deliveries.add(delivery)),
    deliveries: async (limit, after = 0) => deliveries.list(limit, after),
    async settle(outcomes) {
      const settled = outcomes.map(({ deliveryId, snapshots: made, problem }) => {
        const open = deliveries.open(deliveryId);
        return {
          snapshots: made,
          ...(open && { delivery: { store: open.store, webhookId: open.webhookId, receivedAt: open.receivedAt } }),
          ...(problem !== undefined && { problem, kept: deliveries.read(deliveryId) }),
        };
      });
      await writer.call('settle', settled);
      for (const { delivery } of settled) if (delivery) seen.add(delivery);
      for (const { deliveryId } of outcomes) deliveries.remove(deliveryId);
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
        deliveries: deliveries.count(),
        waiting: of('waiting'),
        inFlight: of('inFlight'),
        parked: of('parked'),
        problems: db.rows<{ n: number }>('SELECT count(*) AS n FROM problem')[0]?.n ?? 0,
      };
    },
    fact: async (name) => db.rows<{ value: string }>('SELECT value FROM fact WHERE name = ?', name)[0]?.value,
    setFact: (name, value) => writer.call('setFact', name, value),
    // What the journal still holds must stay known.
    prune: (before) => writer.call('prune', Math.min(before, deliveries.oldest())),
    async close() {
      await deliveries.close();
      await writer.close();
      db.close();
      lock.release();
    },
  };
}
