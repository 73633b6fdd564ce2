/**
 * People in a large org: 300,000 contacts that were there before, then 2,000 orders whose buyers are to be found among them by e-mail
 * and by each of the four phones, or are new. Queries and statements of each transaction, rows read, and the time; then the same
 * orders in an org of 1,000 contacts, so that what grows with the org shows.
 */
import { join } from 'node:path';
import { meaningOf } from '../../companion/src/canonical/snapshot.ts';
import { eventsOf } from '../../companion/src/publish/event.ts';
import { Decimal } from '../../emulators/salesforce/src/apex/runtime/decimal.ts';
import type { EventBus } from '../../emulators/salesforce/src/events/bus.ts';
import type { LocalOrg } from '../../emulators/salesforce/src/org/local-org.ts';
import { SObjectRecord } from '../../emulators/salesforce/src/schema/record.ts';
import { createOrg } from '../../emulators/salesforce/src/org/org.ts';
import { report } from '../figures.ts';
import { fillContacts, phoneOf, PHONES } from './contacts.ts';

const SIZES = [1_000, 300_000];
const ORDERS = 2_000;
const PACKAGE = join(import.meta.dirname, '..', '..', 'force-app', 'main');

export function benchPeople(): Promise<void> {
  const times = SIZES.map((size) => benchOrg(size));
  report('people: 2,000 orders, 300,000 contacts beside 1,000', times[1]! / times[0]!, 'times');
  return Promise.resolve();
}

/** @returns seconds for all orders */
function benchOrg(size: number): number {
  const words = `${size.toLocaleString('en')} contacts`;
  const { org, errors } = createOrg({ sourceDirs: [PACKAGE] });
  if (errors.length > 0) throw new Error(errors[0]!.message);
  const filling = performance.now();
  fillContacts(org, size);
  report(`people: filling ${words}`, (performance.now() - filling) / 1000, 's');

  const bus = org.events as EventBus;
  publish(org, 0, 1);
  bus.deliverNow();
  bus.transactions.clear();
  const began = performance.now();
  publish(org, 1, ORDERS);
  bus.deliverNow();
  const seconds = (performance.now() - began) / 1000;
  const entries = bus.transactions.entries.filter(({ what }) => what.startsWith('ShopifyEventTrigger'));
  const most = (limit: string) =>
    Math.max(...entries.map(({ used }) => Number((used as Record<string, number>)[limit] ?? 0)));
  const inWords = `in one of ${entries.length} transactions, ${words}`;
  report('people: SOQL queries', most('queries'), inWords);
  report('people: rows read', most('queryRows'), inWords);
  report('people: DML statements', most('dmlStatements'), inWords);
  report('people: 2,000 orders matched and stored', seconds, `s, ${words}`);
  verify(org, size);
  return seconds;
}

/** Buyers of orders: known by e-mail, by one of the phones, or new; a third each. */
function buyerOf(n: number, size: number): { email: string | null; phone: string | null } {
  const contact = (n * 7919) % size;
  if (n % 3 === 0) return { email: `P${contact}@Example.com`, phone: null };
  if (n % 3 === 1) return { email: null, phone: phoneOf(contact, PHONES[n % PHONES.length]!) };
  return { email: `new${n}@example.com`, phone: null };
}

function publish(org: LocalOrg, first: number, count: number): void {
  const size = org.storage.table('Contact').rows.size;
  const events = Array.from({ length: count }, (_, at) => event(org, first + at, size));
  for (let at = 0; at < events.length; at += 200) {
    const results = org.transaction({ user: org.security.admin(), kind: 'sync', enforceLimits: false }, () =>
      org.events.publish(events.slice(at, at + 200), {}),
    );
    const refused = results.find(({ isSuccess }) => !isSuccess);
    if (refused) throw new Error(JSON.stringify(refused.errors));
  }
}

function event(org: LocalOrg, n: number, size: number): SObjectRecord {
  const { email, phone } = buyerOf(n, size);
  const line = { id: 1_000_000 + n, title: 'Cup', quantity: 1, price: '30.00' };
  const order = {
    id: 10_000_000 + n,
    name: `#${n}`,
    email,
    phone,
    currency: 'CAD',
    total_price: '30.00',
    created_at: '2026-11-20T09:30:00Z',
    updated_at: '2026-11-20T09:30:00Z',
    processed_at: '2026-11-20T09:30:00Z',
    financial_status: 'paid',
    line_items: [line],
  };
  const meaning = meaningOf({
    store: 'maple-goods',
    topic: 'orders/create',
    webhookId: '',
    apiVersion: '2026-10',
    triggeredAt: '2026-11-20T09:30:01Z',
    body: Buffer.from(JSON.stringify(order)),
    id: n,
    receivedAt: Date.parse('2026-11-20T09:30:01Z'),
  });
  if (!('snapshot' in meaning)) throw new Error(`order ${n} is no snapshot`);
  const record = new SObjectRecord(org.schema.object('Shopify_Event__e')!);
  for (const [field, value] of Object.entries(eventsOf(meaning.snapshot)[0]!))
    record.values.set(field, typeof value === 'number' ? Decimal.fromNumber(value) : value);
  return record;
}

/** A bench that found the wrong people would be fast, too. */
function verify(org: LocalOrg, size: number): void {
  const made = Math.ceil(ORDERS / 3);
  const contacts = org.storage.table('Contact').rows.size - size;
  if (Math.abs(contacts - made) > 1) throw new Error(`${contacts} new contacts, not ${made}`);
  const orders = [...org.storage.table('Shopify_Order__c').rows.values()];
  const lost = orders.filter((order) => !order['Contact__c']);
  if (orders.length !== ORDERS + 1 || lost.length > 0)
    throw new Error(`${lost.length} of ${orders.length} orders without a person`);
}
