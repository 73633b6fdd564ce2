/**
 * Hints: deliveries that only say that a resource changed (refunds, fulfilments, edits, consent, returns, stubs). Each waits a moment for
 * the resource's own webhook, else the resource is read from the Admin API, once for all hints that wait for it. A slow or dead Admin API
 * holds up hints only.
 */
import type { Logger } from 'pino';
import { order } from './canonical/order.ts';
import { customer } from './canonical/people.ts';
import { product } from './canonical/product.ts';
import type { Rest } from './canonical/read.ts';
import { resource } from './canonical/resource.ts';
import { snapshotOf } from './canonical/snapshot.ts';
import type { Hint, HintKind } from './canonical/topics.ts';
import type { Beside } from './beside.ts';
import { CompanionError } from './errors.ts';
import type { Inbox, Snapshot, StoredDelivery } from './inbox/inbox.ts';
import type { Metrics } from './metrics.ts';
import type { ShopifyClient } from './shopify/client.ts';
import { readCompany } from './shopify/company.ts';
import { readCustomer } from './shopify/customer.ts';
import { readOrder } from './shopify/order.ts';
import { readProduct } from './shopify/product.ts';
import { readReturn } from './shopify/return.ts';

/** The resource's own snapshot usually arrives within a second or two of its child's (ms). Returns and companies have none that is whole. */
const WAITS: Record<HintKind, number> = {
  order: 2_000,
  customer: 2_000,
  return: 500,
  company: 500,
  product: 500,
};
/** A resource the store does not know (yet: its replicas lag) is asked for again until its hint is this old (ms). */
const MISSING_AFTER = 6_000;
/** Resources read from one store at a time. */
const READS = 4;
const SHORTEST_PAUSE = 1_000;
const LONGEST_PAUSE = 5 * 60_000;

interface Waiting extends Hint {
  deliveryId: number;
  store: string;
  topic: string;
  /** ms since epoch: a snapshot observed then or later has what the hint is about. */
  since: number;
  receivedAt: number;
}

const READERS: Record<HintKind, (client: ShopifyClient, id: string) => Promise<Rest | undefined>> = {
  order: async (client, id) => {
    const source = await readOrder(client, id);
    return source && order(source, id);
  },
  customer: async (client, id) => {
    const source = await readCustomer(client, id);
    return source && customer(source, id);
  },
  return: async (client, id) => {
    const source = await readReturn(client, id);
    return source && resource(source, id);
  },
  company: async (client, id) => {
    const source = await readCompany(client, id);
    return source && resource(source, id);
  },
  product: async (client, id) => {
    const source = await readProduct(client, id);
    return source && product(source, id);
  },
};

/** The hints' own words, the later over the earlier. */
function told(group: Waiting[], part: 'fallback' | 'adds'): Rest | undefined {
  const parts = group.toSorted((a, b) => a.since - b.since).flatMap((hint) => hint[part] ?? []);
  return parts.length > 0 ? (Object.assign({}, ...parts) as Rest) : undefined;
}

export interface HintPorts {
  inbox: Inbox;
  log: Logger;
  clients: Map<string, ShopifyClient>;
  beside: Beside;
  metrics: Pick<Metrics, 'hints'>;
}

export interface Hints {
  has(deliveryId: number): boolean;
  add(delivery: StoredDelivery, hint: Hint): void;
  /** A snapshot passed through: hints at its resource may be answered by it. */
  observed(snapshot: Snapshot): void;
  /** Settles what can be settled. Returns ms until there may be more to do; undefined when none waits. */
  round(signal: AbortSignal): Promise<number | undefined>;
}

