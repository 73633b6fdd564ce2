/** Reads an order from the Admin API and gives it the shape a webhook has, so that one function makes the canonical document. */
import { list, object, type Rest } from '../canonical/read.ts';
import type { ShopifyClient } from './client.ts';
import { MORE_LINES_QUERY, ORDER_QUERY } from './order-query.ts';

const lower = (value: unknown): string | null => (typeof value === 'string' ? value.toLowerCase() : null);
const nodes = (value: unknown): Rest[] => list(object(value)?.nodes);

function set(value: unknown): Rest | null {
  const bag = object(value);
  if (!bag) return null;
  const money = (part: unknown) => ({ amount: object(part)?.amount, currency_code: object(part)?.currencyCode });
  return { shop_money: money(bag.shopMoney), presentment_money: money(bag.presentmentMoney) };
}

/** A GraphQL address with REST names. */
export function address(value: unknown): Rest | null {
  const part = object(value);
  if (!part) return null;
  const {
    firstName,
    lastName,
    company,
    address1,
    address2,
    city,
    province,
    provinceCode,
    zip,
    country,
    countryCodeV2,
    phone,
  } = part;
  return {
    first_name: firstName,
    last_name: lastName,
    company,
    address1,
    address2,
    city,
    province,
    province_code: provinceCode,
    zip,
    country,
    country_code: countryCodeV2,
    phone,
  };
}

const taxes = (value: unknown): Rest[] =>
  list(value).map((tax) => ({ title: tax.title, rate: tax.rate, price_set: set(tax.priceSet) }));
const attributes = (value: unknown): Rest[] =>
  list(value).map(({ key, value: content }) => ({ name: key, value: content }));

function transaction(part: Rest): Rest {
  return {
    id: part.id,
    parent_id: object(part.parentTransaction)?.id,
    kind: lower(part.kind),
    status: lower(part.status),
    gateway: part.gateway,
    amount_set: set(part.amountSet),
    processed_at: part.processedAt ?? part.createdAt,
  };
}

function line(part: Rest): Rest {
  return {
    id: part.id,
    product_id: object(part.product)?.legacyResourceId ?? null,
    variant_id: object(part.variant)?.legacyResourceId ?? null,
    sku: part.sku,
    title: part.title,
    variant_title: part.variantTitle,
    vendor: part.vendor,
    quantity: part.quantity,
    current_quantity: part.currentQuantity,
    gift_card: part.isGiftCard,
    requires_shipping: part.requiresShipping,
    taxable: part.taxable,
    price_set: set(part.originalUnitPriceSet),
    total_discount_set: set(part.totalDiscountSet),
    tax_lines: taxes(part.taxLines),
    discount_allocations: list(part.discountAllocations).map((allocation) => ({
      amount: object(object(allocation.allocatedAmountSet)?.shopMoney)?.amount,
      amount_set: set(allocation.allocatedAmountSet),
      discount_application_index: object(allocation.discountApplication)?.index,
    })),
    properties: attributes(part.customAttributes),
  };
}

function refund(part: Rest): Rest {
  return {
    id: part.legacyResourceId,
    created_at: part.createdAt,
    processed_at: part.processedAt,
    note: part.note,
    transactions: nodes(part.transactions).map(transaction),
    refund_line_items: nodes(part.refundLineItems).map((item) => ({
      id: item.id,
      line_item_id: object(item.lineItem)?.id,
      quantity: item.quantity,
      restock_type: lower(item.restockType),
      subtotal_set: set(item.subtotalSet),
      total_tax_set: set(item.totalTaxSet),
    })),
    order_adjustments: nodes(part.orderAdjustments).map((adjustment) => ({
      id: adjustment.id,
      kind: lower(adjustment.reason),
      amount_set: set(adjustment.amountSet),
      tax_amount_set: set(adjustment.taxAmountSet),
    })),
  };
}

function fulfillment(part: Rest): Rest {
  const [tracking] = list(part.trackingInfo);
  return {
    id: part.legacyResourceId,
    name: part.name,
    status: lower(part.status),
    shipment_status: lower(part.displayStatus),
    created_at: part.createdAt,
    updated_at: part.updatedAt,
    delivered_at: part.deliveredAt,
    tracking_company: tracking?.company,
    tracking_number: tracking?.number,
    tracking_url: tracking?.url,
  };
}

const APPLICATION_TYPES: Record<string, string> = {
  DiscountCodeApplication: 'discount_code',
  ManualDiscountApplication: 'manual',
  AutomaticDiscountApplication: 'automatic',
  ScriptDiscountApplication: 'script',
};

