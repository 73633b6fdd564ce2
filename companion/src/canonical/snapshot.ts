/** What a delivery means: a snapshot to publish, or a hint that a resource changed and must be read. */
import { createHash } from 'node:crypto';
import { CompanionError } from '../errors.ts';
import type { Mode, Snapshot, StoredDelivery } from '../inbox/inbox.ts';
import { parseLossless } from './json.ts';
import { order } from './order.ts';
import { customer } from './people.ts';
import { id, object, type Rest, time } from './read.ts';
import { resource } from './resource.ts';

export interface Hint {
  kind: 'order' | 'customer';
  resourceId: string;
}

export type Meaning = { snapshot: Snapshot } | { hint: Hint };

const ORDER_TOPICS = new Set(
  ['create', 'updated', 'paid', 'fulfilled', 'partially_fulfilled', 'cancelled'].map((action) => `orders/${action}`),
);
const CUSTOMER_TOPICS = new Set(['create', 'update', 'enable', 'disable'].map((action) => `customers/${action}`));

/** Child topics: where their body names the order or customer they belong to, which itself is read. */
const CHILDREN: Record<string, (body: Rest) => Hint> = {};
const child = (kind: Hint['kind'], topics: string[], parent: (body: Rest) => unknown) => {
  for (const topic of topics) CHILDREN[topic] = (body) => ({ kind, resourceId: requiredId(parent(body), topic) });
};
child('order', ['orders/edited'], (body) => object(body.order_edit)?.order_id);
child(
  'order',
  ['refunds/create', 'fulfillments/create', 'fulfillments/update', 'order_transactions/create'],
  (body) => body.order_id,
);
child('order', ['fulfillment_events/create', 'fulfillment_events/delete'], (body) => body.order_id);
child('order', ['orders/risk_assessment_changed'], (body) => body.order_id ?? body.admin_graphql_api_order_id);
child(
  'customer',
  ['customers_email_marketing_consent/update', 'customers_marketing_consent/update'],
  (body) => body.customer_id,
);
child(
  'customer',
  ['customer.tags_added', 'customer.tags_removed', 'customers/purchasing_summary'],
  (body) => body.customerId ?? body.customer_id,
);

/** Kinds that keep the document of their topic, and what they are known by. */
const RESOURCES: Record<string, { kind: string; known: (body: Rest) => unknown }> = {};
const kept = (kind: string, topics: string[], known = (body: Rest) => body.id ?? body.admin_graphql_api_id) => {
  for (const topic of topics) RESOURCES[topic] = { kind, known };
};
kept('dispute', ['disputes/create', 'disputes/update']);
kept(
  'return',
  ['request', 'approve', 'decline', 'cancel', 'close', 'reopen', 'update', 'process'].map((one) => `returns/${one}`),
);
// Since 2026-04 a checkout has no id, only its token.
kept('checkout', ['checkouts/create', 'checkouts/update'], (body) => body.id ?? body.token);

export const HANDLED_TOPICS = [
  ...ORDER_TOPICS,
  'orders/delete',
  ...CUSTOMER_TOPICS,
  'customers/delete',
  'customers/merge',
  ...Object.keys(CHILDREN),
  ...Object.keys(RESOURCES),
];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Who a document is about: lets an admin keep one person's events in one partition (docs/contract.md 1). */
export function identityKey(store: string, kind: string, document: Rest): string {
  const person = object(document.customer);
  const email = document.email ?? person?.email;
  const phone = String(document.phone ?? person?.phone ?? '').replace(/\D/g, '');
  const customerId = kind === 'customer' ? document.id : person?.id;
  const who = email
    ? String(email).toLowerCase()
    : phone || (customerId ? `customer:${String(customerId)}` : `${kind}:${String(document.id)}`);
  return sha256(`${store}:${who}`);
}

export interface Source {
  store: string;
  topic: string;
  mode: Mode;
  /** When the content was true: the trigger time of a webhook, or the instant of a read. */
  observedAt: string;
  receivedAt: number;
}

export function snapshotOf(source: Source, kind: string, document: Rest): Snapshot {
  const observedAt = time(source.observedAt) ?? new Date(source.receivedAt).toISOString();
  const updatedAt = typeof document.updated_at === 'string' ? document.updated_at : observedAt;
  return {
    store: source.store,
    kind,
    resourceId: String(document.id),
    topic: source.topic,
    version: `${updatedAt}/${observedAt}`,
    mode: source.mode,
    identityKey: identityKey(source.store, kind, document),
    document: JSON.stringify(document),
    receivedAt: source.receivedAt,
  };
}

function requiredId(value: unknown, topic: string): string {
  const found = id(value);
  if (!found) throw new CompanionError('DOCUMENT_INVALID', `${topic}: no id`);
  return found;
}

function merged(body: Rest, topic: string): Rest {
  const kept = requiredId(body.admin_graphql_api_customer_kept_id ?? body.customer_kept_id, topic);
  const deleted = requiredId(body.admin_graphql_api_customer_deleted_id ?? body.customer_deleted_id, topic);
  return { id: deleted, deleted: true, merged_into: kept };
}

/** @throws CompanionError DOCUMENT_INVALID when nothing can be made of it, with the reason */
export function meaningOf(delivery: StoredDelivery): Meaning {
  const { topic } = delivery;
  const body = object(parseLossless(delivery.body.toString('utf8')));
  if (!body) throw new CompanionError('DOCUMENT_INVALID', `${topic}: not an object`);
  const source: Source = {
    store: delivery.store,
    topic,
    mode: 'live',
    observedAt: delivery.triggeredAt,
    receivedAt: delivery.receivedAt,
  };
  const ownId = () => requiredId(body.id ?? body.admin_graphql_api_id, topic);

  if (ORDER_TOPICS.has(topic)) {
    // A webhook too large for the bus arrives as `{"id": …}`.
    if (!Array.isArray(body.line_items) || body.currency === undefined)
      return { hint: { kind: 'order', resourceId: ownId() } };
    return { snapshot: snapshotOf(source, 'order', order(body, ownId())) };
  }
  if (topic === 'orders/delete') return { snapshot: snapshotOf(source, 'order', { id: ownId(), deleted: true }) };
  if (CUSTOMER_TOPICS.has(topic)) return { snapshot: snapshotOf(source, 'customer', customer(body, ownId())) };
  if (topic === 'customers/delete') return { snapshot: snapshotOf(source, 'customer', { id: ownId(), deleted: true }) };
  if (topic === 'customers/merge') return { snapshot: snapshotOf(source, 'customer', merged(body, topic)) };
  const hintOf = CHILDREN[topic];
  if (hintOf) return { hint: hintOf(body) };
  const own = RESOURCES[topic];
  if (own) {
    const name = own.known(body);
    const resourceId =
      id(name) ?? (typeof name === 'string' && /^[\w-]{1,78}$/.test(name) ? name : requiredId(name, topic));
    return { snapshot: snapshotOf(source, own.kind, resource(body, resourceId)) };
  }
  throw new CompanionError('DOCUMENT_INVALID', `${topic}: this version does not handle the topic`);
}
