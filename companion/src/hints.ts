/**
 * Hints: deliveries that only say that a resource changed (refunds, fulfilments, edits, consent, stubs). Each waits a moment for the
 * resource's own webhook, else the resource is read from the Admin API, once for all hints that wait for it. A slow or dead Admin API
 * holds up hints only.
 */
import type { Logger } from 'pino';
import { order } from './canonical/order.ts';
import { customer } from './canonical/people.ts';
import type { Rest } from './canonical/read.ts';
import { type Hint, snapshotOf } from './canonical/snapshot.ts';
import { CompanionError } from './errors.ts';
import type { Inbox, Snapshot, StoredDelivery } from './inbox/inbox.ts';
import type { ShopifyClient } from './shopify/client.ts';
import { readCustomer } from './shopify/customer.ts';
import { readOrder } from './shopify/order.ts';

/** The resource's own snapshot usually arrives within a second or two of its child's (ms). */
const WAITS = 2_000;
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

const READERS: Record<Hint['kind'], (client: ShopifyClient, id: string) => Promise<Rest | undefined>> = {
  order: async (client, id) => {
    const source = await readOrder(client, id);
    return source && order(source, id);
  },
  customer: async (client, id) => {
    const source = await readCustomer(client, id);
    return source && customer(source, id);
  },
};

export interface HintPorts {
  inbox: Inbox;
  log: Logger;
  clients: Map<string, ShopifyClient>;
}

export interface Hints {
  has(deliveryId: number): boolean;
  add(delivery: StoredDelivery, hint: Hint): void;
  /** A snapshot passed through: hints at its resource may be answered by it. */
  observed(snapshot: Snapshot): void;
  /** Settles what can be settled. Returns ms until there may be more to do; undefined when none waits. */
  round(signal: AbortSignal): Promise<number | undefined>;
}

export function makeHints({ inbox, log, clients }: HintPorts): Hints {
  const waiting = new Map<number, Waiting>();
  /** Latest observation per resource. Bounded: hints look back seconds, not hours. */
  const seen = new Map<string, number>();
  const pauses = new Map<string, { until: number; length: number }>();
  const keyOf = (store: string, kind: string, id: string) => `${store}:${kind}:${id}`;

  function observed({ store, kind, resourceId, version }: Snapshot): void {
    const key = keyOf(store, kind, resourceId);
    seen.set(key, Math.max(seen.get(key) ?? 0, Date.parse(version.slice(25))));
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
    try {
      const client = clients.get(store);
      if (!client) throw new CompanionError('STORE_UNKNOWN', store);
      const observedAt = new Date().toISOString();
      const document = await READERS[kind](client, resourceId);
      if (!document) throw new CompanionError('SHOPIFY_MISSING', keyOf(store, kind, resourceId));
      const receivedAt = Math.min(...group.map((hint) => hint.receivedAt));
      await settle(group, [snapshotOf({ store, topic, mode: 'live', observedAt, receivedAt }, kind, document)]);
      pauses.delete(store);
    } catch (error) {
      if (signal.aborted) return;
      const ids = { store, kind, resourceId, topic };
      if (error instanceof CompanionError && !error.retry) {
        log.error({ ...ids, err: error }, 'hint kept, its resource cannot be read');
        await settle(group, [], error.message);
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
        const readAt = Math.max(first.receivedAt + WAITS, pauses.get(first.store)?.until ?? 0);
        if ((seen.get(key) ?? 0) >= last) await settle(group, []);
        else if (readAt > now) soonest(readAt);
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
