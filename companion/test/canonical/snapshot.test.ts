import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDecimals } from '../../src/canonical/money.ts';
import type { Rest } from '../../src/canonical/read.ts';
import { meaningOf } from '../../src/canonical/snapshot.ts';
import type { Snapshot } from '../../src/inbox/inbox.ts';
import { delivery } from '../support.ts';
import { sampleText, VERSIONS } from '../samples.ts';

function read(topic: string, body: string | object) {
  return meaningOf({ ...delivery(topic, body), id: 1, receivedAt: Date.parse('2026-11-01T10:00:05Z') });
}

function snapshotFrom(topic: string, body: string | object): Snapshot {
  const meaning = read(topic, body);
  if (!('snapshot' in meaning)) throw new Error('a hint');
  return meaning.snapshot;
}

const document = (topic: string, body: string | object) =>
  JSON.parse(snapshotFrom(topic, body).document) as Rest & { line_items: Rest[]; refunds: Rest[] };

describe.each(VERSIONS)('payload version %s', (version) => {
  test.each([
    'orders/create',
    'orders/updated',
    'orders/paid',
    'orders/cancelled',
    'customers/create',
    'customers/update',
  ])('%s', (topic) => {
    const body = sampleText(topic, version);
    if (body === undefined) throw new Error(`no sample of ${topic} ${version}`);
    const { kind, version: stamp, document: text } = snapshotFrom(topic, body);
    const own = JSON.parse(text) as Rest & { line_items?: Rest[] };
    expect(kind).toBe(topic.startsWith('orders') ? 'order' : 'customer');
    expect(stamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\/2026-11-01T10:00:00\.123Z$/);
    expect(body).toContain(`"id": ${String(own.id)}`);
    if (kind === 'order') {
      const lines = JSON.parse(body) as { line_items: { title: string; price: string; quantity: number }[] };
      expect(
        own.line_items?.map((line) => [
          line.title,
          (line.price_set as { shop_money: Rest }).shop_money.amount,
          line.quantity,
        ]),
      ).toEqual(lines.line_items.map(({ title, price, quantity }) => [title, price, quantity]));
      expect(own.line_keys).toEqual(own.line_items?.map(({ id }) => id));
    }
  });
});

test('ids beyond 2^53 keep every digit', () => {
  const own = document(
    'orders/create',
    '{"id":820982911946154508,"currency":"CAD","line_items":[{"id":866550311766439020,"product_id":632910392,"quantity":1,"price":"1.00"}]}',
  );
  expect(own.id).toBe('820982911946154508');
  expect(own.line_items[0]).toMatchObject({ id: '866550311766439020', product_id: '632910392' });
});

test('times become UTC of one width; offsets, fractions and spaces', () => {
  const own = document('orders/create', {
    id: 1,
    currency: 'CAD',
    line_items: [],
    created_at: '2026-03-08T01:59:59-05:00',
    updated_at: '2026-11-01T10:00:00.9876543+11:00',
    processed_at: '2026-01-01 00:00:00',
  });
  expect([own.created_at, own.updated_at, own.processed_at]).toEqual([
    '2026-03-08T06:59:59.000Z',
    '2026-10-31T23:00:00.987Z',
    '2026-01-01T00:00:00.000Z',
  ]);
});

test('absent stays absent, null stays null', () => {
  const own = document('orders/create', { id: 1, currency: 'CAD', line_items: [], note: null, phone: '' });
  expect(own.note).toBeNull();
  expect(own.phone).toBe('');
  expect('po_number' in own).toBe(false);
  expect('refunds' in own).toBe(false);
});

test('money: presentment only where it differs, numbers as text, allocations summed exactly', () => {
  const set = (shop: string, presentment: string) => ({
    shop_money: { amount: shop, currency_code: 'CAD' },
    presentment_money: { amount: presentment, currency_code: 'USD' },
  });
  const own = document('orders/create', {
    id: 1,
    currency: 'CAD',
    total_price: '0.30',
    line_items: [
      {
        id: 2,
        quantity: 1,
        price: '9.99',
        discount_allocations: [
          { amount: '0.10', amount_set: set('0.10', '0.07') },
          { amount: '0.20', amount_set: set('0.20', '0.14') },
        ],
      },
    ],
    refunds: [{ id: 3, refund_line_items: [{ id: 4, line_item_id: 2, quantity: 1, subtotal: 19.99, total_tax: 0 }] }],
  });
  expect(own.total_price_set).toEqual({ shop_money: { amount: '0.30', currency_code: 'CAD' } });
  expect(own.line_items[0]?.total_discount_set).toEqual({
    shop_money: { amount: '0.30', currency_code: 'CAD' },
    presentment_money: { amount: '0.21', currency_code: 'USD' },
  });
  expect((own.refunds[0]?.refund_line_items as Rest[])[0]).toMatchObject({
    subtotal_set: { shop_money: { amount: '19.99' } },
    total_tax_set: { shop_money: { amount: '0.00' } },
  });
  expect(addDecimals(['0.1', '0.25', '-1'])).toBe('-0.65');
  expect(addDecimals(['0.001', '1234567890123456789'])).toBe('1234567890123456789.001');
});

test('deletes and merges are tombstones', () => {
  expect(document('orders/delete', '{"id":820982911946154508}')).toEqual({ id: '820982911946154508', deleted: true });
  const merge = {
    admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/7',
    admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/8',
  };
  expect(document('customers/merge', merge)).toEqual({ id: '8', deleted: true, merged_into: '7' });
});

test('stubs, edits and child topics are hints at their order', () => {
  const hint = (resourceId: string) => ({ hint: { kind: 'order', resourceId, isCarried: true } });
  expect(read('orders/updated', '{"id":820982911946154508}')).toEqual(hint('820982911946154508'));
  expect(read('orders/edited', '{"order_edit":{"order_id":5}}')).toEqual(hint('5'));
  expect(read('refunds/create', '{"id":1,"order_id":6}')).toEqual(hint('6'));
  expect(read('fulfillments/update', '{"id":1,"order_id":7}')).toEqual(hint('7'));
});

test('what nothing can be made of is refused with the reason', () => {
  expect(() => read('orders/create', '{"name":"#1"}')).toThrow(
    'DOCUMENT_INVALID: the document lacks what its kind needs: no id',
  );
  expect(() => read('moons/create', '{"id":1}')).toThrow('moons/create: no topic this version knows');
});

// A user's clone has no such folder: the skipped test says so.
const FIXTURES = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'fixtures', 'orders');
const files = existsSync(FIXTURES) ? readdirSync(FIXTURES).filter((name) => name.endsWith('.json')) : [];

interface Sample {
  line_items?: unknown[];
  order?: Sample;
  orders?: Sample[];
}

const eachFixture = files.length > 0 ? test.each(files) : test.skip.each(['../shared/fixtures is not here']);
eachFixture('fixture %s keeps its lines', (file) => {
  const raw = JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as Sample;
  const orders = [raw, raw.order, ...(raw.orders ?? [])].filter((one) => Array.isArray(one?.line_items));
  const lines = (one: Sample) => document('orders/create', { currency: 'USD', ...one }).line_items.length;
  expect(orders.map((one) => lines(one ?? {}))).toEqual(orders.map((one) => one?.line_items?.length));
});
