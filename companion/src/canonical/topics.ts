/**
 * Every webhook topic of Shopify and what becomes of it: a snapshot of its resource, a hint that a resource changed and must be read, or
 * nothing. The table in docs/companion.md is written from this one (a test compares them).
 */
import { order } from './order.ts';
import { customer } from './people.ts';
import { isWhole, product } from './product.ts';
import { id, object, type Rest } from './read.ts';
import { resource } from './resource.ts';
import { CompanionError } from '../errors.ts';

export type HintKind = 'order' | 'customer' | 'return' | 'company' | 'product';

/** A resource that changed. What it is now has to be read, unless its own webhook comes within a moment. */
export interface Hint {
  kind: HintKind;
  resourceId: string;
  /** What the delivery itself knows: published when the store cannot be asked about this resource. */
  fallback?: Rest;
  /** Parts that only this delivery knows: added to what is read. */
  adds?: Rest;
  /** The resource's own webhook brings the same, so it may be waited for; else the resource is read in any case. */
  isCarried: boolean;
}

export type Content = { kind: string; document: Rest } | { hint: Hint } | { nothing: string };

export interface Topic {
  name: string;
  use: 'snapshot' | 'hint' | 'none';
  /** Kind of the contract it ends in. */
  kind: string;
  /** Access scope of the Shopify app. */
  scope: string;
  /** For people: what it brings, or why it is not needed. */
  note: string;
  content(body: Rest): Content;
}

const TOPICS = new Map<string, Topic>();

/** @param names `orders/create updated`: the actions share their head; without a slash, whole names */
function add(names: string, topic: Omit<Topic, 'name'>): void {
  const [first = '', ...more] = names.split(' ');
  const head = first.includes('/') ? first.slice(0, first.indexOf('/') + 1) : '';
  for (const name of [first, ...more.map((action) => head + action)]) TOPICS.set(name, { name, ...topic });
}

/** @throws CompanionError DOCUMENT_INVALID */
function idOf(...values: unknown[]): string {
  for (const value of values) {
    const found = id(value);
    if (found) return found;
  }
  throw new CompanionError('DOCUMENT_INVALID', 'no id');
}

const own = (body: Rest): string => idOf(body.id, body.admin_graphql_api_id);

function snapshots(names: string, kind: string, scope: string, note: string, content: Topic['content']): void {
  add(names, { use: 'snapshot', kind, scope, note, content });
}

/** Child topics: `parent` finds whom they belong to; a body that names nobody says nothing. */
function hints(
  names: string,
  kind: HintKind,
  scope: string,
  note: string,
  parent: (body: Rest) => unknown[],
  isCarried = false,
): void {
  add(names, {
    use: 'hint',
    kind,
    scope,
    note,
    content: (body) => {
      const resourceId = parent(body).map(id).find(Boolean);
      return resourceId ? { hint: { kind, resourceId, isCarried } } : { nothing: `names no ${kind}` };
    },
  });
}

/** Child topics whose news `orders/updated` has too. */
function carried(names: string, scope: string, note: string, orderId: (body: Rest) => unknown): void {
  hints(names, 'order', scope, note, (body) => [orderId(body)], true);
}

function none(names: string, note: string): void {
  add(names, { use: 'none', kind: '', scope: '', note, content: () => ({ nothing: note }) });
}

// Orders.
snapshots(
  'orders/create updated paid fulfilled partially_fulfilled cancelled',
  'order',
  'read_orders',
  'the order; one that arrives without its lines is read',
  (body) => {
    const resourceId = own(body);
    // A webhook too large for the bus arrives as `{"id": …}`.
    return Array.isArray(body.line_items) && body.currency !== undefined
      ? { kind: 'order', document: order(body, resourceId) }
      : { hint: { kind: 'order', resourceId, isCarried: true } };
  },
);
snapshots('orders/delete', 'order', 'read_orders', 'tombstone', (body) => ({
  kind: 'order',
  document: { id: own(body), deleted: true },
}));
carried('orders/edited', 'read_orders', 'lines, totals', (body) => object(body.order_edit)?.order_id);
carried('refunds/create', 'read_orders', 'refunds', (body) => body.order_id);
carried('fulfillments/create update', 'read_fulfillments', 'fulfilments', (body) => body.order_id);
hints(
  'orders/risk_assessment_changed',
  'order',
  'read_orders',
  'risk, which orders/* lack; the body of 2024-10 names no order',
  (body) => [body.order_id, body.admin_graphql_api_order_id],
);
hints('order_transactions/create', 'order', 'read_orders', 'transactions, which orders/* lack', (body) => [
  body.order_id,
]);
hints('fulfillment_events/create delete', 'order', 'read_fulfillments', 'shipment status, delivery', (body) => [
  body.order_id,
]);
add('draft_orders/create update', {
  use: 'hint',
  kind: 'order',
  scope: 'read_draft_orders',
  note: 'once completed: draft_order_id of the order it became',
  content: (body) => {
    const resourceId = id(body.order_id);
    if (!resourceId) return { nothing: 'a draft is no order yet' };
    return { hint: { kind: 'order', resourceId, adds: { draft_order_id: own(body) }, isCarried: false } };
  },
});

