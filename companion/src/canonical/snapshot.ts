/** What a delivery means: a snapshot to publish, a hint that a resource changed and must be read, or nothing. */
import { createHash } from 'node:crypto';
import { CompanionError } from '../errors.ts';
import type { Mode, Snapshot, StoredDelivery } from '../inbox/inbox.ts';
import { parseLossless } from './json.ts';
import { object, type Rest, time } from './read.ts';
import { type Hint, topicOf } from './topics.ts';

export type Meaning = { snapshot: Snapshot; document: Rest } | { hint: Hint } | { nothing: string };

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

/** @throws CompanionError DOCUMENT_INVALID when nothing can be made of it, with the reason */
export function meaningOf(delivery: StoredDelivery): Meaning {
  const { topic } = delivery;
  const known = topicOf(topic);
  if (!known) throw new CompanionError('DOCUMENT_INVALID', `${topic}: no topic this version knows`);
  const body = object(parseLossless(delivery.body.toString('utf8')));
  if (!body) throw new CompanionError('DOCUMENT_INVALID', `${topic}: not an object`);
  const content = known.content(body);
  if (!('document' in content)) return content;
  const source: Source = {
    store: delivery.store,
    topic,
    mode: 'live',
    observedAt: delivery.triggeredAt,
    receivedAt: delivery.receivedAt,
  };
  const { kind, document } = content;
  return { snapshot: snapshotOf(source, kind, document), document };
}
