/** A catalogue from the store to the org, as an admin who switched Product Sync on sees it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from '../../emulators/shopify/src/shop/documents.ts';
import { order } from '../src/documents.ts';
import { writeSetting } from '../src/settings.ts';
import { deliver } from '../src/signed.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(300_000);

const ID = '9007199254740997100';
const VARIANTS = 900;
const NOW = new Date().toISOString();

let lab: RunningLab;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'products-'));
  lab = await startLab('--deploy', writeSetting(folder, { Product_Sync__c: 'variants' }));
});
afterAll(async () => {
  await lab?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const store = () => lab.report.stores[0]!;

async function stage(method: string, path: string, body?: object): Promise<void> {
  const url = `${lab.report.control.shopify}/shops/${store().code}/${path}`;
  const response = await fetch(url, { method, ...(body ? { body: serialize(body) } : {}) });
  expect(response.ok).toBe(true);
}

const variants = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: `${BigInt(ID) + 1000n + BigInt(at)}`,
    title: `Size ${at}, in a colour whose name is as long as people make them when nobody stops them`,
    sku: `BIG-${at}`,
    barcode: null,
    price: '10.00',
    position: at + 1,
  }));

const theProduct = (isThere: (row: Record<string, unknown>) => boolean) =>
  lab.org.until(
    `SELECT Version__c, Complete__c, Deleted__c, Variant_Count__c, Pages__c FROM Shopify_Product__c WHERE Shopify_Id__c = '${ID}'`,
    (rows) => rows[0] !== undefined && isThere(rows[0]),
    120_000,
  );

const countOf = async (condition: string): Promise<number> =>
  (await lab.org.query(`SELECT Id FROM Product2 WHERE ${condition}`)).length;

it('reads a product with more variants than a webhook has, and keeps each as a product', async () => {
  // The order is first: its line waits for the product.
  const line = { id: `${ID}1`, title: 'Big', sku: 'not the SKU', price: '10.00', quantity: 1 };
  const document = order({ id: ID, name: '#71', customer: null, currency: 'CAD', createdAt: NOW, lines: [line] });
  const [item] = document.line_items as Record<string, unknown>[];
  await deliver(store(), 'orders/create', { ...document, line_items: [{ ...item, variant_id: variants(1)[0]?.id }] });
  await lab.org.until(
    `SELECT Id FROM Shopify_Order__c WHERE Shopify_Id__c = '${ID}'`,
    (rows) => rows.length === 1,
    60_000,
  );

  await stage('POST', 'products', {
    id: ID,
    title: 'Big',
    handle: 'big',
    status: 'active',
    vendor: 'Maple',
    product_type: 'Goods',
    tags: '',
    variants: variants(VARIANTS),
  });

  const [product] = await theProduct(({ Complete__c: isComplete }) => isComplete === true);
  expect(product).toMatchObject({ Variant_Count__c: VARIANTS });
  expect(String(product?.Pages__c)).toMatch(/ 1,2\/2$/);
  expect(await countOf('IsActive = TRUE')).toBe(VARIANTS);
  const [linked] = await lab.org.query(
    `SELECT Product__r.ProductCode FROM Shopify_Order_Line__c WHERE Shopify_Id__c = '${ID}1'`,
  );
  expect(linked?.Product__r).toMatchObject({ ProductCode: 'BIG-0' });
  expect(await lab.org.query('SELECT Message__c FROM Shopify_Sync_Issue__c')).toEqual([]);
});

it('retires variants that are gone, and all of them when the product is deleted', async () => {
  await stage('PUT', `products/${ID}`, { variants: variants(2) });
  await theProduct(({ Variant_Count__c: count }) => count === 2);
  expect(await countOf('IsActive = TRUE')).toBe(2);

  await stage('DELETE', `products/${ID}`);
  await theProduct(({ Deleted__c: isDeleted }) => isDeleted === true);
  expect(await countOf('IsActive = TRUE')).toBe(0);
  expect(await countOf('IsActive = FALSE')).toBe(VARIANTS);
});
