/** A history of deliveries for the scenarios about order and repetition: people, orders, changes; deterministic. */
import { customer, order, type OrderFacts, type Person, sample } from '../src/documents.ts';

export interface Delivery {
  topic: string;
  document: unknown;
  /** Same for a repeated delivery. */
  headers: Record<string, string>;
}

const START = Date.parse('2026-11-01T10:00:00Z');

function at(minute: number): string {
  return new Date(START + minute * 60_000).toISOString();
}

function headers(topic: string, id: string, minute: number): Record<string, string> {
  return {
    'x-shopify-webhook-id': `history-${topic.replace('/', '-')}-${id}-${minute}`,
    'x-shopify-triggered-at': at(minute).replace('Z', '000000Z'),
  };
}

/** @param people how many people; each has an account, two orders and one change of the second order */
export function history(people: number): Delivery[] {
  const deliveries: Delivery[] = [];
  const add = (topic: string, document: { id: string }, minute: number) =>
    deliveries.push({ topic, document, headers: headers(topic, document.id, minute) });
  for (let n = 0; n < people; n++) {
    const person: Person = {
      id: String(9007199254742000000n + BigInt(n)),
      email: `person${n}@example.com`,
      first_name: 'Person',
      last_name: `No ${n}`,
    };
    const facts = (k: number, more: Partial<OrderFacts> = {}): OrderFacts => ({
      id: String(9007199254743000000n + BigInt(n * 10 + k)),
      name: `#${5000 + n * 10 + k}`,
      // Every fifth order comes from nobody known.
      customer: n % 5 === 4 ? null : person,
      currency: 'CAD',
      createdAt: at(n * 10 + k),
      lines: [
        {
          id: String(9007199254744000000n + BigInt(n * 100 + k * 10)),
          title: `Thing ${n}.${k}`,
          sku: `T-${n}`,
          price: '19.99',
          quantity: 1 + (n % 3),
        },
        {
          id: String(9007199254744000000n + BigInt(n * 100 + k * 10 + 1)),
          title: 'Gift / wrap & bow',
          sku: '',
          price: '2.50',
          quantity: 1,
        },
      ],
      ...more,
    });
    add('customers/create', customer(person, at(n * 10)), n * 10);
    add('orders/create', order(facts(1)), n * 10 + 1);
    add('orders/create', order(facts(2)), n * 10 + 2);
    add(
      'orders/updated',
      order(facts(2, { updatedAt: at(n * 10 + 5), note: 'changed', fulfillment_status: 'fulfilled' })),
      n * 10 + 5,
    );
  }
  return deliveries;
}

/** Shopify's own samples of several API versions; all show the same order, so each gets ids of its own. */
export function versions(): Delivery[] {
  return ['2023-10', '2024-10', '2025-10', '2026-07'].map((version, n) => {
    const model = sample('orders/create', version);
    const id = String(9007199254745000000n + BigInt(n));
    const lines = (model.line_items as { id: string }[]).map((line, k) => ({ ...line, id: `${id}${k}` }));
    const document = {
      ...model,
      id,
      admin_graphql_api_id: `gid://shopify/Order/${id}`,
      updated_at: at(n),
      line_items: lines,
      fulfillments: [],
      refunds: [],
    };
    return {
      topic: 'orders/create',
      document,
      headers: { ...headers('orders/create', id, n), 'x-shopify-api-version': version },
    };
  });
}

/** A shuffle that is the same for the same seed. */
export function shuffled<T>(items: T[], seed: number): T[] {
  const result = [...items];
  let state = seed;
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  for (let n = result.length - 1; n > 0; n--) {
    const k = Math.floor(random() * (n + 1));
    [result[n], result[k]] = [result[k]!, result[n]!];
  }
  return result;
}
