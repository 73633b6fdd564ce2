/** An order document (REST shape) as the Admin API's Order. Fields not listed are refused by name when asked for. */
import type { Document } from '../shop/documents.ts';
import type { Shop } from '../shop/shop.ts';
import { addressView, customerView, gid, list, metafieldsView, text, upper } from './customer-view.ts';
import { bag, connection, positive, requiredBag } from './money.ts';

type Part = Record<string, unknown>;

function taxLines(part: Part, currency: string): object[] {
  return list(part.tax_lines).map((tax) => ({
    title: tax.title,
    rate: Number(tax.rate),
    ratePercentage: Number(tax.rate) * 100,
    channelLiable: tax.channel_liable ?? null,
    price: text(tax.price),
    priceSet: requiredBag(tax.price_set, tax.price, currency),
  }));
}

function attributes(value: unknown): object[] {
  return list(value).map(({ name, value: content }) => ({ key: text(name), value: text(content) }));
}

function allocations(part: Part, applications: object[], currency: string): object[] {
  return list(part.discount_allocations).map((allocation) => ({
    allocatedAmountSet: requiredBag(allocation.amount_set, allocation.amount, currency),
    discountApplication: applications[Number(allocation.discount_application_index)] ?? null,
  }));
}

function applicationView(application: Part, index: number): object {
  const type = {
    discount_code: 'DiscountCodeApplication',
    manual: 'ManualDiscountApplication',
    automatic: 'AutomaticDiscountApplication',
    script: 'ScriptDiscountApplication',
  }[String(application.type)];
  return {
    __typename: type,
    index,
    code: application.code,
    title: application.title ?? application.code,
    description: application.description ?? null,
    allocationMethod: upper(application.allocation_method),
    targetSelection: upper(application.target_selection),
    targetType: upper(application.target_type),
    value:
      application.value_type === 'percentage'
        ? { __typename: 'PricingPercentageValue', percentage: Number(application.value) }
        : { __typename: 'MoneyV2', amount: text(application.value), currencyCode: null },
  };
}

function sellingPlan(line: Part): object | null {
  const plan = (line.selling_plan_allocation as Part | null | undefined)?.selling_plan as Part | undefined;
  return plan ? { name: text(plan.name), sellingPlanId: null } : null;
}

function lineView(line: Part, applications: object[], currency: string): object {
  return {
    __typename: 'LineItem',
    id: gid('LineItem', line.id),
    name: text(line.name ?? line.title),
    title: text(line.title),
    variantTitle: line.variant_title ?? null,
    sku: line.sku ?? null,
    vendor: line.vendor ?? null,
    quantity: Number(line.quantity),
    currentQuantity: Number(line.current_quantity ?? line.quantity),
    unfulfilledQuantity: Number(line.fulfillable_quantity ?? 0),
    fulfillmentStatus: text(line.fulfillment_status ?? 'unfulfilled'),
    duties: list(line.duties).map((duty) => ({
      id: gid('Duty', duty.id),
      // A duty of a REST line is a set itself.
      price: requiredBag(duty.price_set ?? (duty.shop_money ? duty : undefined), duty.price, currency),
    })),
    sellingPlan: sellingPlan(line),
    isGiftCard: line.gift_card === true,
    requiresShipping: line.requires_shipping === true,
    taxable: line.taxable === true,
    customAttributes: attributes(line.properties),
    originalUnitPriceSet: requiredBag(line.price_set, line.price, currency),
    totalDiscountSet: requiredBag(line.total_discount_set, line.total_discount, currency),
    discountAllocations: allocations(line, applications, currency),
    taxLines: taxLines(line, currency),
    product: line.product_id
      ? { __typename: 'Product', id: gid('Product', line.product_id), legacyResourceId: text(line.product_id) }
      : null,
    variant: line.variant_id
      ? {
          __typename: 'ProductVariant',
          id: gid('ProductVariant', line.variant_id),
          legacyResourceId: text(line.variant_id),
        }
      : null,
  };
}

function transactionView(transaction: Part, currency: string): object {
  return {
    __typename: 'OrderTransaction',
    id: gid('OrderTransaction', transaction.id),
    kind: upper(transaction.kind),
    status: upper(transaction.status),
    gateway: transaction.gateway ?? null,
    test: transaction.test === true,
    createdAt: transaction.created_at ?? null,
    processedAt: transaction.processed_at ?? null,
    amountSet: requiredBag(transaction.amount_set, transaction.amount, currency),
    parentTransaction: transaction.parent_id
      ? { __typename: 'OrderTransaction', id: gid('OrderTransaction', transaction.parent_id) }
      : null,
  };
}

