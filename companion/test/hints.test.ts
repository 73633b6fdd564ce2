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

test("the order's own webhook answers the hint without a read", async () => {
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

test('an order the store does not have is kept as a problem', async () => {
  answer = () => Promise.resolve(null);
  await inbox.accept(refund(5));
  await settle();
  later(2_100);
  await hints.round(signal);
  expect(await inbox.counts()).toMatchObject({ deliveries: 0, problems: 1 });
});
