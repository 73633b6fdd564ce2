/** What the model knows of an order, and its document with all sums restated from that. */
import type { Document } from '../../../emulators/shopify/src/shop/documents.ts';

export interface LineState {
  id: string;
  title: string;
  sku: string;
  /** Product and variant it is of; a line of its own has none. */
  product: { id: string; variant: string } | null;
  price: string;
  quantity: number;
  current: number;
  fulfilled: number;
}

export interface OrderState {
  id: string;
  name: string;
  /** Index of the person; undefined for a guest. */
  person: number | undefined;
  guestEmail: string | null;
  lines: LineState[];
  /** Taken off the first line by a code. */
  discount: string | null;
  createdAt: string;
  more: Record<string, unknown>;
  transactions: Document[];
  refunds: Document[];
  fulfillments: Document[];
  returnId?: string;
  exchanged?: { id: string; line: string };
}

const cents = (text: string): number => Math.round(Number(text) * 100);
const amount = (value: number): string => (value / 100).toFixed(2);
const SHIPPING = '7.00';

export function money(text: string): object {
  const one = { amount: text, currency_code: 'CAD' };
  return { shop_money: one, presentment_money: one };
}

/** An adjustment's amounts. */
export function adjusted(text: string): object {
  return { amount: text, amount_set: money(text), tax_amount: '0.00', tax_amount_set: money('0.00') };
}

function goods(order: OrderState, of: 'quantity' | 'current'): number {
  return order.lines.reduce((total, line) => total + cents(line.price) * line[of], 0);
}

/** What is to be paid as ordered. */
export function sum(order: OrderState): string {
  return amount(goods(order, 'quantity') - cents(order.discount ?? '0') + cents(SHIPPING));
}

function both(name: string, value: number): Record<string, unknown> {
  return { [name]: amount(value), [`${name}_set`]: money(amount(value)) };
}

function lineItems(document: Document, order: OrderState): unknown[] {
  return (document.line_items as Document[]).map((item, n) => {
    const line = order.lines[n];
    const discount = n === 0 ? order.discount : null;
    return {
      ...item,
      product_id: line?.product?.id ?? null,
      variant_id: line?.product?.variant ?? null,
      properties: [],
      current_quantity: line?.current,
      fulfillable_quantity: Math.max(0, (line?.current ?? 0) - (line?.fulfilled ?? 0)),
      fulfillment_status:
        line && line.fulfilled > 0 ? (line.fulfilled >= line.current ? 'fulfilled' : 'partial') : null,
      ...both('total_discount', cents(discount ?? '0')),
      discount_allocations: discount
        ? [{ amount: discount, amount_set: money(discount), discount_application_index: 0 }]
        : [],
    };
  });
}

/** The document with lines, sums and children as they are now. */
export function restated(document: Document, order: OrderState): Document {
  const ordered = goods(order, 'quantity') - cents(order.discount ?? '0');
  const now = Math.max(0, goods(order, 'current') - cents(order.discount ?? '0'));
  const current = now + cents(SHIPPING);
  const isOpen = order.more.financial_status === 'pending';
  const { landing_site: _landing, referring_site: _referring, ...rest } = document;
  return {
    ...rest,
    id: document.id,
    ...both('subtotal_price', ordered),
    ...both('total_price', ordered + cents(SHIPPING)),
    ...both('total_discounts', cents(order.discount ?? '0')),
    ...both('total_shipping_price', cents(SHIPPING)),
    ...both('current_subtotal_price', now),
    ...both('current_total_price', current),
    ...both('current_total_discounts', cents(order.discount ?? '0')),
    total_outstanding: amount(isOpen ? current : 0),
    discount_codes: order.discount ? [{ code: 'TEN', amount: order.discount, type: 'fixed_amount' }] : [],
    discount_applications: order.discount
      ? [
          {
            type: 'discount_code',
            code: 'TEN',
            value: order.discount,
            value_type: 'fixed_amount',
            allocation_method: 'across',
            target_type: 'line_item',
            target_selection: 'all',
          },
        ]
      : [],
    shipping_lines: [
      {
        id: `${order.id}9`,
        title: 'Standard',
        code: 'Standard',
        source: 'shopify',
        price: SHIPPING,
        price_set: money(SHIPPING),
        discounted_price: SHIPPING,
        discounted_price_set: money(SHIPPING),
        is_removed: false,
        discount_allocations: [],
        tax_lines: [],
      },
    ],
    line_items: lineItems(document, order),
    transactions: [...order.transactions],
    refunds: [...order.refunds],
    fulfillments: [...order.fulfillments],
  };
}