/** Since 2024-04 a refund has them apart, before as adjustments. */
function refundShippingLines(refund: Part, currency: string): object[] {
  const apart = list(refund.refund_shipping_lines).map((line) => ({
    id: gid('RefundShippingLine', line.id),
    subtotalAmountSet: requiredBag(line.subtotal_amount_set, undefined, currency),
    taxAmountSet: requiredBag(line.tax_amount_set, undefined, currency),
  }));
  if (apart.length > 0) return apart;
  return list(refund.order_adjustments)
    .filter(({ kind }) => kind === 'shipping_refund')
    .map((adjustment) => ({
      id: gid('RefundShippingLine', adjustment.id),
      subtotalAmountSet: positive(requiredBag(adjustment.amount_set, adjustment.amount, currency)),
      taxAmountSet: positive(requiredBag(adjustment.tax_amount_set, adjustment.tax_amount, currency)),
    }));
}

function refundView(refund: Part, lines: Map<string, object>, currency: string): object {
  const transactions = list(refund.transactions);
  return {
    __typename: 'Refund',
    id: gid('Refund', refund.id),
    legacyResourceId: text(refund.id),
    note: refund.note ?? null,
    return: refund.return ? { id: gid('Return', (refund.return as Part).id) } : null,
    createdAt: refund.created_at ?? null,
    processedAt: refund.processed_at ?? refund.created_at,
    updatedAt: refund.processed_at ?? refund.created_at,
    transactions: connection(transactions.map((transaction) => transactionView(transaction, currency))),
    refundLineItems: connection(
      list(refund.refund_line_items).map((item) => ({
        id: gid('RefundLineItem', item.id),
        quantity: Number(item.quantity),
        restockType: upper(item.restock_type ?? 'no_restock'),
        restocked: item.restock_type !== 'no_restock',
        lineItem: lines.get(text(item.line_item_id)) ?? null,
        subtotalSet: requiredBag(item.subtotal_set, item.subtotal, currency),
        totalTaxSet: requiredBag(item.total_tax_set, item.total_tax, currency),
      })),
    ),
    // What REST calls an adjustment for shipping is a refunded shipping line in GraphQL.
    refundShippingLines: connection(refundShippingLines(refund, currency)),
    duties: list(refund.duties).map((duty) => ({ amountSet: requiredBag(duty.amount_set, duty.amount, currency) })),
    orderAdjustments: connection(
      list(refund.order_adjustments)
        .filter(({ kind }) => kind !== 'shipping_refund')
        .map((adjustment) => ({
          id: gid('OrderAdjustment', adjustment.id),
          reason: upper(adjustment.kind),
          amountSet: requiredBag(adjustment.amount_set, adjustment.amount, currency),
          taxAmountSet: requiredBag(adjustment.tax_amount_set, adjustment.tax_amount, currency),
        })),
    ),
  };
}

function fulfillmentView(fulfillment: Part): object {
  const numbers = Array.isArray(fulfillment.tracking_numbers)
    ? fulfillment.tracking_numbers
    : [fulfillment.tracking_number];
  const urls = Array.isArray(fulfillment.tracking_urls) ? fulfillment.tracking_urls : [fulfillment.tracking_url];
  return {
    __typename: 'Fulfillment',
    id: gid('Fulfillment', fulfillment.id),
    legacyResourceId: text(fulfillment.id),
    name: text(fulfillment.name),
    status: upper(fulfillment.status),
    // Until a carrier says more.
    displayStatus: upper(fulfillment.shipment_status) ?? 'FULFILLED',
    location: fulfillment.location_id ? { legacyResourceId: text(fulfillment.location_id) } : null,
    fulfillmentLineItems: connection(
      list(fulfillment.line_items).map((item) => ({
        quantity: Number(item.quantity),
        lineItem: { __typename: 'LineItem', id: gid('LineItem', item.id) },
      })),
    ),
    createdAt: fulfillment.created_at,
    updatedAt: fulfillment.updated_at,
    deliveredAt: fulfillment.delivered_at ?? null,
    trackingInfo: numbers
      .map((number, index) => ({
        company: fulfillment.tracking_company ?? null,
        number: number ?? null,
        url: urls[index] ?? null,
      }))
      .filter(({ number, url }) => number || url),
  };
}

function shippingView(line: Part, applications: object[], currency: string): object {
  return {
    __typename: 'ShippingLine',
    id: gid('ShippingLine', line.id),
    title: text(line.title),
    code: line.code ?? null,
    source: line.source ?? null,
    isRemoved: line.is_removed === true,
    originalPriceSet: requiredBag(line.price_set, line.price, currency),
    discountedPriceSet: requiredBag(
      line.discounted_price_set ?? line.price_set,
      line.discounted_price ?? line.price,
      currency,
    ),
    discountAllocations: allocations(line, applications, currency),
    taxLines: taxLines(line, currency),
  };
}

export const refundsOf = (order: Document): Part[] => list(order.refunds);
export const fulfillmentsOf = (order: Document): Part[] => list(order.fulfillments);

/** REST's words for how far an order is fulfilled, in GraphQL's. */
function fulfillmentStatus(order: Document): string {
  if (order.fulfillment_status === 'partial') return 'PARTIALLY_FULFILLED';
  return upper(order.fulfillment_status) ?? 'UNFULFILLED';
}

