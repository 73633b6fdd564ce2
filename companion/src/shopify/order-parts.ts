/** Parts of an order read from the Admin API, in the shape webhooks have. */
import { addDecimals, addSets, moneySet } from '../canonical/money.ts';
import { list, object, type Rest } from '../canonical/read.ts';
import { attributes, lower, negative, nodes, set, taxes } from './rest-shape.ts';

export function transaction(part: Rest): Rest {
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

const allocations = (part: Rest): Rest[] =>
  list(part.discountAllocations).map((allocation) => ({
    amount: object(object(allocation.allocatedAmountSet)?.shopMoney)?.amount,
    amount_set: set(allocation.allocatedAmountSet),
    discount_application_index: object(allocation.discountApplication)?.index,
  }));

export function line(part: Rest): Rest {
  const status = lower(part.fulfillmentStatus);
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
    fulfillable_quantity: part.unfulfilledQuantity,
    fulfillment_status: status === 'unfulfilled' ? null : status,
    gift_card: part.isGiftCard,
    requires_shipping: part.requiresShipping,
    taxable: part.taxable,
    price_set: set(part.originalUnitPriceSet),
    total_discount_set: set(part.totalDiscountSet),
    tax_lines: taxes(part.taxLines),
    duties: list(part.duties).map((duty) => ({ price_set: set(duty.price) })),
    discount_allocations: allocations(part),
    properties: attributes(part.customAttributes),
    selling_plan_allocation: part.sellingPlan ? { selling_plan: { name: object(part.sellingPlan)?.name } } : null,
  };
}

/** What webhooks have as one sum. */
function dutiesBack(part: Rest): Rest | undefined {
  return addSets(list(part.duties).map((duty) => moneySet(set(duty.amountSet), undefined, ''))) as Rest | undefined;
}

export function refund(part: Rest, items: Rest[]): Rest {
  const lines = items.map((item) => ({
    id: item.id,
    line_item_id: object(item.lineItem)?.id,
    quantity: item.quantity,
    restock_type: lower(item.restockType),
    subtotal_set: set(item.subtotalSet),
    total_tax_set: set(item.totalTaxSet),
  }));
  return {
    id: part.legacyResourceId,
    created_at: part.createdAt,
    processed_at: part.processedAt,
    note: part.note,
    return: part.return,
    transactions: nodes(part.transactions).map(transaction),
    total_duties_set: dutiesBack(part),
    refund_line_items: lines,
    // What webhooks call an adjustment for shipping is a refunded shipping line here.
    order_adjustments: [
      ...nodes(part.refundShippingLines).map((shipping) => ({
        kind: 'shipping_refund',
        amount_set: negative(shipping.subtotalAmountSet),
        tax_amount_set: negative(shipping.taxAmountSet),
      })),
      ...nodes(part.orderAdjustments).map((adjustment) => ({
        kind: lower(adjustment.reason),
        amount_set: set(adjustment.amountSet),
        tax_amount_set: set(adjustment.taxAmountSet),
      })),
    ],
  };
}

/** States of a delivery that webhooks do not call so: the parcel has not been reported on. */
const NOT_SHIPMENT = new Set(['fulfilled', 'marked_as_fulfilled', 'submitted', 'canceled', 'label_voided']);

export function fulfillment(part: Rest, items: Rest[]): Rest {
  const [tracking] = list(part.trackingInfo);
  const shipment = lower(part.displayStatus);
  return {
    id: part.legacyResourceId,
    name: part.name,
    status: lower(part.status),
    shipment_status: NOT_SHIPMENT.has(shipment ?? '') ? null : shipment,
    created_at: part.createdAt,
    updated_at: part.updatedAt,
    delivered_at: part.deliveredAt,
    tracking_company: tracking?.company ?? null,
    tracking_number: tracking?.number ?? null,
    tracking_url: tracking?.url ?? null,
    location_id: object(part.location)?.legacyResourceId ?? null,
    line_items: items.map((item) => ({
      id: object(item.lineItem)?.id,
      quantity: item.quantity,
    })),
  };
}

export function shippingLine(part: Rest): Rest {
  return {
    id: part.id,
    title: part.title,
    code: part.code,
    source: part.source,
    price_set: set(part.originalPriceSet),
    discounted_price_set: set(part.discountedPriceSet),
    is_removed: part.isRemoved,
  };
}

const APPLICATION_TYPES: Record<string, string> = {
  DiscountCodeApplication: 'discount_code',
  ManualDiscountApplication: 'manual',
  AutomaticDiscountApplication: 'automatic',
  ScriptDiscountApplication: 'script',
};

export function application(part: Rest): Rest {
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

/** Entered codes, as webhooks list them: what each took off in all, over lines and shipping. */
export function discountCodes(applications: Rest[], allocated: Rest[]): Rest[] {
  const given = allocated.flatMap(allocations);
  return applications.flatMap((part, at) => {
    if (part.__typename !== 'DiscountCodeApplication') return [];
    const index = part.index ?? at;
    const amounts = given.filter((one) => one.discount_application_index === index).map(({ amount }) => String(amount));
    const { code, value_type: valueType, target_type: target } = application(part);
    return [{ code, amount: addDecimals(amounts), type: target === 'shipping_line' ? 'shipping' : valueType }];
  });
}
