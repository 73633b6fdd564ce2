/** The store's answers without a network: the emulator's own GraphQL on the model's documents. */
import { order } from '../../../companion/src/canonical/order.ts';
import { customer } from '../../../companion/src/canonical/people.ts';
import { product } from '../../../companion/src/canonical/product.ts';
import type { Rest } from '../../../companion/src/canonical/read.ts';
import { resource } from '../../../companion/src/canonical/resource.ts';
import type { HintKind } from '../../../companion/src/canonical/topics.ts';
import type { ShopifyClient } from '../../../companion/src/shopify/client.ts';
import { readCompany } from '../../../companion/src/shopify/company.ts';
import { readCustomer } from '../../../companion/src/shopify/customer.ts';
import { readOrder } from '../../../companion/src/shopify/order.ts';
import { readProduct } from '../../../companion/src/shopify/product.ts';
import { readReturn } from '../../../companion/src/shopify/return.ts';
import { executeAdmin } from '../../../emulators/shopify/src/graphql/execute.ts';
import type { Shop } from '../../../emulators/shopify/src/shop/shop.ts';

function clientOf(shop: Shop): ShopifyClient {
  return {
    async query<T>(query: string, variables: Record<string, unknown>): Promise<T> {
      const bucket = { maximum: 1e9, restoreRate: 1e9, available: 1e9, at: Date.now() };
      const { data, errors } = await executeAdmin(shop, bucket, { query, variables }, () => undefined);
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      // As it comes over the wire: plain JSON.
      return JSON.parse(JSON.stringify(data)) as T;
    },
  };
}

/** Resources read as the companion reads them: the canonical document, undefined when the store has none. */
export const READERS: Record<HintKind, (shop: Shop, id: string) => Promise<Rest | undefined>> = {
  order: async (shop, id) => {
    const source = await readOrder(clientOf(shop), id);
    return source && order(source, id);
  },
  customer: async (shop, id) => {
    const source = await readCustomer(clientOf(shop), id);
    return source && customer(source, id);
  },
  return: async (shop, id) => {
    const source = await readReturn(clientOf(shop), id);
    return source && resource(source, id);
  },
  company: async (shop, id) => {
    const source = await readCompany(clientOf(shop), id);
    return source && resource(source, id);
  },
  product: async (shop, id) => {
    const source = await readProduct(clientOf(shop), id);
    return source && product(source, id);
  },
};