function purchasingEntity(order: Document): object | null {
  const company = order.company as Part | null | undefined;
  if (company)
    return {
      __typename: 'PurchasingCompany',
      company: { id: gid('Company', company.id), name: text(company.name) },
      location: { id: gid('CompanyLocation', company.location_id) },
    };
  return order.customer ? { __typename: 'Customer', id: gid('Customer', (order.customer as Part).id) } : null;
}

function paymentTermsView(order: Document): object | null {
  const terms = order.payment_terms as Part | null | undefined;
  if (!terms) return null;
  const schedules = list(terms.payment_schedules).map(({ due_at: dueAt }) => ({ dueAt: dueAt ?? null }));
  return { paymentTermsName: text(terms.payment_terms_name), paymentSchedules: connection(schedules) };
}

function riskView(order: Document): object {
  const risk = order.risk as Part | null | undefined;
  return {
    recommendation: upper(risk?.recommendation ?? 'none'),
    assessments: risk?.level ? [{ riskLevel: upper(risk.level) }] : [],
  };
}

export function orderView(shop: Shop, order: Document): object {
  const currency = String(order.currency ?? shop.options.currency);
  const applications = list(order.discount_applications).map(applicationView);
  const lines = list(order.line_items);
  const lineViews = lines.map((line) => lineView(line, applications, currency));
  const lineById = new Map(lines.map((line, index) => [text(line.id), lineViews[index] as object]));
  const money = (name: string) => requiredBag(order[`${name}_set`], order[name], currency);
  return {
    __typename: 'Order',
    id: gid('Order', order.id),
    legacyResourceId: order.id,
    name: text(order.name),
    number: Number(order.order_number ?? 0),
    confirmationNumber: order.confirmation_number ?? null,
    email: order.email || null,
    phone: order.phone ?? null,
    note: order.note ?? null,
    poNumber: order.po_number ?? null,
    tags: text(order.tags ?? '')
      .split(', ')
      .filter(Boolean),
    test: order.test === true,
    confirmed: order.confirmed !== false,
    closed: order.closed_at !== null && order.closed_at !== undefined,
    taxesIncluded: order.taxes_included === true,
    dutiesIncluded: order.duties_included === true,
    createdAt: order.created_at,
    updatedAt: order.updated_at,
    processedAt: order.processed_at,
    closedAt: order.closed_at ?? null,
    cancelledAt: order.cancelled_at ?? null,
    cancelReason: upper(order.cancel_reason),
    sourceName: order.source_name ?? null,
    customerLocale: order.customer_locale ?? null,
    displayFinancialStatus: upper(order.financial_status),
    displayFulfillmentStatus: fulfillmentStatus(order),
    currencyCode: currency,
    presentmentCurrencyCode: order.presentment_currency ?? currency,
    paymentGatewayNames: Array.isArray(order.payment_gateway_names) ? order.payment_gateway_names : [],
    customAttributes: attributes(order.note_attributes),
    discountCodes: list(order.discount_codes).map(({ code }) => text(code)),
    discountApplications: connection(applications),
    subtotalPriceSet: money('subtotal_price'),
    totalPriceSet: money('total_price'),
    totalDiscountsSet: money('total_discounts'),
    totalTaxSet: money('total_tax'),
    totalShippingPriceSet: money('total_shipping_price'),
    totalTipReceivedSet: requiredBag(order.total_tip_received_set, order.total_tip_received, currency),
    currentSubtotalPriceSet: money('current_subtotal_price'),
    currentTotalPriceSet: money('current_total_price'),
    currentTotalDiscountsSet: money('current_total_discounts'),
    currentTotalTaxSet: money('current_total_tax'),
    currentTotalDutiesSet: bag(order.current_total_duties_set),
    originalTotalDutiesSet: bag(order.original_total_duties_set),
    originalTotalAdditionalFeesSet: bag(order.original_total_additional_fees_set),
    totalCashRoundingAdjustment: {
      paymentSet: requiredBag(order.total_cash_rounding_payment_adjustment_set, undefined, currency),
      refundSet: requiredBag(order.total_cash_rounding_refund_adjustment_set, undefined, currency),
    },
    totalOutstandingSet: money('total_outstanding'),
    lineItems: connection(lineViews),
    shippingLines: connection(list(order.shipping_lines).map((line) => shippingView(line, applications, currency))),
    taxLines: taxLines(order, currency),
    billingAddress: addressView(order.billing_address),
    shippingAddress: addressView(order.shipping_address),
    customer: order.customer
      ? customerView(shop, shop.customers.get(text((order.customer as Part).id)) ?? (order.customer as Document))
      : null,
    fulfillments: list(order.fulfillments).map(fulfillmentView),
    refunds: list(order.refunds).map((refund) => refundView(refund, lineById, currency)),
    transactions: list(order.transactions).map((transaction) => transactionView(transaction, currency)),
    risk: riskView(order),
    purchasingEntity: purchasingEntity(order),
    paymentTerms: paymentTermsView(order),
    retailLocation: order.location_id ? { legacyResourceId: text(order.location_id) } : null,
    metafields: metafieldsView(order),
  };
}
