/** Turns durable deliveries into snapshots; hints wait a moment for their parent's own webhook, else the parent is read. */
import type { Logger } from 'pino';
import { order } from './canonical/order.ts';
import { type Hint, meaningOf, snapshotOf } from './canonical/snapshot.ts';
import { CompanionError } from './errors.ts';
import type { Inbox, Outcome, Snapshot, StoredDelivery } from './inbox/inbox.ts';
import { readOrder } from './shopify/order.ts';
import type { ShopifyClient } from './shopify/client.ts';

const BATCH = 200;

/** The parent's snapshot usually arrives within a second or two of its child's. */
const HINT_WAITS = 2_000;

export interface IntakePorts {
  inbox: Inbox;
  log: Logger;
  clients: Map<string, ShopifyClient>;
  /** Whether a snapshot of this resource, seen at or after this instant, has passed through. */
  hasNewer(store: string, hint: Hint, since: number): boolean;
  onSnapshot(snapshot: Snapshot): void;
}

export interface IntakeResult {
  settled: number;
  /** Hints that still wait. */
  waiting: number;
}

async function readHint(ports: IntakePorts, delivery: StoredDelivery, hint: Hint): Promise<Snapshot[]> {
  const client = ports.clients.get(delivery.store);
  if (!client) throw new CompanionError('STORE_UNKNOWN', delivery.store);
  const observedAt = new Date().toISOString();
  const source = await readOrder(client, hint.resourceId);
  if (!source) throw new CompanionError('SHOPIFY_MISSING', `${delivery.store}: order ${hint.resourceId}`);
  const document = order(source, hint.resourceId);
  return [
    snapshotOf(
      { store: delivery.store, topic: delivery.topic, mode: 'live', observedAt, receivedAt: delivery.receivedAt },
      'order',
      document,
    ),
  ];
}

/** Undefined: not yet. */
async function outcomeOf(ports: IntakePorts, delivery: StoredDelivery): Promise<Outcome | undefined> {
  const ids = { webhookId: delivery.webhookId, topic: delivery.topic, store: delivery.store };
  try {
    const meaning = meaningOf(delivery);
    if ('snapshot' in meaning) return { deliveryId: delivery.id, snapshots: [meaning.snapshot] };
    if (ports.hasNewer(delivery.store, meaning.hint, Date.parse(delivery.triggeredAt)))
      return { deliveryId: delivery.id, snapshots: [] };
    if (Date.now() - delivery.receivedAt < HINT_WAITS) return undefined;
    return { deliveryId: delivery.id, snapshots: await readHint(ports, delivery, meaning.hint) };
  } catch (error) {
    if (error instanceof CompanionError && error.retry) {
      ports.log.warn({ ...ids, err: error }, 'hint not read yet');
      return undefined;
    }
    ports.log.error({ ...ids, err: error }, 'delivery kept, nothing could be made of it');
    return { deliveryId: delivery.id, snapshots: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

/** One round over the oldest deliveries. */
export async function settleDeliveries(ports: IntakePorts): Promise<IntakeResult> {
  const deliveries = await ports.inbox.deliveries(BATCH);
  const outcomes: Outcome[] = [];
  for (const delivery of deliveries) {
    const outcome = await outcomeOf(ports, delivery);
    if (!outcome) continue;
    outcomes.push(outcome);
    for (const snapshot of outcome.snapshots) ports.onSnapshot(snapshot);
  }
  if (outcomes.length > 0) await ports.inbox.settle(outcomes);
  return { settled: outcomes.length, waiting: deliveries.length - outcomes.length };
}
