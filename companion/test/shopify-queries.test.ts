/** What the companion asks the Admin API is valid in Shopify's own schema of 2026-10. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { buildClientSchema, type IntrospectionQuery, parse, validate } from 'graphql';
import { COMPANY_QUERY, MORE_CONTACTS_QUERY, MORE_LOCATIONS_QUERY } from '../src/shopify/company.ts';
import { CUSTOMER_QUERY } from '../src/shopify/customer.ts';
import { enrichQuery } from '../src/shopify/enrich.ts';
import { MORE_LINES_QUERY, MORE_REFUND_LINES_QUERY, ORDER_QUERY } from '../src/shopify/order-query.ts';
import { MORE_VARIANTS_QUERY, PRODUCT_QUERY } from '../src/shopify/product.ts';
import { RETURN_QUERY } from '../src/shopify/return.ts';

const file = createRequire(import.meta.url)
  .resolve.paths('@shopify/dev-mcp')
  ?.map((folder) => join(folder, '@shopify/dev-mcp/dist/data/admin_2026-10.json.gz'))
  .find(existsSync);
if (file === undefined) throw new Error('@shopify/dev-mcp is not installed');
const { data } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { data: IntrospectionQuery };
const schema = buildClientSchema(data);

const QUERIES = {
  ORDER_QUERY,
  MORE_LINES_QUERY,
  MORE_REFUND_LINES_QUERY,
  CUSTOMER_QUERY,
  RETURN_QUERY,
  COMPANY_QUERY,
  MORE_CONTACTS_QUERY,
  MORE_LOCATIONS_QUERY,
  PRODUCT_QUERY,
  MORE_VARIANTS_QUERY,
  names: enrichQuery({ order: [], customer: [] }),
  metafields: enrichQuery({ order: ['custom.note', 'app.key'], customer: ['loyalty.tier'] }),
};

test.each(Object.entries(QUERIES))('%s', (_name, query) => {
  expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
});