// People.
snapshots('customers/create update enable disable', 'customer', 'read_customers', 'the customer', (body) => ({
  kind: 'customer',
  document: customer(body, own(body)),
}));
snapshots('customers/delete', 'customer', 'read_customers', 'tombstone', (body) => ({
  kind: 'customer',
  document: { id: own(body), deleted: true },
}));
snapshots(
  'customers/merge',
  'customer',
  'read_customer_merge',
  'tombstone that names the other; only once the merge is complete',
  (body) => {
    const status = String(body.status ?? 'completed').toLowerCase();
    if (status !== 'completed') return { nothing: `the merge is ${status}` };
    const kept = idOf(body.admin_graphql_api_customer_kept_id, body.customer_kept_id);
    const gone = idOf(body.admin_graphql_api_customer_deleted_id, body.customer_deleted_id);
    return { kind: 'customer', document: { id: gone, deleted: true, merged_into: kept } };
  },
);
hints(
  'customers_email_marketing_consent/update',
  'customer',
  'read_customers',
  'e-mail consent, which customers/* lack since 2025-01',
  (body) => [body.customer_id, body.id],
);
hints('customers_marketing_consent/update', 'customer', 'read_customers', 'SMS consent, likewise', (body) => [
  body.customer_id,
  body.id,
]);
for (const name of ['customer.tags_added', 'customer.tags_removed'])
  hints(name, 'customer', 'read_customers', 'tags, which customers/* lack since 2025-01', (body) => [
    body.customerId,
    body.customer_id,
  ]);

// Disputes, returns, checkouts.
snapshots('disputes/create update', 'dispute', 'read_shopify_payments_disputes', 'the dispute', (body) => ({
  kind: 'dispute',
  document: resource(body, own(body)),
}));
add('returns/request approve decline cancel close reopen update process', {
  use: 'hint',
  kind: 'return',
  scope: 'read_returns',
  note: 'the return is read: most bodies have a part of it only',
  content: (body) => {
    const resourceId = id(body.id) ?? id(body.admin_graphql_api_id);
    if (!resourceId) return { nothing: 'names no return' };
    // `returns/update` has changes in place of lines.
    const { return_line_items: lines, ...rest } = resource(body, resourceId);
    const reason = object(body.decline)?.reason;
    const fallback = {
      ...rest,
      ...(typeof reason === 'string' ? { decline_reason: reason } : {}),
      ...(Array.isArray(lines) ? { return_line_items: lines } : {}),
    };
    return { hint: { kind: 'return', resourceId, fallback, isCarried: false } };
  },
});

/** A company is read whole. Where it cannot be, its own words are better than nothing: parts of it carry them. */
function companies(names: string, note: string, company: (body: Rest) => Rest | undefined): void {
  add(names, {
    use: 'hint',
    kind: 'company',
    scope: 'read_companies',
    note,
    content: (body) => {
      const source = company(body);
      const resourceId = id(source?.id) ?? id(source?.admin_graphql_api_id);
      if (!source || !resourceId) return { nothing: 'names no company' };
      const { main_contact_admin_graphql_api_id: _contact, admin_graphql_api_id: _gid, ...rest } = source;
      return { hint: { kind: 'company', resourceId, fallback: resource(rest, resourceId), isCarried: false } };
    },
  });
}
companies('companies/create update', 'the company with its contacts and locations', (body) => body);
companies('company_contacts/create update delete', 'the company', (body) => object(body.company));
companies('company_locations/create update delete', 'the company', (body) => object(body.company));
companies(
  'company_contact_roles/assign revoke',
  'the company',
  (body) => object(object(body.company_contact)?.company) ?? object(object(body.company_location)?.company),
);
snapshots('companies/delete', 'company', 'read_companies', 'tombstone', (body) => ({
  kind: 'company',
  document: { id: own(body), deleted: true },
}));

/** Since 2026-04 a checkout has no id, only its token. */
function checkoutId(body: Rest): string {
  const { token } = body;
  return id(body.id) ?? (typeof token === 'string' && /^[\w-]{1,78}$/.test(token) ? token : idOf(token));
}
snapshots('checkouts/create update', 'checkout', 'read_orders', 'the checkout', (body) => ({
  kind: 'checkout',
  document: resource(body, checkoutId(body)),
}));
snapshots('checkouts/delete', 'checkout', 'read_orders', 'tombstone', (body) => ({
  kind: 'checkout',
  // By its id, which newer checkouts are not known by: the cart is what both name.
  document: {
    id: checkoutId(body),
    deleted: true,
    ...(body.cart_token ? { cart_token: String(body.cart_token) } : {}),
  },
}));

