/**
 * A small shop whose every change is told as Shopify tells it: documents in the store emulator's shapes, the webhooks of each change, and the
 * state the Admin API would answer with at any moment. Deterministic: the same history gives the same deliveries.
 */
import { customer as customerDocument, order as orderDocument } from '../documents.ts';
import type { HintKind } from '../../../companion/src/canonical/topics.ts';
import { webhookBody } from '../../../emulators/shopify/src/http/state.ts';
import { type Document, serialize } from '../../../emulators/shopify/src/shop/documents.ts';
import { makeShop, type Shop } from '../../../emulators/shopify/src/shop/shop.ts';
import type { Action } from './history.ts';
import { changeProduct, newProduct, productDocument, type ProductState } from './catalogue.ts';
import { type LineState, type OrderState, restated, sum } from './order-state.ts';
import { refundDocument, returnDocument } from './return-documents.ts';

export interface Told {
  topic: string;
  body: string;
  /** ms since epoch. */
  at: number;
  /** Whom it is about, when that can be read. */
  about?: { kind: HintKind; id: string };
}

/** Names that keep one run of one history apart from all others in the same org. */
export interface Scope {
  /** Number of the history: part of every id. */
  history: number;
  /** Token in e-mail addresses and names, e.g. `h12a3`. */
  token: string;
  /** The phone number of the first person; the others have none. */
  phone: string;
}

const START = Date.parse('2026-11-02T09:00:00Z');
/** Two changes are never told in the same instant, but often have the same `updated_at`, which counts seconds. */
const STEP = 20;

interface PersonState {
  id: string;
  email: string;
  first_name: string;
  last_name: string;
  phone: string | null;
  updatedAt: string;
  tags: string[];
  consent: string;
}

