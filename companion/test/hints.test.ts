/** Hints on a real inbox, with a store whose Admin API is in the test's hand. */
import { pino } from 'pino';
import { CompanionError } from '../src/errors.ts';
import { type Hints, makeHints } from '../src/hints.ts';
import type { Inbox } from '../src/inbox/inbox.ts';
import { makeBeside } from '../src/beside.ts';
import { makeIntake } from '../src/intake.ts';
import { makeMetrics } from '../src/metrics.ts';
import { openSqliteInbox } from '../src/inbox/sqlite/inbox.ts';
import type { ShopifyClient } from '../src/shopify/client.ts';
import { delivery, STORE, temporaryFolder } from './support.ts';

let folder: ReturnType<typeof temporaryFolder>;
let inbox: Inbox;
let reads: string[];
let answer: (id: string) => Promise<object | null>;
let hints: Hints;
let settle: () => Promise<number>;
const signal = new AbortController().signal;

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-01T10:00:00Z'), doNotFake: ['setImmediate', 'nextTick'] });
  folder = temporaryFolder();
  inbox = openSqliteInbox(folder.path);
  reads = [];
  answer = (id) => Promise.resolve({ name: `#${id}`, currencyCode: 'CAD', updatedAt: '2026-11-01T09:59:59Z' });
  const client: ShopifyClient = {
    query: async (query, { id }) => {
      reads.push(String(id));
      const node = await answer(String(id));
      return { [/\{ (\w+)\(/.exec(query)?.[1] ?? '']: node } as never;
    },
  };
  const log = pino({ level: 'silent' });
  const clients = new Map([[STORE.code, client]]);
  const beside = makeBeside({ clients, log, metafields: { order: [], customer: [] } });
  const ports = { inbox, log, clients, beside, metrics: makeMetrics() };
  hints = makeHints(ports);
  settle = makeIntake({ ...ports, hints, onHint: () => undefined }).round;
});

afterEach(async () => {
  jest.useRealTimers();
  await inbox.close();
  folder.remove();
});

const refund = (orderId: number) => delivery('refunds/create', { id: 1, order_id: orderId });
const later = (ms: number) => jest.setSystemTime(Date.now() + ms);

test('a child topic waits, then its order is read once for all hints at it', async () => {
  await Promise.all([inbox.accept(refund(5)), inbox.accept(refund(5)), inbox.accept(refund(6))]);
  await settle();
  expect(await hints.round(signal)).toBeGreaterThan(1_000);
  expect(reads).toEqual([]);
  later(2_100);
  await hints.round(signal);
  expect(reads.sort()).toEqual(['gid://shopify/Order/5', 'gid://shopify/Order/6']);
  expect(await inbox.deliveries(10)).toEqual([]);
  expect((await inbox.waiting(10)).map(({ resourceId }) => resourceId)).toEqual(['5', '6']);
});

test("the order's own webhook answers a hint at what it carries without a read", async () => {
  await inbox.accept(refund(5));
  await inbox.accept(delivery('orders/updated', { id: 5, currency: 'CAD', line_items: [] }));
  await settle();
  expect(await hints.round(signal)).toBeUndefined();
  expect(reads).toEqual([]);
  expect(await inbox.deliveries(10)).toEqual([]);
});

test('consent and tag topics read the customer', async () => {
  await inbox.accept(delivery('customer.tags_added', { customerId: 'gid://shopify/Customer/9', tags: ['vip'] }));
  await settle();
  later(2_100);
  await hints.round(signal);
  expect(reads).toEqual(['gid://shopify/Customer/9']);
  expect(await inbox.waiting(10)).toMatchObject([{ kind: 'customer', resourceId: '9' }]);
});

test('a dead Admin API keeps hints waiting and holds up nothing else', async () => {
  answer = () => Promise.reject(new CompanionError('SHOPIFY_REQUEST', 'maple: no answer'));
  await Promise.all(Array.from({ length: 250 }, (_, at) => inbox.accept(refund(at + 100))));
  await settle();
  later(2_100);
  await hints.round(signal);
  await inbox.accept(delivery('orders/create', { id: 7, currency: 'CAD', line_items: [] }));
  await settle();
  await settle();
  expect(await inbox.waiting(10)).toMatchObject([{ resourceId: '7' }]);
  const tried = reads.length;
  expect(tried).toBeLessThan(10);
  await hints.round(signal);
  expect(reads).toHaveLength(tried);
  answer = (id) => Promise.resolve({ name: id, currencyCode: 'CAD' });
  later(60_000);
  await hints.round(signal);
  expect((await inbox.counts()).deliveries).toBe(0);
});

