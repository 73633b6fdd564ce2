/** Reads a return from the Admin API, in the shape of `returns/*` bodies that are whole. */
import { id, list, object, type Rest } from '../canonical/read.ts';
import type { ShopifyClient } from './client.ts';
import { lower, nodes } from './rest-shape.ts';

export const RETURN_QUERY = `query ReturnById($id: ID!) { return(id: $id) {
  name status totalQuantity createdAt closedAt order { id name } decline { reason note }
  returnLineItems(first: 100) { nodes { id quantity refundedQuantity
    ... on ReturnLineItem { returnReasonNote customerNote returnReasonDefinition { handle name }
      fulfillmentLineItem { lineItem { id title sku } } } } }
  exchangeLineItems(first: 50) { nodes { id quantity title variantTitle variantSku lineItems { id } } }
} }`;

function line(part: Rest): Rest {
  const item = object(object(part.fulfillmentLineItem)?.lineItem);
  const reason = object(part.returnReasonDefinition);
  return {
    id: part.id,
    line_item_id: item?.id ?? null,
    title: item?.title ?? null,
    sku: item?.sku ?? null,
    quantity: part.quantity,
    refunded_quantity: part.refundedQuantity,
    return_reason: reason?.handle ?? null,
    return_reason_name: reason?.name ?? null,
    return_reason_note: part.returnReasonNote ?? null,
    customer_note: part.customerNote ?? null,
  };
}

/** What the buyer gets instead; its lines are lines of the order once the exchange is processed. */
function exchange(part: Rest): Rest {
  return {
    id: part.id,
    title: part.title ?? null,
    variant_title: part.variantTitle ?? null,
    sku: part.variantSku ?? null,
    quantity: part.quantity,
    line_item_ids: list(part.lineItems).map((item) => id(item.id)),
  };
}

/** The return, or undefined when the store has none of that id. */
export async function readReturn(client: ShopifyClient, returnId: string): Promise<Rest | undefined> {
  const { return: node } = await client.query<{ return: Rest | null }>(RETURN_QUERY, {
    id: `gid://shopify/Return/${returnId}`,
  });
  if (!node) return undefined;
  const order = object(node.order);
  return {
    id: returnId,
    name: node.name,
    status: lower(node.status),
    order_id: order?.id,
    total_return_line_items: node.totalQuantity,
    created_at: node.createdAt,
    closed_at: node.closedAt,
    decline: node.decline ?? null,
    decline_reason: lower(object(node.decline)?.reason),
    return_line_items: nodes(node.returnLineItems).map(line),
    exchange_line_items: nodes(node.exchangeLineItems).map(exchange),
  };
}