export function makeHints({ inbox, log, clients, beside, metrics }: HintPorts): Hints {
  const waiting = new Map<number, Waiting>();
  /** Latest observation and version per resource. Bounded: hints look back seconds, not hours. */
  const seen = new Map<string, { at: number; updatedAt: string }>();
  const pauses = new Map<string, { until: number; length: number }>();
  const keyOf = (store: string, kind: string, id: string) => `${store}:${kind}:${id}`;

  function observed({ store, kind, resourceId, version }: Snapshot): void {
    const key = keyOf(store, kind, resourceId);
    const before = seen.get(key);
    const [updatedAt = '', observedAt = ''] = version.split('/');
    seen.set(key, {
      at: Math.max(before?.at ?? 0, Date.parse(observedAt)),
      updatedAt: before && before.updatedAt > updatedAt ? before.updatedAt : updatedAt,
    });
    if (seen.size > 50_000) seen.delete(seen.keys().next().value as string);
  }

  /** Done with these: the first brings what was read, the others nothing more. */
  async function settle(group: Waiting[], snapshots: Snapshot[], problem?: string): Promise<void> {
    await inbox.settle(
      group.map(({ deliveryId }, at) => ({
        deliveryId,
        snapshots: at === 0 ? snapshots : [],
        ...(problem === undefined ? {} : { problem }),
      })),
    );
    for (const snapshot of snapshots) observed(snapshot);
    for (const { deliveryId } of group) waiting.delete(deliveryId);
  }

  async function read(group: Waiting[], signal: AbortSignal): Promise<void> {
    const [first] = group;
    if (!first) return;
    const { store, kind, resourceId, topic } = first;
    const ids = { store, kind, resourceId, topic };
    const receivedAt = Math.min(...group.map((hint) => hint.receivedAt));
    const publish = async (document: Rest, at: string, result: string) => {
      const snapshot = snapshotOf({ store, topic, mode: 'live', observedAt: at, receivedAt }, kind, document);
      const { snapshots, incomplete } = await beside.complete([{ snapshot, document }]);
      if (incomplete.length > 0) throw new CompanionError('SHOPIFY_REQUEST', `${store}: nothing beside the document`);
      await settle(group, snapshots);
      metrics.hints.inc({ result });
    };
    const fallback = told(group, 'fallback');
    const fallbackAt = new Date(Math.max(...group.map(({ since }) => since))).toISOString();
    try {
      const client = clients.get(store);
      if (!client) throw new CompanionError('STORE_UNKNOWN', store);
      const observedAt = new Date().toISOString();
      const document = await READERS[kind](client, resourceId);
      pauses.delete(store);
      if (document) {
        // Its own webhook with a later state came while this one was on its way: read again, or parts of it would be lost.
        if (
          String(document.updated_at ?? '') < (seen.get(keyOf(store, kind, resourceId))?.updatedAt ?? '') &&
          document.updated_at
        )
          throw new CompanionError('SHOPIFY_CHANGED', keyOf(store, kind, resourceId));
        await publish({ ...document, ...told(group, 'adds') }, observedAt, 'read');
      } else if (Date.now() - receivedAt < MISSING_AFTER) {
        log.debug(ids, 'the store does not know the resource of a hint yet');
      } else if (fallback) await publish(fallback, fallbackAt, 'fallback');
      else {
        log.warn(ids, 'the store does not have the resource of a hint: nothing to say about it');
        await settle(group, []);
        metrics.hints.inc({ result: 'missing' });
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof CompanionError && !error.retry) {
        log.error({ ...ids, err: error }, 'the resource of a hint cannot be read');
        if (fallback) return publish(fallback, fallbackAt, 'fallback');
        await settle(group, [], error.message);
        metrics.hints.inc({ result: 'problem' });
        return;
      }
      const length = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, (pauses.get(store)?.length ?? 0) * 2));
      pauses.set(store, { until: Date.now() + length, length });
      log.warn({ ...ids, err: error, pause: length }, 'resource not read yet');
    }
  }

  return {
    has: (deliveryId) => waiting.has(deliveryId),
    add({ id, store, topic, triggeredAt, receivedAt }, hint) {
      const since = Date.parse(triggeredAt);
      waiting.set(id, {
        ...hint,
        deliveryId: id,
        store,
        topic,
        receivedAt,
        since: Number.isNaN(since) ? receivedAt : since,
      });
    },
    observed,
    async round(signal) {
      const groups = Map.groupBy(waiting.values(), ({ store, kind, resourceId }) => keyOf(store, kind, resourceId));
      const due = new Map<string, Waiting[][]>();
      const now = Date.now();
      let next: number | undefined;
      const soonest = (at: number) => (next = Math.min(next ?? Infinity, at));
      for (const [key, group] of groups) {
        const [first] = group;
        if (!first) continue;
        const last = Math.max(...group.map(({ since }) => since));
        const readAt = Math.max(first.receivedAt + WAITS[first.kind], pauses.get(first.store)?.until ?? 0);
        const isKnown = (seen.get(key)?.at ?? 0) >= last && group.every(({ isCarried }) => isCarried);
        if (isKnown) {
          await settle(group, []);
          metrics.hints.inc({ result: 'own webhook' }, group.length);
        } else if (readAt > now) soonest(readAt);
        else due.set(first.store, [...(due.get(first.store) ?? []), group]);
      }
      await Promise.all(
        Array.from(due.values(), async (own) => {
          for (let at = 0; at < own.length; at += READS) {
            await Promise.all(own.slice(at, at + READS).map((group) => read(group, signal)));
            const [[store] = []] = [[own[0]?.[0]?.store]];
            if (signal.aborted || (store !== undefined && (pauses.get(store)?.until ?? 0) > Date.now())) break;
          }
        }),
      );
      if (waiting.size === 0) return undefined;
      return Math.max(100, (next ?? Date.now() + SHORTEST_PAUSE) - Date.now());
    },
  };
}
