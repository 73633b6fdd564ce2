/** What changes the inbox: each one transaction, durable when it returns. */
import type { Outcome, SnapshotRef, StoredDelivery } from '../inbox.ts';
import { merged } from '../merge.ts';
import type { Database } from './database.ts';

/** A newer version replaces an older one and is published from the start; an older one changes nothing. */
const UPSERT = `
  INSERT INTO snapshot (store, kind, resource_id, topic, version, mode, identity_key, document, received_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (store, kind, resource_id) DO UPDATE SET
    topic = excluded.topic, version = excluded.version, mode = excluded.mode, identity_key = excluded.identity_key,
    document = excluded.document, revision = revision + 1, attempts = 0, published_at = 0, state = 'waiting'
  WHERE excluded.version > version`;

/** An outcome with what of its delivery is kept: that its webhook id is known; all of it where nothing could be made of it. */
export interface Settled extends Pick<Outcome, 'snapshots' | 'problem'> {
  delivery?: Pick<StoredDelivery, 'store' | 'webhookId' | 'receivedAt'>;
  kept?: StoredDelivery;
}

export function writesOf(db: Database) {
  function putSnapshot(s: Outcome['snapshots'][number]): void {
    const older = db
      .sql('SELECT document FROM snapshot WHERE store = ? AND kind = ? AND resource_id = ? AND version < ?')
      .get(s.store, s.kind, s.resourceId, s.version) as { document: string } | undefined;
    const document = older ? merged(older.document, s.document) : s.document;
    db.sql(UPSERT).run(
      s.store,
      s.kind,
      s.resourceId,
      s.topic,
      s.version,
      s.mode,
      s.identityKey,
      document,
      s.receivedAt,
    );
  }

  function settleOne({ snapshots, problem, delivery, kept: k }: Settled): void {
    snapshots.forEach(putSnapshot);
    if (problem !== undefined && k)
      db.sql(
        `INSERT INTO problem (store, topic, webhook_id, triggered_at, api_version, received_at, body, problem)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(k.store, k.topic, k.webhookId, k.triggeredAt, k.apiVersion, k.receivedAt, k.body, problem);
    if (delivery)
      db.sql('INSERT OR IGNORE INTO seen VALUES (?, ?, ?)').run(
        delivery.store,
        delivery.webhookId,
        delivery.receivedAt,
      );
  }

  function each(action: string, refs: SnapshotRef[], ...before: number[]): void {
    const statement = db.sql(`${action} WHERE store = ? AND kind = ? AND resource_id = ? AND revision = ?`);
    db.transaction(() => {
      for (const { store, kind, resourceId, revision } of refs)
        statement.run(...before, store, kind, resourceId, revision);
    });
  }

  return {
    settle(outcomes: Settled[]): void {
      db.transaction(() => outcomes.forEach(settleOne));
    },
    markPublished(refs: SnapshotRef[], at: number): void {
      each("UPDATE snapshot SET state = 'inFlight', attempts = attempts + 1, published_at = ?", refs, at);
    },
    requeue(refs: SnapshotRef[]): void {
      each("UPDATE snapshot SET state = 'waiting'", refs);
    },
    confirm(refs: SnapshotRef[]): void {
      each('DELETE FROM snapshot', refs);
    },
    park(refs: SnapshotRef[]): void {
      each("UPDATE snapshot SET state = 'parked'", refs);
    },
    setFact(name: string, value: string): void {
      db.sql('INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, value);
    },
    prune(before: number): void {
      db.sql('DELETE FROM seen WHERE received_at < ?').run(before);
    },
  };
}

export type Writes = ReturnType<typeof writesOf>;