export class ShopModel {
  readonly shop: Shop;
  now = START;
  readonly #scope: Scope;
  readonly #people: (PersonState | undefined)[] = [];
  readonly #gone = new Set<number>();
  readonly #orders: (OrderState | undefined)[] = [];
  readonly #deleted = new Set<number>();
  readonly #products: ProductState[];
  #told: Told[] = [];
  #next = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.shop = makeShop({
      handle: 'model',
      name: 'Model',
      currency: 'CAD',
      timeZone: 'America/Toronto',
      plan: 'plus',
    });
    const createdAt = this.#second();
    this.#products = [0, 1].map((at) => newProduct(at, scope.token, createdAt, () => this.#id()));
  }

  /** Does one thing. What cannot be done now (no such order) is nothing. @returns what Shopify tells about it */
  act(action: Action): Told[] {
    this.now += STEP + action.pause * 1000;
    this.#told = [];
    const { order: orderAt, person: personAt } = action;
    if (action.kind === 'order') this.#createOrder(orderAt, personAt, action.detail);
    else if (action.kind.startsWith('person')) this.#changePerson(action, personAt);
    else if (action.kind === 'merge') this.#merge();
    else if (action.kind.startsWith('product')) this.#changeProduct(action, orderAt % 2);
    else {
      const order = this.#orders[orderAt];
      if (order && !this.#deleted.has(orderAt)) this.#changeOrder(action, order, orderAt);
    }
    return this.#told;
  }

  #id(): string {
    return String(7_000_000_000_000 + this.#scope.history * 10_000 + this.#next++);
  }

  /** As webhooks have it: whole seconds. */
  #second(): string {
    return new Date(Math.floor(this.now / 1000) * 1000).toISOString();
  }

  #tell(topic: string, body: string, about?: Told['about']): void {
    this.now += 1;
    this.#told.push({ topic, body, at: this.now, ...(about ? { about } : {}) });
  }

  #person(at: number): PersonState {
    const known = this.#people[at];
    if (known) return known;
    const { token, phone } = this.#scope;
    const person: PersonState = {
      id: this.#id(),
      email: `p${at}@${token}.example`,
      first_name: ['Ada', 'Grace', 'Mary'][at] ?? 'Jo',
      last_name: `${['Lovelace', 'Hopper', 'Shelley'][at] ?? 'Doe'}-${token}`,
      phone: at === 0 ? phone : null,
      updatedAt: this.#second(),
      tags: [],
      consent: 'not_subscribed',
    };
    this.#people[at] = person;
    this.#keepPerson(person, 'customers/create');
    return person;
  }

  #keepPerson(person: PersonState, topic: string): void {
    person.updatedAt = this.#second();
    const { id, email, first_name, last_name, phone, tags, consent } = person;
    const document = customerDocument({ id, email, first_name, last_name }, new Date(START).toISOString(), {
      phone,
      updated_at: person.updatedAt,
      tags: tags.join(', '),
      email_marketing_consent: { state: consent, opt_in_level: 'single_opt_in', consent_updated_at: null },
      sms_marketing_consent: null,
    });
    this.shop.customers.set(id, document);
    this.#tell(topic, webhookBody(topic, document), { kind: 'customer', id });
  }

  #changePerson(action: Action, at: number): void {
    if (this.#gone.has(at)) return;
    const isNew = this.#people[at] === undefined;
    const person = this.#person(at);
    const about = { kind: 'customer' as const, id: person.id };
    if (action.kind === 'personDelete') {
      // Shopify refuses to delete a customer who has orders.
      if (this.#orders.some((order) => order?.person === at)) return;
      this.#gone.add(at);
      this.shop.customers.delete(person.id);
      this.#tell('customers/delete', serialize({ id: person.id }));
    } else if (action.kind === 'personEmail') {
      person.email = `p${at}.${action.detail}@${this.#scope.token}.example`;
      this.#keepPerson(person, 'customers/update');
    } else if (action.kind === 'personTags') {
      person.tags = [`tag-${action.detail}`];
      person.consent = action.detail % 2 === 0 ? 'subscribed' : 'unsubscribed';
      this.#keepPerson(person, 'customers/update');
      const gid = `gid://shopify/Customer/${person.id}`;
      this.#tell('customer.tags_added', serialize({ customerId: gid, tags: person.tags }), about);
    } else if (!isNew) {
      person.first_name = ['Ada', 'Augusta', 'Grace', 'Mary'][action.detail] ?? 'Ada';
      this.#keepPerson(person, 'customers/update');
    }
  }

  #changeProduct(action: Action, at: number): void {
    const product = this.#products[at];
    if (!product || product.isDeleted) return;
    if (action.kind === 'productDelete') {
      product.isDeleted = true;
      this.shop.products.delete(product.id);
      this.#tell('products/delete', serialize({ id: product.id }));
      return;
    }
    if (product.isMade) changeProduct(product, action.detail);
    const topic = product.isMade ? 'products/update' : 'products/create';
    product.isMade = true;
    const document = productDocument(product, this.#second());
    this.shop.products.set(product.id, document);
    this.#tell(topic, webhookBody(topic, document), { kind: 'product', id: product.id });
  }

  /** The second person is merged into the first; what they bought is the first's from then on. */
  #merge(): void {
    const [kept, lost] = this.#people;
    if (!kept || !lost || this.#gone.has(0) || this.#gone.has(1)) return;
    this.#gone.add(1);
    this.shop.customers.delete(lost.id);
    this.#tell(
      'customers/merge',
      serialize({
        admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept.id}`,
        admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${lost.id}`,
        status: 'completed',
      }),
    );
    this.#keepPerson(kept, 'customers/update');
    for (const [at, order] of this.#orders.entries())
      if (order?.person === 1 && !this.#deleted.has(at)) {
        order.person = 0;
        this.#keepOrder(order, 'orders/updated');
      }
  }

  #createOrder(at: number, personAt: number, detail: number): void {
    if (this.#orders[at]) return;
    const isGuest = detail === 3;
    if (!isGuest && !this.#gone.has(personAt)) this.#person(personAt);
    const line = (n: number): LineState => ({
      id: this.#id(),
      title: `Thing ${n}`,
      sku: `S-${n}-${this.#scope.token}`,
      product: this.#soldOf(n),
      price: ['19.99', '5.00', '120.10'][n] ?? '1.00',
      quantity: n + 1,
      current: n + 1,
      fulfilled: 0,
    });
    const order: OrderState = {
      id: this.#id(),
      name: `#${this.#scope.history}-${at}`,
      person: isGuest || this.#gone.has(personAt) ? undefined : personAt,
      guestEmail: isGuest ? `guest@${this.#scope.token}.example` : null,
      lines: Array.from({ length: 1 + (detail % 3) }, (_, n) => line(n)),
      discount: detail % 2 === 1 ? '2.50' : null,
      createdAt: this.#second(),
      more: { financial_status: 'pending', fulfillment_status: null },
      transactions: [],
      refunds: [],
      fulfillments: [],
    };
    this.#orders[at] = order;
    this.#keepOrder(order, 'orders/create');
  }

  /** Lines are of a product's first and second variant, told about before, later or never; the third line is of none. */
  #soldOf(n: number): LineState['product'] {
    const product = this.#products[n];
    const variant = product?.variants[0];
    return product && variant ? { id: product.id, variant: variant.id } : null;
  }

  #keepOrder(order: OrderState, ...topics: string[]): void {
    const person = order.person === undefined ? undefined : this.#people[order.person];
    const facts = {
      id: order.id,
      name: order.name,
      customer: person
        ? { id: person.id, email: person.email, first_name: person.first_name, last_name: person.last_name }
        : null,
      lines: order.lines,
      currency: 'CAD',
      createdAt: order.createdAt,
      updatedAt: this.#second(),
      ...order.more,
      ...(person ? {} : { email: order.guestEmail, contact_email: order.guestEmail }),
    };
    const document = restated(orderDocument(facts), order);
    this.shop.orders.set(order.id, document);
    for (const topic of topics) this.#tell(topic, webhookBody(topic, document), { kind: 'order', id: order.id });
  }

  #child(topic: string, order: OrderState, body: object): void {
    this.#tell(topic, serialize({ ...body, order_id: order.id }), { kind: 'order', id: order.id });
  }

  #pay(order: OrderState, kind: string, amount: string, status = 'success'): Document {
    const transaction = {
      id: this.#id(),
      order_id: order.id,
      kind,
      status,
      gateway: 'shopify_payments',
      amount,
      currency: 'CAD',
      created_at: this.#second(),
      processed_at: this.#second(),
    };
    order.transactions.push(transaction);
    return transaction;
  }

  #changeOrder(action: Action, order: OrderState, at: number): void {
    const { kind, detail } = action;
    const isCancelled = order.more.cancelled_at !== undefined;
    if (kind === 'note') {
      order.more.note = `note ${detail}`;
      this.#keepOrder(order, 'orders/updated');
    } else if (kind === 'delete') {
      this.#deleted.add(at);
      this.shop.orders.delete(order.id);
      this.#tell('orders/delete', serialize({ id: order.id }));
    } else if (kind === 'risk') {
      order.more.risk = { recommendation: ['accept', 'investigate', 'cancel'][detail % 3], level: 'medium' };
      // Risk is no change of the order: `updated_at` stays.
      const document = this.shop.orders.get(order.id);
      if (document) document.risk = order.more.risk;
      this.#child('orders/risk_assessment_changed', order, { risk_level: 'medium' });
    } else if (kind === 'edit' && !isCancelled) {
      const [line] = order.lines;
      if (line && line.current > 0) line.current -= 1;
      this.#keepOrder(order, 'orders/updated');
      this.#tell('orders/edited', serialize({ order_edit: { order_id: order.id } }), { kind: 'order', id: order.id });
    } else if (kind === 'pay' && order.more.financial_status === 'pending' && !isCancelled) {
      const transaction = this.#pay(order, 'sale', sum(order));
      order.more.financial_status = 'paid';
      this.#keepOrder(order, 'orders/paid', 'orders/updated');
      this.#child('order_transactions/create', order, transaction);
    } else if (kind === 'fulfil' && !isCancelled) this.#fulfil(order, detail);
    else if (kind === 'refund') this.#refund(order, detail);
    else if (kind === 'return') this.#return(order, detail);
    else if (kind === 'cancel' && !isCancelled) {
      order.more.cancelled_at = this.#second();
      order.more.cancel_reason = 'customer';
      for (const line of order.lines) line.current = line.fulfilled;
      if (order.more.financial_status === 'pending') order.more.financial_status = 'voided';
      this.#keepOrder(order, 'orders/cancelled', 'orders/updated');
    }
  }

  #fulfil(order: OrderState, detail: number): void {
    const open = order.lines.filter((line) => line.fulfilled < line.current);
    if (open.length === 0) return;
    const shipped = detail % 2 === 0 ? open : open.slice(0, 1);
    const fulfillment = {
      id: this.#id(),
      order_id: order.id,
      name: `${order.name}.${order.fulfillments.length + 1}`,
      status: 'success',
      shipment_status: null,
      created_at: this.#second(),
      updated_at: this.#second(),
      tracking_company: 'Canada Post',
      tracking_number: `CP${order.id}`,
      tracking_numbers: [`CP${order.id}`],
      tracking_url: `https://track.example/CP${order.id}`,
      tracking_urls: [`https://track.example/CP${order.id}`],
      location_id: '655441491',
      line_items: shipped.map((line) => ({ id: line.id, quantity: line.current - line.fulfilled })),
    };
    for (const line of shipped) line.fulfilled = line.current;
    order.fulfillments.push(fulfillment);
    const isWhole = order.lines.every((line) => line.fulfilled >= line.current);
    order.more.fulfillment_status = isWhole ? 'fulfilled' : 'partial';
    this.#child('fulfillments/create', order, fulfillment);
    this.#keepOrder(order, isWhole ? 'orders/fulfilled' : 'orders/partially_fulfilled', 'orders/updated');
  }

  /** 0: requested; 1: open; 2: closed; 3: an exchange, for which the order gets a new line. */
  #return(order: OrderState, detail: number): void {
    const [line] = order.lines;
    if (!line) return;
    const id = (order.returnId ??= this.#id());
    const before = this.shop.returns.get(id);
    if (detail === 3 && !order.exchanged) {
      const exchanged: LineState = {
        ...line,
        id: this.#id(),
        title: 'Exchange',
        quantity: 1,
        current: 1,
        fulfilled: 0,
      };
      order.exchanged = { id: this.#id(), line: exchanged.id };
      order.lines.push(exchanged);
      this.#keepOrder(order, 'orders/updated');
      this.#tell('orders/edited', serialize({ order_edit: { order_id: order.id } }), { kind: 'order', id: order.id });
    }
    const status = ['requested', 'open', 'closed'][detail] ?? 'open';
    const createdAt = (before?.created_at as string | undefined) ?? this.#second();
    const closedAt = detail === 2 ? this.#second() : null;
    this.shop.returns.set(id, returnDocument({ id, order, line, status, createdAt, closedAt }));
    const topic = before === undefined ? 'returns/request' : detail === 2 ? 'returns/close' : 'returns/update';
    this.#tell(topic, serialize({ id, order_id: order.id, status }), { kind: 'return', id });
  }

  /** 0: a line and its money; 1: money only; 2: a line, the money still pending; 3: a line put back without money. */
  #refund(order: OrderState, detail: number): void {
    const paid = order.more.financial_status === 'paid' || order.more.financial_status === 'partially_refunded';
    const line = order.lines.find(({ current }) => current > 0);
    if (!paid || !line) return;
    const amount = detail === 1 ? '1.00' : line.price;
    const transactions = detail === 3 ? [] : [this.#pay(order, 'refund', amount, detail === 2 ? 'pending' : 'success')];
    if (detail !== 1) line.current -= 1;
    const ids = [this.#id(), this.#id(), this.#id()] as const;
    const refund = refundDocument({ ids, order, line, detail, at: this.#second(), transactions });
    order.refunds.push(refund);
    if (detail < 2) order.more.financial_status = 'partially_refunded';
    this.#child('refunds/create', order, refund);
    this.#keepOrder(order, 'orders/updated');
    for (const transaction of transactions) this.#child('order_transactions/create', order, transaction);
  }
}
