import { type Bucket, newBucket } from '../graphql/cost.ts';
import { type Document, serialize } from '../shop/documents.ts';
import { makeShop, type Shop, type ShopOptions } from '../shop/shop.ts';
import { emit, type Outbox } from '../webhooks/deliver.ts';

export interface RequestLogEntry {
  at: string;
  shop: string;
  method: string;
  path: string;
  status: number;
  /** Names of the root fields asked for; variables and answers are not kept. */
  operation: string | undefined;
}

export interface AdminFaults {
  /** The next `count` Admin requests answer `status`. */
  status: number;
  count: number;
  /** Each Admin request is THROTTLED while set. */
  throttle: boolean;
  /** Connections to the Admin API are cut without an answer. */
  isDead: boolean;
}

/** Everything one process of the emulator holds. */
export interface World {
  shops: Map<string, Shop>;
  buckets: Map<string, Bucket>;
  outbox: Outbox;
  requests: RequestLogEntry[];
  adminFaults: AdminFaults;
}

export function makeWorld(shops: ShopOptions[], signal: AbortSignal, clockScale: number): World {
  const entries = shops.map((options) => [options.handle, makeShop(options)] as const);
  return {
    shops: new Map(entries),
    buckets: new Map(shops.map(({ handle, plan }) => [handle, newBucket(plan)])),
    outbox: {
      attempts: [],
      pending: new Set(),
      clockScale,
      signal,
      faults: { duplicate: false, shuffleMilliseconds: 0, hold: false },
    },
    requests: [],
    adminFaults: { status: 0, count: 0, throttle: false, isDead: false },
  };
}

/** What a document has that its webhooks have not: the Admin API alone tells. Consent and tags since 2025-01. */
const UNTOLD: Record<string, string[]> = {
  orders: ['transactions', 'risk', 'metafields'],
  companies: ['id', 'contacts', 'locations'],
  customers: ['tags', 'orders_count', 'email_marketing_consent', 'sms_marketing_consent', 'metafields'],
};

/** Variants that the webhooks of a product have in full. */
const TOLD_VARIANTS = 100;

/** A product's webhooks have its first variants, and the ids of all. */
function productBody({ variants, ...rest }: Document): Record<string, unknown> {
  const all = Array.isArray(variants) ? (variants as Document[]) : [];
  return {
    ...rest,
    variants: all.slice(0, TOLD_VARIANTS),
    variant_gids: all.map(({ id, updated_at: at }) => ({
      admin_graphql_api_id: `gid://shopify/ProductVariant/${id}`,
      updated_at: at ?? rest.updated_at,
    })),
  };
}

/** The body of a webhook about a document. */
export function webhookBody(topic: string, document: Document): string {
  const [family = ''] = topic.split('/');
  if (family === 'products') return serialize(productBody(document));
  const untold = UNTOLD[family] ?? [];
  return serialize(Object.fromEntries(Object.entries(document).filter(([name]) => !untold.includes(name))));
}

/** Tells the subscribers of a topic about a document as it is now. */
export function announce(world: World, shop: Shop, topic: string, document: Document): void {
  emit(world.outbox, shop, topic, webhookBody(topic, document));
}
