/** The canonical product (docs/contract.md 4.5): lean, and without stock, which changes with every sale and is in no record. */
import { decimal } from './money.ts';
import { compact, flag, id, integer, list, type Rest, tags, text, time } from './read.ts';

/** A blank code is none: webhooks write `""` where the Admin API writes null. */
function code(value: unknown): string | null | undefined {
  return text(value)?.trim() === '' ? null : text(value);
}

/** Variants in the order an admin gave them, whatever the order of the source. */
function placed(variants: Rest[]): Rest[] {
  return variants.toSorted((a, b) => Number(a.position ?? 0) - Number(b.position ?? 0));
}

function variant(source: Rest): Rest {
  return compact({
    id: id(source.id) ?? id(source.admin_graphql_api_id),
    title: text(source.title),
    sku: code(source.sku),
    barcode: code(source.barcode),
    price: decimal(source.price),
    compare_at_price: source.compare_at_price === null ? null : decimal(source.compare_at_price),
    position: integer(source.position),
    taxable: flag(source.taxable),
  });
}

/** Whether a body names variants that it does not have: since 2024-04 a product with many has the first 100 only, and the ids of all. */
export function isWhole(source: Rest): boolean {
  if (!Array.isArray(source.variants)) return false;
  const named = Array.isArray(source.variant_gids) ? source.variant_gids : source.variant_ids;
  return !Array.isArray(named) || named.length <= source.variants.length;
}

/** @param source a body of `products/*`. Without the keys of all variants where it does not have all. */
export function product(source: Rest, productId: string): Rest {
  const variants = Array.isArray(source.variants) ? placed(list(source.variants)).map(variant) : undefined;
  return compact({
    id: productId,
    created_at: time(source.created_at),
    updated_at: time(source.updated_at),
    title: text(source.title),
    handle: text(source.handle),
    status: text(source.status),
    vendor: text(source.vendor),
    product_type: text(source.product_type),
    tags: tags(source.tags),
    variant_keys: isWhole(source) ? variants?.map((part) => part.id) : undefined,
    variants,
  });
}
