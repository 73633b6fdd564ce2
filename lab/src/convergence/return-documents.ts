/** What comes back: documents of refunds and returns of the model. */
import type { Document } from '../../../emulators/shopify/src/shop/documents.ts';
import { adjusted, type LineState, money, type OrderState } from './order-state.ts';

export interface RefundFacts {
  /** Of the refund, its line and its adjustment. */
  ids: readonly [string, string, string];
  order: OrderState;
  line: LineState;
  /** 1: money only. */
  detail: number;
  at: string;
  transactions: Document[];
}

export function refundDocument({ ids, order, line, detail, at, transactions }: RefundFacts): Document {
  const [id, itemId, adjustmentId] = ids;
  const item = {
    id: itemId,
    line_item_id: line.id,
    quantity: 1,
    restock_type: 'return',
    subtotal: Number(line.price),
    subtotal_set: money(line.price),
    total_tax: 0,
    total_tax_set: money('0.00'),
  };
  const isMoneyOnly = detail === 1;
  return {
    id,
    order_id: order.id,
    created_at: at,
    processed_at: at,
    note: `refund ${detail}`,
    restock: !isMoneyOnly,
    transactions,
    refund_line_items: isMoneyOnly ? [] : [item],
    order_adjustments: isMoneyOnly ? [{ id: adjustmentId, kind: 'refund_discrepancy', ...adjusted('-1.00') }] : [],
  };
}

export interface ReturnFacts {
  id: string;
  order: OrderState;
  line: LineState;
  status: string;
  createdAt: string;
  closedAt: string | null;
}

export function returnDocument({ id, order, line, status, createdAt, closedAt }: ReturnFacts): Document {
  const { exchanged } = order;
  return {
    id,
    name: `${order.name}-R1`,
    status,
    order_id: order.id,
    total_return_line_items: 1,
    created_at: createdAt,
    closed_at: closedAt,
    return_line_items: [
      {
        id: `${id}1`,
        quantity: 1,
        return_reason: 'size_too_small',
        return_reason_note: '',
        fulfillment_line_item: { line_item: { id: line.id, title: line.title, sku: line.sku } },
      },
    ],
    exchange_line_items: exchanged
      ? [{ id: exchanged.id, quantity: 1, line_item: { id: exchanged.line, title: 'Exchange', sku: line.sku } }]
      : [],
  };
}