function application(part: Rest): Rest {
  const value = object(part.value);
  return {
    type: APPLICATION_TYPES[String(part.__typename)],
    title: part.title,
    code: part.code,
    description: part.description,
    value: value?.amount ?? value?.percentage,
    value_type: value?.amount === undefined ? 'percentage' : 'fixed_amount',
    allocation_method: lower(part.allocationMethod),
    target_type: lower(part.targetType),
    target_selection: lower(part.targetSelection),
  };
}

/** GraphQL's words where REST has others. */
const FULFILLMENT_STATUS: Record<string, string | null> = { unfulfilled: null, partially_fulfilled: 'partial' };

function asRest(node: Rest, lines: Rest[]): Rest {
  const status = lower(node.displayFulfillmentStatus) ?? 'unfulfilled';
  const customer = object(node.customer);
  return {
    name: node.name,
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    processed_at: node.processedAt,
    closed_at: node.closedAt,
    cancelled_at: node.cancelledAt,
    cancel_reason: lower(node.cancelReason),
    financial_status: lower(node.displayFinancialStatus),
    fulfillment_status: status in FULFILLMENT_STATUS ? FULFILLMENT_STATUS[status] : status,
    test: node.test,
    taxes_included: node.taxesIncluded,
    currency: node.currencyCode,
    presentment_currency: node.presentmentCurrencyCode,
    email: node.email,
    phone: node.phone,
    note: node.note,
    po_number: node.poNumber,
    source_name: node.sourceName,
    tags: node.tags,
    payment_gateway_names: node.paymentGatewayNames,
    note_attributes: attributes(node.customAttributes),
    customer: customer && {
      id: customer.legacyResourceId,
      email: customer.email,
      phone: customer.phone,
      first_name: customer.firstName,
      last_name: customer.lastName,
      created_at: customer.createdAt,
      updated_at: customer.updatedAt,
      default_address: address(customer.defaultAddress),
    },
    billing_address: address(node.billingAddress),
    shipping_address: address(node.shippingAddress),
    subtotal_price_set: set(node.subtotalPriceSet),
    total_discounts_set: set(node.totalDiscountsSet),
    total_shipping_price_set: set(node.totalShippingPriceSet),
    total_tax_set: set(node.totalTaxSet),
    original_total_duties_set: set(node.originalTotalDutiesSet),
    total_tip_received_set: set(node.totalTipReceivedSet),
    total_price_set: set(node.totalPriceSet),
    current_subtotal_price_set: set(node.currentSubtotalPriceSet),
    current_total_discounts_set: set(node.currentTotalDiscountsSet),
    current_total_tax_set: set(node.currentTotalTaxSet),
    current_total_duties_set: set(node.currentTotalDutiesSet),
    current_total_price_set: set(node.currentTotalPriceSet),
    total_outstanding_set: set(node.totalOutstandingSet),
    discount_codes: (Array.isArray(node.discountCodes) ? node.discountCodes : []).map((code) => ({ code })),
    discount_applications: nodes(node.discountApplications).map(application),
    shipping_lines: nodes(node.shippingLines).map((part) => ({
      id: part.id,
      title: part.title,
      code: part.code,
      source: part.source,
      price_set: set(part.originalPriceSet),
      discounted_price_set: set(part.discountedPriceSet),
      is_removed: part.isRemoved,
    })),
    tax_lines: taxes(node.taxLines),
    fulfillments: list(node.fulfillments).map(fulfillment),
    refunds: list(node.refunds).map(refund),
    transactions: list(node.transactions).map(transaction),
    line_items: lines.map(line),
  };
}

/** The order in webhook shape, or undefined when the store has none of that id. */
export async function readOrder(client: ShopifyClient, orderId: string): Promise<Rest | undefined> {
  const id = `gid://shopify/Order/${orderId}`;
  const { order } = await client.query<{ order: Rest | null }>(ORDER_QUERY, { id });
  if (!order) return undefined;
  const lines = nodes(order.lineItems);
  let page = object(object(order.lineItems)?.pageInfo);
  while (page?.hasNextPage === true) {
    const more = await client.query<{ order: Rest | null }>(MORE_LINES_QUERY, { id, after: page.endCursor });
    lines.push(...nodes(more.order?.lineItems));
    page = object(object(more.order?.lineItems)?.pageInfo);
  }
  return asRest(order, lines);
}
