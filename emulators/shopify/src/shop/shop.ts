import { createHash, randomUUID } from 'node:crypto';
import type { Document } from './documents.ts';

export interface ShopOptions {
  /** Handle: `maple-goods` gives `maple-goods.myshopify.com`. */
  handle: string;
  name: string;
  /** ISO 4217, e.g. CAD. */
  currency: string;
  /** IANA zone. */
  timeZone: string;
  plan: 'standard' | 'plus';
}

export interface Subscription {
  id: string;
  /** `orders/create`. */
  topic: string;
  /** Where deliveries go; `{topic}` in it is replaced by the topic. */
  uri: string;
  includeFields: string[];
  filter: string | null;
  createdAt: string;
}

/** One store: its documents, its subscriptions, its credentials. */
export interface Shop {
  options: ShopOptions;
  id: string;
  domain: string;
  /** Client secret: signs webhooks. */
  secret: string;
  clientId: string;
  adminToken: string;
  orders: Map<string, Document>;
  customers: Map<string, Document>;
  returns: Map<string, Document>;
  companies: Map<string, Document>;
  products: Map<string, Document>;
  subscriptions: Map<string, Subscription>;
  nextId: bigint;
}

export function makeShop(options: ShopOptions): Shop {
  const key = randomUUID().replaceAll('-', '');
  return {
    options,
    // The same for the same handle, so that state kept between runs still belongs to the shop.
    id: `555${String(createHash('sha256').update(options.handle).digest().readUInt32BE(0)).padStart(10, '0')}`,
    domain: `${options.handle}.myshopify.com`,
    secret: `shpss_${key}`,
    clientId: key.slice(0, 16),
    adminToken: `shpat_${randomUUID().replaceAll('-', '')}`,
    orders: new Map(),
    customers: new Map(),
    returns: new Map(),
    companies: new Map(),
    products: new Map(),
    subscriptions: new Map(),
    // Beyond 2^53 on purpose, like the ids of Shopify's own test deliveries.
    nextId: 820_982_911_946_154_508n,
  };
}

/** A new id of this shop: decimal digits as text. */
export function newId(shop: Shop): string {
  return String(shop.nextId++);
}
