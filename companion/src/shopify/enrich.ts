/**
 * What no webhook carries: metafields an admin has chosen, and the name of the company an order was bought for. Asked for in batches, beside
 * the documents that wait for it.
 */
import type { MetafieldChoice } from '../config.ts';
import { compact, id, list, object, type Rest, text } from '../canonical/read.ts';
import { metafields } from '../canonical/people.ts';
import type { ShopifyClient } from './client.ts';
import { COMPANY } from './order-query.ts';
import { companyOf, nodes } from './rest-shape.ts';

export type EnrichedKind = 'order' | 'customer';

/** Resources of one question. */
export const BATCH = 25;

const TYPES: Record<EnrichedKind, string> = { order: 'Order', customer: 'Customer' };

export const gidOf = (kind: EnrichedKind, resourceId: string): string => `gid://shopify/${TYPES[kind]}/${resourceId}`;

/** Metafields in a query; nothing where none are chosen. */
const chosen = (keys: readonly string[]): string =>
  keys.length === 0
    ? ''
    : ` metafields(first: ${keys.length}, keys: ${JSON.stringify(keys)}) { nodes { namespace key value } }`;

export function enrichQuery(choice: MetafieldChoice): string {
  return `query Beside($ids: [ID!]!) { nodes(ids: $ids) { id
  ... on Order {${chosen(choice.order)} purchasingEntity { __typename ${COMPANY} } }${
    choice.customer.length === 0 ? '' : `\n  ... on Customer {${chosen(choice.customer)} }`
  }
} }`;
}

/** Whether a document lacks something that only the Admin API knows. */
export function isLacking(kind: string, document: Rest, choice: MetafieldChoice): kind is EnrichedKind {
  if (document.deleted === true || (kind !== 'order' && kind !== 'customer')) return false;
  if (choice[kind].length > 0 && document.metafields === undefined) return true;
  const company = object(document.company);
  return company !== undefined && company.name === undefined;
}

/** @returns parts to add, by gid; what the store does not have is left out */
export async function readBeside(
  client: ShopifyClient,
  choice: MetafieldChoice,
  wanted: { kind: EnrichedKind; id: string }[],
): Promise<Map<string, Rest>> {
  const found = new Map<string, Rest>();
  const query = enrichQuery(choice);
  for (let at = 0; at < wanted.length; at += BATCH) {
    const ids = wanted.slice(at, at + BATCH).map((one) => gidOf(one.kind, one.id));
    const answer = await client.query<{ nodes: (Rest | null)[] }>(query, { ids });
    for (const node of list(answer.nodes)) {
      const parts: Rest = {};
      if (node.metafields !== undefined) parts.metafields = metafields(nodes(node.metafields));
      const company = companyOf(node.purchasingEntity);
      if (company) {
        const { id: companyId, location_id: locationId, name } = company;
        parts.company = compact({ id: id(companyId), location_id: id(locationId), name: text(name) });
      }
      found.set(String(node.id), parts);
    }
  }
  return found;
}