// Products: the setting Product Sync of the org decides whether they become products there.
snapshots(
  'products/create update',
  'product',
  'read_products',
  'the product; one that arrives without all its variants is read',
  (body) => {
    const resourceId = own(body);
    const document = product(body, resourceId);
    return isWhole(body)
      ? { kind: 'product', document }
      : { hint: { kind: 'product', resourceId, fallback: document, isCarried: false } };
  },
);
snapshots('products/delete', 'product', 'read_products', 'tombstone', (body) => ({
  kind: 'product',
  document: { id: own(body), deleted: true },
}));

// Duties under privacy law. The package has no processor for them yet: each becomes an issue that a person has to work off.
function compliance(names: string, known: (body: Rest) => unknown): void {
  snapshots(names, 'compliance', '', 'the request, as an issue for a person', (body) => ({
    kind: 'compliance',
    document: resource(body, idOf(known(body))),
  }));
}
compliance('customers/data_request', (body) => object(body.data_request)?.id);
compliance('customers/redact', (body) => object(body.customer)?.id);
compliance('shop/redact', (body) => body.shop_id);

/** Ours, made by the companion itself: a resource must be read (beside.ts). */
add('storebridge/reread', {
  use: 'hint',
  kind: 'order or customer',
  scope: '',
  note: 'made by the companion itself, when the store did not answer in time',
  content: (body) => {
    const kind = body.kind === 'customer' ? 'customer' : 'order';
    return { hint: { kind, resourceId: idOf(body.id), isCarried: false } };
  },
});

none('orders/link_requested shopify_protect_eligibility_changed', 'nothing of it is kept');
none('tender_transactions/create', 'order_transactions/create says the same and more');
none('payment_terms/create update delete', 'orders/updated brings payment terms; the body names no order');
none('payment_schedules/due', 'as payment terms');
none('draft_orders/delete', 'a draft is no order');
none('customers/purchasing_summary', 'the org counts its orders itself');
none('customers_whats_app_marketing_consent/update', 'no field for it');
none('reverse_deliveries/attach_deliverable', 'returns/* bring the return');
none('reverse_fulfillment_orders/dispose', 'returns/* bring the return');

/** Whole families that no order or person of the org depends on. */
const FAMILIES: [names: string, note: string][] = [
  [
    'fulfillment_orders fulfillment_holds',
    'plans of the warehouse; fulfillments/* and orders/updated bring what came of them',
  ],
  ['customer_groups segments customer.joined_segment customer.left_segment', 'segments are not kept'],
  ['customer_payment_methods customer_account_settings', 'not kept'],
  [
    'carts collections collection_listings collection_publications product_feeds product_listings product_publications',
    'no order yet',
  ],
  ['scheduled_product_listings variants selling_plan_groups discounts metafield_definitions metaobjects', 'catalogue'],
  ['inventory_items inventory_levels inventory_shipments inventory_transfers locations', 'stock'],
  [
    'app app_purchases_one_time app_subscriptions audit_events bulk_operations channels domains shop themes checkout_and_accounts_configurations',
    'the shop itself',
  ],
  [
    'locales markets markets_backup_region profiles shipping_addresses delivery_promise_settings tax_services',
    'settings of the shop',
  ],
  ['finance_app_staff_member finance_kyc_information', 'finance apps'],
  [
    'subscription_billing_attempts subscription_billing_cycle_edits subscription_billing_cycles subscription_contracts',
    'orders that come of a subscription arrive as orders',
  ],
];
const FAMILY = new Map(FAMILIES.flatMap(([names, note]) => names.split(' ').map((name) => [name, note] as const)));

/** What becomes of a topic; undefined for one that no version of Shopify known here has. */
export function topicOf(name: string): Topic | undefined {
  const known = TOPICS.get(name);
  if (known) return known;
  const note = FAMILY.get(name) ?? FAMILY.get(name.split('/')[0] ?? '');
  return note === undefined
    ? undefined
    : { name, use: 'none', kind: '', scope: '', note, content: () => ({ nothing: note }) };
}

/** Topics with a row of their own, in the order above. */
export const TOPIC_TABLE: readonly Topic[] = [...TOPICS.values()].filter(
  ({ name }) => !name.startsWith('storebridge/'),
);
export const FAMILY_TABLE: readonly (readonly [string, string])[] = FAMILIES;
/** What a store should be subscribed to. */
export const WANTED_TOPICS: readonly string[] = TOPIC_TABLE.filter(
  // Compliance topics are set up with the app, never by API.
  ({ use, kind }) => use !== 'none' && kind !== 'compliance',
).map(({ name }) => name);
