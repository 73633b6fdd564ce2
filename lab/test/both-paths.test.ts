/**
 * A webhook and a read of one state give one document (docs/contract.md 3): Shopify's own samples of every version, and orders derived from them
 * that have what no sample has.
 */
import { order } from '../../companion/src/canonical/order.ts';
import { parseLossless } from '../../companion/src/canonical/json.ts';
import { product } from '../../companion/src/canonical/product.ts';
import type { Rest } from '../../companion/src/canonical/read.ts';
import { sampleText, VERSIONS } from '../../companion/test/samples.ts';
import { webhookBody } from '../../emulators/shopify/src/http/state.ts';
import { type Document, parse } from '../../emulators/shopify/src/shop/documents.ts';
import { makeShop } from '../../emulators/shopify/src/shop/shop.ts';
import { READERS } from '../src/convergence/read.ts';

const MAKERS = { order, product };
type Kind = keyof typeof MAKERS;

/** What only one of the two knows. */
const ONE_SIDED = /^(landing_site|referring_site|transactions|risk|metafields|company)$/;

/** Whether a member that the body does not have says nothing in the read either. */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  if (typeof value !== 'object') return false;
  const amount = (value as { shop_money?: { amount?: string } }).shop_money?.amount;
  return amount === undefined ? Object.values(value).every(isNothing) : /^[0.]*$/.test(amount);
}

function differences(told: unknown, read: unknown, path = ''): string[] {
  if (JSON.stringify(told) === JSON.stringify(read) || (told === undefined && isNothing(read))) return [];
  if (told === null || read === null || typeof told !== 'object' || typeof read !== 'object')
    return [`${path}: ${JSON.stringify(told)} and ${JSON.stringify(read)}`];
  const names = new Set([...Object.keys(told), ...Object.keys(read)]);
  return [...names]
    .filter((name) => path !== '' || !ONE_SIDED.test(name))
    .flatMap((name) => differences((told as Rest)[name], (read as Rest)[name], `${path}/${name}`));
}

async function compared(kind: Kind, document: Document): Promise<string[]> {
  const shop = makeShop({ handle: 'm', name: 'M', currency: 'CAD', timeZone: 'UTC', plan: 'plus' });
  (kind === 'order' ? shop.orders : shop.products).set(document.id, document);
  const body = webhookBody(kind === 'order' ? 'orders/updated' : 'products/update', document);
  const told = MAKERS[kind](parseLossless(body) as Rest, document.id);
  const read = await READERS[kind](shop, document.id);
  return differences(told, read);
}

/** A sample as a store would hold it: with the times that Shopify's schema says are always there. */
function held(text: string): Document {
  const document = parse(text) as Document;
  const at = (document.created_at as string | null) ?? '2026-01-01T00:00:00Z';
  Object.assign(document, { id: String(document.id), created_at: at, updated_at: document.updated_at ?? at });
  document.processed_at ??= at;
  // The test deliveries of old have a word that no real order has.
  if (document.fulfillment_status === 'pending') document.fulfillment_status = null;
  const customer = document.customer as Document | null | undefined;
  if (customer)
    Object.assign(customer, { created_at: customer.created_at ?? at, updated_at: customer.updated_at ?? at });
  return document;
}

const TOPICS = ['orders/create', 'orders/updated', 'orders/cancelled', 'orders/fulfilled', 'products/create'];
const SAMPLES = VERSIONS.flatMap((version) =>
  TOPICS.flatMap((topic) => {
    const text = sampleText(topic, version);
    return text === undefined ? [] : [{ version, topic, text }];
  }),
);

test.each(SAMPLES)('$topic of $version', async ({ topic, text }) => {
  expect(await compared(topic.startsWith('orders') ? 'order' : 'product', held(text))).toEqual([]);
});

const set = (amount: string, currency = 'USD', presentment = amount, code = currency) => ({
  shop_money: { amount, currency_code: currency },
  presentment_money: { amount: presentment, currency_code: code },
});
const tax = (price: string) => ({ title: 'VAT', rate: 0.21, price, price_set: set(price), channel_liable: false });

