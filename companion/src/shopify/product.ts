/** Reads a product from the Admin API, with all its variants, in the shape of a `products/*` body. */
import type { Rest } from '../canonical/read.ts';
import { CompanionError } from '../errors.ts';
import type { ShopifyClient } from './client.ts';
import { lower, nodes, pageInfo } from './rest-shape.ts';

const VARIANTS = `nodes { legacyResourceId title sku barcode price compareAtPrice position taxable } pageInfo { hasNextPage endCursor }`;

export const PRODUCT_QUERY = `query ProductById($id: ID!) { product(id: $id) {
  legacyResourceId title handle status vendor productType tags createdAt updatedAt
  variants(first: 100) { ${VARIANTS} }
} }`;

export const MORE_VARIANTS_QUERY = `query ProductVariants($id: ID!, $after: String) { product(id: $id) {
  updatedAt variants(first: 250, after: $after) { ${VARIANTS} }
} }`;

function variant(part: Rest): Rest {
  return {
    id: part.legacyResourceId,
    title: part.title,
    sku: part.sku,
    barcode: part.barcode,
    price: part.price,
    compare_at_price: part.compareAtPrice ?? null,
    position: part.position,
    taxable: part.taxable,
  };
}

/** The product, or undefined when the store has none of that id. */
export async function readProduct(client: ShopifyClient, productId: string): Promise<Rest | undefined> {
  const id = `gid://shopify/Product/${productId}`;
  const { product: node } = await client.query<{ product: Rest | null }>(PRODUCT_QUERY, { id });
  if (!node) return undefined;
  const variants = nodes(node.variants);
  for (let page = pageInfo(node.variants); page?.hasNextPage === true;) {
    const more = await client.query<{ product: Rest | null }>(MORE_VARIANTS_QUERY, { id, after: page.endCursor });
    if (more.product?.updatedAt !== node.updatedAt) throw new CompanionError('SHOPIFY_CHANGED', id);
    variants.push(...nodes(more.product?.variants));
    page = pageInfo(more.product?.variants);
  }
  return {
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    title: node.title,
    handle: node.handle,
    status: lower(node.status),
    vendor: node.vendor,
    product_type: node.productType,
    tags: node.tags,
    variants: variants.map(variant),
  };
}
