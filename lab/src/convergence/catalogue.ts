/** Two products of the model: what is sold of them, and their documents as they are now. */
import type { Document } from '../../../emulators/shopify/src/shop/documents.ts';

export interface ProductState {
  id: string;
  title: string;
  status: 'active' | 'archived';
  createdAt: string;
  variants: { id: string; title: string; sku: string; price: string }[];
  /** Told about at least once. */
  isMade: boolean;
  isDeleted: boolean;
}

/** A product with two variants, of which the second may be dropped. */
export function newProduct(at: number, token: string, createdAt: string, nextId: () => string): ProductState {
  const variant = (n: number) => ({
    id: nextId(),
    title: ['Small', 'Large'][n] ?? 'Other',
    sku: `P${at}-${n}-${token}`,
    price: ['19.99', '5.00'][n] ?? '1.00',
  });
  return {
    id: nextId(),
    title: `Product ${at} ${token}`,
    status: 'active',
    createdAt,
    variants: [variant(0), variant(1)],
    isMade: false,
    isDeleted: false,
  };
}

/** 0: another price; 1: the second variant goes, for good; 2: archived, or back; 3: another title. */
export function changeProduct(product: ProductState, detail: number): void {
  const [first] = product.variants;
  if (detail === 0 && first) first.price = (Number(first.price) + 1).toFixed(2);
  else if (detail === 1) product.variants.splice(1);
  else if (detail === 2) product.status = product.status === 'active' ? 'archived' : 'active';
  else product.title = `${product.title}!`;
}

export function productDocument(product: ProductState, updatedAt: string): Document {
  return {
    id: product.id,
    title: product.title,
    handle: `product-${product.id}`,
    status: product.status,
    vendor: 'Maple',
    product_type: 'Goods',
    tags: 'one, two',
    created_at: product.createdAt,
    updated_at: updatedAt,
    variants: product.variants.map((variant, at) => ({
      ...variant,
      product_id: product.id,
      barcode: null,
      compare_at_price: null,
      position: at + 1,
      taxable: true,
      inventory_quantity: 7,
    })),
  };
}
