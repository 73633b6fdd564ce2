/**
 * An order and what happens to its money, told with the balance Shopify keeps: what is to be paid now, less what came in and did not go back. What
 * the shop has earned is known here from the payments alone; the records have to say the same, whoever told them.
 */
import type { Document } from '../../../emulators/shopify/src/shop/documents.ts';
import { order as orderDocument } from '../documents.ts';

interface LineState {
  id: string;
  price: number;
  quantity: number;
  current: number;
  isGiftCard: boolean;
}

const AT = '2026-11-02T09:00:00Z';
const text = (cents: number): string => (cents / 100).toFixed(2);

function set(cents: number): object {
  const money = { amount: text(cents), currency_code: 'CAD' };
  return { shop_money: money, presentment_money: money };
}

const both = (name: string, cents: number): object => ({ [name]: text(cents), [`${name}_set`]: set(cents) });

export const EVENTS = [
  'refund a line',
  'take a line back without money',
  'refund an amount',
  'refund a line, keep a fee',
  'refund shipping',
  'add a line, paid',
  'remove a line',
  'remove a line, paid back',
  'exchange a line',
  'refund a line, pending',
] as const;
export type MoneyEvent = (typeof EVENTS)[number];

export interface OrderFacts {
  /** Cents. */
  prices: number[];
  giftCard: boolean;
  taxesIncluded: boolean;
  taxRate: number;
  shipping: number;
  tip: number;
  duties: number;
  fees: number;
  events: { what: MoneyEvent; line: number }[];
}

export class OrderModel {
  readonly #facts: OrderFacts;
  readonly #id: string;
  readonly #lines: LineState[];
  readonly #transactions: object[] = [];
  readonly #refunds: object[] = [];
  #shipping: number;
  /** What the current total has beside goods and shipping: fees kept, amounts given back. */
  #discrepancy = 0;
  #received = 0;
  #refunded = 0;
  #status = 'paid';
  #next = 0;

  constructor(id: string, facts: OrderFacts) {
    this.#id = id;
    this.#facts = facts;
    this.#shipping = facts.shipping;
    this.#lines = facts.prices.map((price, at) => this.#line(price, facts.giftCard && at === 0 ? 1 : 1 + (at % 3)));
    const [first] = this.#lines;
    if (first) first.isGiftCard = facts.giftCard;
    this.#pay(this.#sum('quantity'));
    for (const { what, line } of facts.events) this.#act(what, line);
  }

  /** Cents the shop has kept for anything but gift cards that are still sold. */
  get earned(): number {
    const cards = this.#lines.filter(({ isGiftCard }) => isGiftCard);
    return this.#received - this.#refunded - cards.reduce((sum, { price, current }) => sum + price * current, 0);
  }

