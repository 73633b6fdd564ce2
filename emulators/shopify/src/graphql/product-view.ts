/** A product document (the shape of `products/*` bodies) as the Admin API's Product. */
import type { Document } from '../shop/documents.ts';
import { gid, list, text, upper } from './customer-view.ts';
import { connection } from './money.ts';

type Part = Record<string, unknown>;

function variantView(variant: Part, index: number): object {
  return {
    __typename: 'ProductVariant',
    id: gid('ProductVariant', variant.id),
    legacyResourceId: text(variant.id),
    title: text(variant.title ?? 'Default Title'),
    sku: variant.sku ?? null,
    barcode: variant.barcode ?? null,
    // Money in the shop's currency: always two places or those of the currency, as given.
    price: text(variant.price ?? '0.00'),
    compareAtPrice: variant.compare_at_price ?? null,
    position: Number(variant.position ?? index + 1),
    taxable: variant.taxable !== false,
    createdAt: variant.created_at ?? null,
    updatedAt: variant.updated_at ?? null,
  };
}

export function productView(document: Document): object {
  const variants = list(document.variants).map(variantView);
  return {
    __typename: 'Product',
    id: gid('Product', document.id),
    legacyResourceId: text(document.id),
    title: text(document.title),
    handle: text(document.handle),
    status: upper(document.status ?? 'active'),
    vendor: text(document.vendor),
    productType: text(document.product_type),
    tags: text(document.tags ?? '')
      .split(', ')
      .filter(Boolean),
    createdAt: document.created_at,
    updatedAt: document.updated_at,
    variants: connection(variants),
    variantsCount: { count: variants.length, precision: 'EXACT' },
  };
}
