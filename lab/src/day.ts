/**
 * A shop's short day: what the demo plays. A Canadian shop, a buyer who pays in US dollars, ids beyond 2^53, and slashes that
 * Shopify escapes in the body.
 */
import { customer, order, type OrderFacts, type Person } from './documents.ts';

/** One thing that happens: a document the shop now holds. */
export interface Happening {
  words: string;
  resource: 'orders' | 'customers';
  topic: 'orders/create' | 'orders/updated' | 'customers/create';
  document: ReturnType<typeof order>;
}

const MARIE: Person = {
  id: '9007199254741993001',
  email: 'marie.tremblay@example.com',
  first_name: 'Marie',
  last_name: 'Tremblay',
  phone: '+14185550123',
};
const JACK: Person = {
  id: '9007199254741993002',
  email: 'jack.rivers@example.com',
  first_name: 'Jack',
  last_name: 'Rivers',
};

/** `minutes` after `start`, as Shopify writes it: with the shop's offset. */
function at(start: Date, minutes: number): string {
  return new Date(start.getTime() + minutes * 60_000 - 5 * 3_600_000).toISOString().replace(/\.\d+Z$/, '-05:00');
}

/** @param start when the day begins; it lasts 40 minutes, so that nothing lies in the future when it starts an hour ago */
export function shortDay(start: Date): Happening[] {
  const mariesOrder: OrderFacts = {
    id: '9007199254741995001',
    name: '#1001',
    customer: MARIE,
    currency: 'CAD',
    createdAt: at(start, 10),
    order_status_url: 'https://maple-goods.example/orders/1001/authenticate?key=a&locale=fr',
    lines: [
      { id: '9007199254741996001', title: 'Maple Syrup, amber / 540 ml', sku: 'SYR-540', price: '18.50', quantity: 3 },
      { id: '9007199254741996002', title: 'Snowshoes', sku: 'SNOW-1', price: '129.00', quantity: 1 },
    ],
  };
  const jacksOrder: OrderFacts = {
    id: '9007199254741995002',
    name: '#1002',
    customer: JACK,
    currency: 'CAD',
    presentment: { currency: 'USD', rate: 0.72 },
    createdAt: at(start, 20),
    lines: [{ id: '9007199254741996003', title: 'Wool Toque', sku: 'TOQ-RED', price: '35.00', quantity: 2 }],
  };
  const parcel = {
    id: '9007199254741997001',
    order_id: mariesOrder.id,
    name: '#1001.1',
    status: 'success',
    shipment_status: 'in_transit',
    tracking_company: 'Canada Post',
    tracking_number: '7035114477138472',
    tracking_url: 'https://www.canadapost-postescanada.ca/track-reperage/en#/details/7035114477138472',
    created_at: at(start, 40),
    updated_at: at(start, 40),
    line_items: [],
  };
  return [
    {
      words: 'Marie opens an account',
      resource: 'customers',
      topic: 'customers/create',
      document: customer(MARIE, at(start, 0)),
    },
    { words: 'Marie orders for CAD 184.50', resource: 'orders', topic: 'orders/create', document: order(mariesOrder) },
    {
      words: 'Jack, a guest from Vermont, orders and pays USD 50.40',
      resource: 'orders',
      topic: 'orders/create',
      document: order(jacksOrder),
    },
    {
      words: "Marie's parcel leaves",
      resource: 'orders',
      topic: 'orders/updated',
      document: order({
        ...mariesOrder,
        updatedAt: at(start, 40),
        fulfillment_status: 'fulfilled',
        fulfillments: [parcel],
      }),
    },
  ];
}