  /** A body of `orders/updated`. */
  document(): Document {
    const { shipping, taxesIncluded, tip, duties, fees } = this.#facts;
    const total = this.#sum('quantity');
    const facts = this.#lines.map(({ id, price, quantity }) => ({
      id,
      title: 'Thing',
      sku: 'T',
      price: text(price),
      quantity,
    }));
    const document = orderDocument({
      id: this.#id,
      name: `#${this.#id}`,
      customer: null,
      currency: 'CAD',
      createdAt: AT,
      lines: facts,
    });
    const items = document.line_items as Document[];
    const over = (amount: (line: LineState) => number) => this.#lines.reduce((sum, line) => sum + amount(line), 0);
    return {
      ...document,
      ...both('total_price', total),
      ...both('current_total_price', this.#current()),
      ...both(
        'subtotal_price',
        over(({ price, quantity }) => price * quantity),
      ),
      ...both('total_shipping_price', shipping),
      ...both(
        'total_tax',
        over((line) => this.#tax(line, line.quantity)),
      ),
      taxes_included: taxesIncluded,
      total_tip_received: text(tip),
      original_total_duties_set: duties > 0 ? set(duties) : null,
      original_total_additional_fees_set: fees > 0 ? set(fees) : null,
      total_outstanding: text(this.#current() - this.#received + this.#refunded),
      financial_status: this.#status,
      shipping_lines: shipping > 0 ? [this.#shippingLine()] : [],
      line_items: items.map((item, at) => ({
        ...item,
        current_quantity: this.#lines[at]?.current,
        gift_card: this.#lines[at]?.isGiftCard,
      })),
      refunds: this.#refunds,
      transactions: this.#transactions,
    };
  }

  #shippingLine(): object {
    const { shipping } = this.#facts;
    return { id: this.#newId(), title: 'Post', ...both('price', shipping), ...both('discounted_price', shipping) };
  }

  #newId(): string {
    return `${this.#id}${String(++this.#next).padStart(3, '0')}`;
  }

  #line(price: number, quantity: number): LineState {
    return { id: this.#newId(), price, quantity, current: quantity, isGiftCard: false };
  }

  #tax(line: LineState, quantity: number): number {
    const { taxRate, taxesIncluded } = this.#facts;
    if (line.isGiftCard) return 0;
    return Math.round(line.price * (taxesIncluded ? taxRate / (1 + taxRate) : taxRate)) * quantity;
  }

  #worth(line: LineState, quantity: number): number {
    return line.price * quantity + (this.#facts.taxesIncluded ? 0 : this.#tax(line, quantity));
  }

  #sum(of: 'quantity' | 'current'): number {
    const { shipping, tip, duties, fees } = this.#facts;
    const goods = this.#lines.reduce((sum, line) => sum + this.#worth(line, line[of]), 0);
    return goods + tip + duties + fees + (of === 'quantity' ? shipping : this.#shipping);
  }

  #current(): number {
    return this.#sum('current') + this.#discrepancy;
  }

  #pay(cents: number, kind = 'sale', status = 'success'): object {
    const transaction = {
      id: this.#newId(),
      kind,
      status,
      gateway: 'shopify_payments',
      amount: text(cents),
      currency: 'CAD',
      created_at: AT,
      processed_at: AT,
    };
    this.#transactions.push(transaction);
    if (status === 'success' && kind === 'sale') this.#received += cents;
    else if (status === 'success') this.#refunded += cents;
    return transaction;
  }

  #refund(line: LineState | undefined, cents: number, more: object = {}, status = 'success'): void {
    const item = line && {
      id: this.#newId(),
      line_item_id: line.id,
      quantity: 1,
      restock_type: 'return',
      ...both('subtotal', line.price),
      ...both('total_tax', this.#tax(line, 1)),
    };
    this.#refunds.push({
      id: this.#newId(),
      created_at: AT,
      processed_at: AT,
      note: null,
      restock: line !== undefined,
      transactions: cents > 0 ? [this.#pay(cents, 'refund', status)] : [],
      order_adjustments: [],
      refund_line_items: item ? [item] : [],
      ...more,
    });
    if (line) line.current -= 1;
    if (cents > 0 && status === 'success') this.#status = 'partially_refunded';
  }

  #adjustment(cents: number): object {
    const amounts = { ...both('amount', cents), ...both('tax_amount', 0) };
    return { order_adjustments: [{ id: this.#newId(), kind: 'refund_discrepancy', ...amounts }] };
  }

  #act(what: MoneyEvent, at: number): void {
    const sold = this.#lines.filter(({ current }) => current > 0);
    const line = sold[at % Math.max(1, sold.length)];
    if (what === 'refund an amount') {
      if (this.#current() < 400) return;
      this.#discrepancy -= 200;
      this.#refund(undefined, 200, this.#adjustment(-200));
    } else if (what === 'refund shipping') {
      if (this.#shipping === 0) return;
      const lines = [{ id: this.#newId(), subtotal_amount_set: set(this.#shipping), tax_amount_set: set(0) }];
      this.#refund(undefined, this.#shipping, { refund_shipping_lines: lines });
      this.#shipping = 0;
    } else if (what === 'add a line, paid') {
      this.#lines.push(this.#line(1_234, 1));
      this.#pay(this.#worth(this.#lines.at(-1) as LineState, 1));
    } else if (line) this.#actOn(what, line);
  }

  #actOn(what: MoneyEvent, line: LineState): void {
    const worth = this.#worth(line, 1);
    if (what === 'refund a line') this.#refund(line, worth);
    else if (what === 'take a line back without money') this.#refund(line, 0);
    else if (what === 'refund a line, pending') this.#refund(line, worth, {}, 'pending');
    else if (what === 'refund a line, keep a fee' && worth > 1_000) {
      this.#discrepancy += 500;
      this.#refund(line, worth - 500, this.#adjustment(500));
    } else if (what.startsWith('remove a line')) {
      line.current -= 1;
      if (what.endsWith('paid back')) this.#refund(undefined, worth);
    } else if (what === 'exchange a line') {
      this.#lines.push(this.#line(2_345, 1));
      const more = this.#worth(this.#lines.at(-1) as LineState, 1) - worth;
      this.#refund(line, Math.max(0, -more), { return: { id: this.#newId() } });
      if (more > 0) this.#pay(more);
    }
  }
}
