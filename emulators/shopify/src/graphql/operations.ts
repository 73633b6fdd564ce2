/** The root fields the emulator answers. All others are refused by name. */
import { GraphQLError } from 'graphql';
import { newId, type Shop, type Subscription } from '../shop/shop.ts';
import { API_VERSION } from '../schema.ts';
import { companyView } from './company-view.ts';
import { customerView, gid, idOf, tagsOf } from './customer-view.ts';
import { connection } from './money.ts';
import { fulfillmentsOf, orderView, refundsOf } from './order-view.ts';
import { productView } from './product-view.ts';
import { returnView } from './return-view.ts';
import type { Document } from '../shop/documents.ts';

type Arguments = Record<string, unknown>;
export type RootField = (shop: Shop, args: Arguments, changed: (topic: string, document: Document) => void) => unknown;

function resource(id: unknown, type: string): string {
  const match = new RegExp(`^gid://shopify/${type}/(\\d+)$`).exec(String(id));
  if (!match) throw new GraphQLError(`Invalid global id '${String(id)}'`);
  return match[1] as string;
}

/** `orders/create` ⇄ `ORDERS_CREATE`: only the first word boundary is a slash, except for topics with dots. */
export function topicOf(constant: string): string {
  const [, head = '', action = ''] =
    /^(.*)_(CREATE|UPDATE|DELETE|PAID|CANCELLED|FULFILLED|EDITED|MERGE|DISABLE|ENABLE|REQUEST|APPROVE|DECLINE|CANCEL|CLOSE|REOPEN|PROCESS|UNINSTALLED)$/.exec(
      constant,
    ) ?? [];
  if (constant === 'ORDERS_PARTIALLY_FULFILLED') return 'orders/partially_fulfilled';
  if (!head) throw new GraphQLError(`NotEmulated: webhook topic ${constant}`);
  return `${head.toLowerCase()}/${action.toLowerCase()}`;
}

function subscriptionView(subscription: Subscription): object {
  return {
    __typename: 'WebhookSubscription',
    id: subscription.id,
    legacyResourceId: idOf(subscription.id),
    topic: subscription.topic.replace('/', '_').toUpperCase(),
    uri: subscription.uri,
    callbackUrl: subscription.uri,
    format: 'JSON',
    filter: subscription.filter,
    includeFields: subscription.includeFields,
    metafieldNamespaces: [],
    createdAt: subscription.createdAt,
    updatedAt: subscription.createdAt,
    name: null,
  };
}

/** Adds or removes tags as recorded: case-insensitive, additive, sorted; commas split; 255 characters, 250 tags. */
function changeTags(
  shop: Shop,
  args: Arguments,
  changed: (topic: string, document: Document) => void,
  isAdd: boolean,
): object {
  const customer = shop.customers.get(resource(args.id, 'Customer'));
  if (!customer) return { node: null, userErrors: [{ field: ['id'], message: 'Customer does not exist' }] };
  const given = (args.tags as string[])
    .flatMap((tag) => tag.split(','))
    .map((tag) => tag.trim())
    .filter(Boolean);
  if (given.some((tag) => tag.length > 255)) {
    return { node: null, userErrors: [{ field: ['tags'], message: 'Tags is too long (maximum is 255 characters)' }] };
  }
  const before = tagsOf(customer);
  const has = (tags: string[], tag: string) => tags.some((other) => other.toLowerCase() === tag.toLowerCase());
  const after = isAdd
    ? [...before, ...given.filter((tag, index) => !has(before, tag) && !has(given.slice(0, index), tag))]
    : before.filter((tag) => !has(given, tag));
  if (after.length > 250)
    return { node: null, userErrors: [{ field: ['tags'], message: 'Customers must have 250 tags or less.' }] };
  if (after.length !== before.length) {
    customer.tags = after.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join(', ');
    customer.updated_at = new Date().toISOString();
    changed('customers/update', customer);
  }
  return { node: customerView(shop, customer), userErrors: [] };
}

