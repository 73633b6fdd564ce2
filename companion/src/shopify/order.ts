/** Reads an order from the Admin API and gives it the shape a webhook has, so that one function makes the canonical document. */
import { list, object, type Rest } from '../canonical/read.ts';
import { CompanionError } from '../errors.ts';
import type { ShopifyClient } from './client.ts';
import { MORE_FULFILLMENT_LINES_QUERY, MORE_LINES_QUERY, MORE_REFUND_LINES_QUERY, ORDER_QUERY } from './order-query.ts';
import { application, discountCodes, fulfillment, line, refund, shippingLine, transaction } from './order-parts.ts';
import { address, attributes, companyOf, lower, nodes, pageInfo, set, taxes } from './rest-shape.ts';

/** GraphQL's words where REST has others; what is planned, held or begun is still unfulfilled. */
const FULFILLMENT_STATUS: Record<string, string> = {
  fulfilled: 'fulfilled',
  partially_fulfilled: 'partial',
  restocked: 'restocked',
};

const RISK_LEVELS = ['low', 'medium', 'high'];

function risk(value: unknown): Rest | undefined {
  const summary = object(value);
  if (!summary) return undefined;
  const levels = list(summary.assessments).map(({ riskLevel }) => RISK_LEVELS.indexOf(lower(riskLevel) ?? ''));
  return { recommendation: lower(summary.recommendation), level: RISK_LEVELS[Math.max(-1, ...levels)] ?? null };
}

function customer(value: unknown): Rest | null {
  const node = object(value);
  return node
    ? {
        id: node.legacyResourceId,
        email: node.email,
        phone: node.phone,
        first_name: node.firstName,
        last_name: node.lastName,
        created_at: node.createdAt,
        updated_at: node.updatedAt,
        default_address: address(node.defaultAddress),
      }
    : null;
}

function paymentTerms(value: unknown): Rest | null | undefined {
  if (value === undefined) return undefined;
  const terms = object(value);
  if (!terms) return null;
  const schedules = nodes(terms.paymentSchedules).map(({ dueAt }) => ({ due_at: dueAt }));
  return { payment_terms_name: terms.paymentTermsName, payment_schedules: schedules };
}

function asRest(node: Rest, lines: Rest[], refunds: Rest[], fulfillments: Rest[] | undefined): Rest {
  const applications = nodes(node.discountApplications);
  return {
    name: node.name,
    order_number: node.number,
    confirmation_number: node.confirmationNumber,
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    processed_at: node.processedAt,
    closed_at: node.closedAt,
    cancelled_at: node.cancelledAt,
    cancel_reason: lower(node.cancelReason),
    financial_status: lower(node.displayFinancialStatus),
    fulfillment_status: FULFILLMENT_STATUS[lower(node.displayFulfillmentStatus) ?? ''] ?? null,
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
    customer: customer(node.customer),
    billing_address: address(node.billingAddress),
    shipping_address: address(node.shippingAddress),
    subtotal_price_set: set(node.subtotalPriceSet),
    total_discounts_set: set(node.totalDiscountsSet),
    total_shipping_price_set: set(node.totalShippingPriceSet),
    total_tax_set: set(node.totalTaxSet),
    original_total_duties_set: set(node.originalTotalDutiesSet),
    original_total_additional_fees_set: set(node.originalTotalAdditionalFeesSet),
    total_tip_received_set: set(node.totalTipReceivedSet),
    total_price_set: set(node.totalPriceSet),
    current_subtotal_price_set: set(node.currentSubtotalPriceSet),
    current_total_discounts_set: set(node.currentTotalDiscountsSet),
    current_total_tax_set: set(node.currentTotalTaxSet),
    current_total_duties_set: set(node.currentTotalDutiesSet),
    current_total_price_set: set(node.currentTotalPriceSet),
    total_outstanding_set: set(node.totalOutstandingSet),
    total_cash_rounding_payment_adjustment_set: set(object(node.totalCashRoundingAdjustment)?.paymentSet),
    total_cash_rounding_refund_adjustment_set: set(object(node.totalCashRoundingAdjustment)?.refundSet),
    discount_codes: discountCodes(applications, [...lines, ...nodes(node.shippingLines)]),
    discount_applications: applications.map(application),
    shipping_lines: nodes(node.shippingLines).map(shippingLine),
    tax_lines: taxes(node.taxLines),
    fulfillments,
    refunds,
    transactions: list(node.transactions).map(transaction),
    location_id:
      node.retailLocation === undefined ? undefined : (object(node.retailLocation)?.legacyResourceId ?? null),
    company: companyOf(node.purchasingEntity),
    payment_terms: paymentTerms(node.paymentTerms),
    risk: risk(node.risk),
    line_items: lines.map(line),
  };
}

/** All nodes of a connection whose first page is here. */
async function all(first: unknown, next: (after: unknown) => Promise<unknown>): Promise<Rest[]> {
  const found = nodes(first);
  for (let page = pageInfo(first); page?.hasNextPage === true;) {
    const more = await next(page.endCursor);
    found.push(...nodes(more));
    page = pageInfo(more);
  }
  return found;
}

/** The order in webhook shape, or undefined when the store has none of that id. */
export async function readOrder(client: ShopifyClient, orderId: string): Promise<Rest | undefined> {
  const id = `gid://shopify/Order/${orderId}`;
  const { order } = await client.query<{ order: Rest | null }>(ORDER_QUERY, { id });
  if (!order) return undefined;
  const lines = await all(order.lineItems, async (after) => {
    const answer = await client.query<{ order: Rest | null }>(MORE_LINES_QUERY, { id, after });
    if (answer.order?.updatedAt !== order.updatedAt) throw new CompanionError('SHOPIFY_CHANGED', id);
    return answer.order?.lineItems;
  });
  const refunds: Rest[] = [];
  for (const part of list(order.refunds)) {
    const items = await all(part.refundLineItems, async (after) => {
      const answer = await client.query<{ refund: Rest | null }>(MORE_REFUND_LINES_QUERY, { id: part.id, after });
      return answer.refund?.refundLineItems;
    });
    refunds.push(refund(part, items));
  }
  const fulfillments: Rest[] = [];
  for (const part of list(order.fulfillments)) {
    const items = await all(part.fulfillmentLineItems, async (after) => {
      const query = MORE_FULFILLMENT_LINES_QUERY;
      const answer = await client.query<{ fulfillment: Rest | null }>(query, { id: part.id, after });
      return answer.fulfillment?.fulfillmentLineItems;
    });
    fulfillments.push(fulfillment(part, items));
  }
  return asRest(order, lines, refunds, order.fulfillments === undefined ? undefined : fulfillments);
}