test('an order the store does not have is asked for again for a while, then there is nothing to say', async () => {
  answer = () => Promise.resolve(null);
  await inbox.accept(refund(5));
  await settle();
  later(2_100);
  await hints.round(signal);
  expect(await inbox.counts()).toMatchObject({ deliveries: 1 });
  later(6_000);
  await hints.round(signal);
  expect(await inbox.counts()).toMatchObject({ deliveries: 0, problems: 0, waiting: 0 });
  expect(reads).toHaveLength(2);
});

test('what orders/updated does not carry is read even when that webhook came', async () => {
  await inbox.accept(delivery('order_transactions/create', { id: 1, order_id: 5 }));
  await inbox.accept(delivery('orders/updated', { id: 5, currency: 'CAD', line_items: [] }));
  await settle();
  later(2_100);
  await hints.round(signal);
  expect(reads).toEqual(['gid://shopify/Order/5']);
});

test('a completed draft is told to its order', async () => {
  await inbox.accept(delivery('draft_orders/update', { id: 77, order_id: 5, status: 'completed' }));
  await settle();
  later(2_100);
  await hints.round(signal);
  const [snapshot] = await inbox.waiting(10);
  expect(JSON.parse(snapshot?.document ?? '{}')).toMatchObject({ id: '5', draft_order_id: '77' });
});

test('a return the store cannot be asked about is told as far as its webhooks go, the later over the earlier', async () => {
  answer = () => Promise.reject(new CompanionError('SHOPIFY_REFUSED', 'maple: ACCESS_DENIED'));
  const at = (second: number) => ({ triggeredAt: `2026-11-01T10:00:0${second}Z` });
  await inbox.accept(delivery('returns/close', { id: 8, order_id: 5, status: 'closed' }, at(2)));
  await inbox.accept(
    delivery('returns/request', { id: 8, status: 'requested', order: { id: 5 }, return_line_items: [] }, at(1)),
  );
  await inbox.accept(
    delivery('returns/update', { admin_graphql_api_id: 'gid://shopify/Return/8', return_line_items: { removals: [] } }),
  );
  await settle();
  later(600);
  await hints.round(signal);
  const [snapshot] = await inbox.waiting(10);
  expect(snapshot).toMatchObject({ kind: 'return', version: '2026-11-01T10:00:02.000Z/2026-11-01T10:00:02.000Z' });
  expect(JSON.parse(snapshot?.document ?? '{}')).toMatchObject({
    id: '8',
    status: 'closed',
    order_id: '5',
    return_line_items: [],
  });
  expect(await inbox.counts()).toMatchObject({ deliveries: 0, problems: 0 });
});

test('a company is read whole for each of its parts; deleted, it leaves a tombstone', async () => {
  answer = () =>
    Promise.resolve({
      name: 'Acme',
      updatedAt: '2026-11-01T09:00:00Z',
      contacts: { nodes: [{ id: 'gid://shopify/CompanyContact/4', customer: { legacyResourceId: '9' } }] },
      locations: { nodes: [{ id: 'gid://shopify/CompanyLocation/5', name: 'Montreal', billingAddress: null }] },
    });
  const company = { admin_graphql_api_id: 'gid://shopify/Company/3', name: 'Acme' };
  await inbox.accept(delivery('companies/create', company));
  await inbox.accept(delivery('company_contacts/create', { admin_graphql_api_id: 'x', company }));
  await inbox.accept(delivery('company_contact_roles/assign', { company_contact: { company } }));
  await inbox.accept(delivery('companies/delete', { admin_graphql_api_id: 'gid://shopify/Company/8' }));
  await settle();
  later(600);
  await hints.round(signal);
  expect(reads).toEqual(['gid://shopify/Company/3']);
  const [deleted, read] = (await inbox.waiting(10)).toSorted((a, b) => b.resourceId.localeCompare(a.resourceId));
  expect(JSON.parse(deleted?.document ?? '{}')).toEqual({ id: '8', deleted: true });
  expect(JSON.parse(read?.document ?? '{}')).toMatchObject({
    id: '3',
    contacts: [{ id: '4', customer_id: '9', title: null }],
    locations: [{ id: '5', name: 'Montreal', billing_address: null }],
  });
});

test('a read that its own webhook has overtaken is read again', async () => {
  await inbox.accept(delivery('customer.tags_added', { customerId: 'gid://shopify/Customer/9', tags: ['vip'] }));
  await inbox.accept(delivery('customers/update', { id: 9, updated_at: '2026-11-01T10:00:09Z' }));
  await settle();
  later(2_100);
  await hints.round(signal);
  expect(await inbox.counts()).toMatchObject({ deliveries: 1 });
  answer = () => Promise.resolve({ updatedAt: '2026-11-01T10:00:09Z', tags: ['vip'] });
  later(2_000);
  await hints.round(signal);
  const [snapshot] = await inbox.waiting(10);
  expect(JSON.parse(snapshot?.document ?? '{}')).toMatchObject({ tags: ['vip'] });
});