export const QUERIES: Record<string, RootField> = {
  shop: (shop) => ({
    __typename: 'Shop',
    id: gid('Shop', shop.id),
    name: shop.options.name,
    myshopifyDomain: shop.domain,
    currencyCode: shop.options.currency,
    ianaTimezone: shop.options.timeZone,
    email: `owner@${shop.options.handle}.example`,
  }),
  order: (shop, args) => {
    const order = shop.orders.get(resource(args.id, 'Order'));
    return order ? orderView(shop, order) : null;
  },
  customer: (shop, args) => {
    const customer = shop.customers.get(resource(args.id, 'Customer'));
    return customer ? customerView(shop, customer) : null;
  },
  nodes: (shop, args) =>
    (args.ids as string[]).map((id) => {
      const order = /\/Order\//.test(id) ? shop.orders.get(idOf(id)) : undefined;
      const customer = /\/Customer\//.test(id) ? shop.customers.get(idOf(id)) : undefined;
      if (!/\/(Order|Customer)\/\d+$/.test(id)) throw new GraphQLError(`NotEmulated: nodes of ${id}`);
      return order ? orderView(shop, order) : customer ? customerView(shop, customer) : null;
    }),
  refund: (shop, args) => {
    const id = resource(args.id, 'Refund');
    for (const order of shop.orders.values()) {
      const found = refundsOf(order).findIndex((refund) => String(refund.id) === id);
      if (found >= 0) return (orderView(shop, order) as { refunds: object[] }).refunds[found];
    }
    return null;
  },
  fulfillment: (shop, args) => {
    const id = resource(args.id, 'Fulfillment');
    for (const order of shop.orders.values()) {
      const found = fulfillmentsOf(order).findIndex((fulfillment) => String(fulfillment.id) === id);
      if (found >= 0) return (orderView(shop, order) as { fulfillments: object[] }).fulfillments[found];
    }
    return null;
  },
  company: (shop, args) => {
    const document = shop.companies.get(resource(args.id, 'Company'));
    return document ? companyView(document) : null;
  },
  product: (shop, args) => {
    const document = shop.products.get(resource(args.id, 'Product'));
    return document ? productView(document) : null;
  },
  return: (shop, args) => {
    const document = shop.returns.get(resource(args.id, 'Return'));
    return document ? returnView(shop, document) : null;
  },
  webhookSubscriptions: (shop, args) => connection([...shop.subscriptions.values()].map(subscriptionView))(args),
  currentAppInstallation: (shop) => ({
    __typename: 'AppInstallation',
    id: gid('AppInstallation', shop.id),
    accessScopes: [
      'read_orders',
      'write_orders',
      'read_customers',
      'write_customers',
      'read_products',
      'read_fulfillments',
      'read_returns',
    ].map((handle) => ({ handle, description: handle })),
  }),
};

export const MUTATIONS: Record<string, RootField> = {
  tagsAdd: (shop, args, changed) => changeTags(shop, args, changed, true),
  tagsRemove: (shop, args, changed) => changeTags(shop, args, changed, false),
  webhookSubscriptionCreate: (shop, args) => {
    const input = args.webhookSubscription as {
      uri?: string;
      callbackUrl?: string;
      includeFields?: string[];
      filter?: string;
    };
    const uri = input.uri ?? input.callbackUrl ?? '';
    const topic = topicOf(String(args.topic));
    const isTaken = [...shop.subscriptions.values()].some((other) => other.topic === topic && other.uri === uri);
    if (isTaken)
      return {
        webhookSubscription: null,
        userErrors: [
          { field: ['webhookSubscription', 'callbackUrl'], message: 'Address for this topic has already been taken' },
        ],
      };
    const subscription: Subscription = {
      id: gid('WebhookSubscription', newId(shop)),
      topic,
      uri,
      includeFields: input.includeFields ?? [],
      filter: input.filter ?? null,
      createdAt: new Date().toISOString(),
    };
    shop.subscriptions.set(subscription.id, subscription);
    return {
      webhookSubscription: { ...subscriptionView(subscription), apiVersion: { handle: API_VERSION } },
      userErrors: [],
    };
  },
  webhookSubscriptionDelete: (shop, args) => {
    const isThere = shop.subscriptions.delete(String(args.id));
    return isThere
      ? { deletedWebhookSubscriptionId: args.id, userErrors: [] }
      : {
          deletedWebhookSubscriptionId: null,
          userErrors: [{ field: ['id'], message: 'Webhook subscription does not exist' }],
        };
  },
};
