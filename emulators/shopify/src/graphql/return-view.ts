/** A return document (the shape of whole `returns/*` bodies) as the Admin API's Return. */
import type { Document } from '../shop/documents.ts';
import type { Shop } from '../shop/shop.ts';
import { gid, list, text, upper } from './customer-view.ts';
import { connection } from './money.ts';
import { orderView } from './order-view.ts';

type Part = Record<string, unknown>;

function lineView(line: Part): object {
  const item = (line.fulfillment_line_item as Part | undefined)?.line_item as Part | undefined;
  return {
    __typename: 'ReturnLineItem',
    id: gid('ReturnLineItem', line.id),
    quantity: Number(line.quantity),
    refundedQuantity: Number(line.refunded_quantity ?? 0),
    returnReasonNote: text(line.return_reason_note),
    customerNote: line.customer_note ?? null,
    returnReasonDefinition: line.return_reason
      ? { id: gid('ReturnReasonDefinition', 1), handle: text(line.return_reason), name: text(line.return_reason) }
      : null,
    fulfillmentLineItem: {
      id: gid('FulfillmentLineItem', 1),
      lineItem: { id: gid('LineItem', item?.id), title: text(item?.title), sku: item?.sku ?? null },
    },
  };
}

function declineView(value: unknown): object | null {
  const decline = value as Part | null | undefined;
  return decline ? { reason: upper(decline.reason), note: decline.note ?? null } : null;
}

function exchangeView(part: Part): object {
  const item = part.line_item as Part | null | undefined;
  return {
    id: gid('ExchangeLineItem', part.id),
    quantity: Number(part.quantity ?? item?.quantity ?? 1),
    title: part.title ?? item?.title ?? null,
    variantTitle: part.variant_title ?? item?.variant_title ?? null,
    variantSku: part.variant_sku ?? item?.sku ?? null,
    lineItems: item ? [{ id: gid('LineItem', item.id) }] : [],
  };
}

export function returnView(shop: Shop, document: Document): object {
  const orderId = text((document.order as Part | undefined)?.id ?? document.order_id);
  const order = shop.orders.get(orderId);
  return {
    __typename: 'Return',
    id: gid('Return', document.id),
    name: text(document.name),
    status: upper(document.status),
    totalQuantity: Number(document.total_return_line_items ?? 0),
    createdAt: document.created_at ?? null,
    closedAt: document.closed_at ?? null,
    order: order ? orderView(shop, order) : { id: gid('Order', orderId), name: '' },
    decline: declineView(document.decline),
    returnLineItems: connection(list(document.return_line_items).map(lineView)),
    exchangeLineItems: connection(list(document.exchange_line_items).map(exchangeView)),
  };
}