function derived(changes: (order: Document & { line_items: Document[] }) => void): Document {
  const document = held(sampleText('orders/updated') ?? '') as Document & { line_items: Document[] };
  changes(document);
  return document;
}

const refund = (more: object) => ({
  id: '509',
  created_at: '2026-02-03T10:00:00-05:00',
  processed_at: '2026-02-03T10:00:00-05:00',
  note: null,
  restock: false,
  transactions: [],
  refund_line_items: [],
  order_adjustments: [],
  ...more,
});

const DERIVED: Record<string, (order: Document & { line_items: Document[] }) => void> = {
  'taxes and duties of lines': (order) => {
    Object.assign(order.line_items[0] as object, {
      tax_lines: [tax('3.15'), { ...tax('0.40'), title: 'City', rate: 0.02 }],
      duties: [
        { id: '2', harmonized_system_code: '520300', country_code_of_origin: 'CA', ...set('4.25'), tax_lines: [] },
      ],
    });
    Object.assign(order, { original_total_duties_set: set('4.25'), current_total_duties_set: set('4.25') });
  },
  'a refund of shipping, as it is told since 2024-04': (order) => {
    const lines = [{ id: '1', subtotal_amount_set: set('5.99'), tax_amount_set: set('0.30') }];
    order.refunds = [refund({ refund_shipping_lines: lines })];
  },
  'a refund of shipping, as it was told before': (order) => {
    const given = { id: '1', kind: 'shipping_refund', reason: 'Shipping refund', amount: '-5.99', tax_amount: '-0.30' };
    order.refunds = [
      refund({ order_adjustments: [{ ...given, amount_set: set('-5.99'), tax_amount_set: set('-0.30') }] }),
    ];
  },
  'a refund of duties': (order) => {
    const duties = [
      { duty_id: '2', amount_set: set('4.00') },
      { duty_id: '3', amount_set: set('0.25') },
    ];
    order.refunds = [refund({ duties, total_duties_set: set('4.25'), return: { id: '77' } })];
  },
  'a pending and a failed refund': (order) => {
    const money = (id: string, status: string) => ({
      id,
      kind: 'refund',
      status,
      gateway: 'manual',
      amount: '1.00',
      amount_set: set('1.00'),
      created_at: '2026-02-03T10:00:00Z',
      processed_at: '2026-02-03T10:00:00Z',
    });
    order.refunds = [refund({ transactions: [money('1', 'pending'), money('2', 'failure')] })];
  },
  'additional fees and cash that was rounded': (order) => {
    Object.assign(order, {
      original_total_additional_fees_set: set('2.00'),
      total_cash_rounding_payment_adjustment_set: set('-0.02'),
      total_cash_rounding_refund_adjustment_set: set('0.01'),
      total_tip_received: '3.00',
    });
  },
  'another currency of the buyer, without decimals and with three': (order) => {
    Object.assign(order, {
      currency: 'KWD',
      presentment_currency: 'JPY',
      total_price_set: set('10.125', 'KWD', '4950', 'JPY'),
      subtotal_price_set: set('10.125', 'KWD', '4950', 'JPY'),
    });
  },
  'discounts by code, script and hand, on lines, the order and shipping': (order) => {
    const [line] = order.line_items;
    const [shipping] = order.shipping_lines as Document[];
    const one = (type: string, more: object) => ({
      type,
      value: '10.0',
      value_type: 'percentage',
      allocation_method: 'across',
      target_selection: 'all',
      target_type: 'line_item',
      ...more,
    });
    order.discount_applications = [
      one('discount_code', { code: 'TEN' }),
      one('manual', { title: 'Sorry', description: 'Late parcel', value: '5.0', value_type: 'fixed_amount' }),
      one('script', { title: 'Two for one', allocation_method: 'each', target_selection: 'explicit' }),
      one('automatic', { title: 'Free shipping', target_type: 'shipping_line', value: '100.0' }),
    ];
    order.discount_codes = [{ code: 'TEN', amount: '9.00', type: 'percentage' }];
    const allocation = (amount: string, at: number) => ({
      amount,
      amount_set: set(amount),
      discount_application_index: at,
    });
    (line as Document).discount_allocations = [allocation('9.00', 0), allocation('5.00', 1), allocation('0.99', 2)];
    (shipping as Document).discount_allocations = [allocation('10.00', 3)];
  },
  'a till: location, no customer, a removed way of shipping': (order) => {
    Object.assign(order, {
      source_name: 'pos',
      location_id: '655441491',
      customer: null,
      email: '',
      contact_email: null,
    });
    const [shipping] = order.shipping_lines as Document[];
    (shipping as Document).is_removed = true;
  },
  'a company that pays later': (order) => {
    Object.assign(order, {
      company: { id: '11', location_id: '12' },
      po_number: 'PO-7',
      payment_terms: {
        payment_terms_name: 'Net 30',
        payment_terms_type: 'net',
        due_in_days: 30,
        payment_schedules: [{ amount: 1, currency: 'USD', due_at: '2026-03-01T00:00:00Z', completed_at: null }],
      },
    });
  },
  'more lines than one answer has, with properties and a selling plan': (order) => {
    const [first] = order.line_items;
    order.line_items = Array.from({ length: 120 }, (_, at) => ({
      ...(first as Document),
      id: String(9_007_199_254_740_993n + BigInt(at)),
      title: `Thing ${at}`,
      sku: at % 2 === 0 ? null : '',
      properties: [{ name: 'Engraving', value: `No. ${at}` }],
      ...(at === 7 ? { selling_plan_allocation: { selling_plan: { name: 'Monthly' } } } : {}),
    }));
    const shipped = { id: '88', order_id: order.id, name: '#1.1', status: 'success', shipment_status: null };
    order.fulfillments = [
      {
        ...shipped,
        created_at: order.created_at,
        updated_at: order.updated_at,
        delivered_at: null,
        tracking_company: null,
        tracking_number: null,
        tracking_url: null,
        location_id: null,
        line_items: order.line_items.map(({ id }) => ({ id, quantity: 1 })),
      },
    ];
    const items = order.line_items.slice(0, 95).map(({ id }) => ({
      id: `${id}5`,
      line_item_id: id,
      quantity: 1,
      restock_type: 'no_restock',
      subtotal_set: set('1.00'),
      total_tax_set: set('0.00'),
    }));
    order.refunds = [refund({ refund_line_items: items })];
    order.discount_applications = Array.from({ length: 14 }, (_, at) => ({
      type: 'automatic',
      title: `Offer ${at}`,
      value: '1.0',
      value_type: 'percentage',
      allocation_method: 'across',
      target_selection: 'all',
      target_type: 'line_item',
    }));
  },
};

test.each(Object.entries(DERIVED))('%s', async (_name, changes) => {
  expect(await compared('order', derived(changes))).toEqual([]);
});

test('a product with more variants than a webhook has is told without the rest, and read whole', async () => {
  const document = held(sampleText('products/update') ?? '');
  const [variant] = document.variants as Document[];
  document.variants = Array.from({ length: 260 }, (_, at) => ({ ...variant, id: String(500 + at), position: at + 1 }));
  const shop = makeShop({ handle: 'm', name: 'M', currency: 'CAD', timeZone: 'UTC', plan: 'plus' });
  shop.products.set(document.id, document);

  const told = product(parseLossless(webhookBody('products/update', document)) as Rest, document.id);
  const read = await READERS.product(shop, document.id);

  expect(told.variants).toHaveLength(100);
  expect(told).not.toHaveProperty('variant_keys');
  expect(read?.variant_keys).toHaveLength(260);
  expect((read?.variants as Rest[]).slice(0, 100)).toEqual(told.variants);
});
