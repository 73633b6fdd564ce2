/** What the companion asks the Admin API is valid in Shopify's own schema of 2026-10, and none of it costs more than a store allows. */
import { parse, validate } from 'graphql';
import { COMPANY_QUERY, MORE_CONTACTS_QUERY, MORE_LOCATIONS_QUERY } from '../../companion/src/shopify/company.ts';
import { CUSTOMER_QUERY } from '../../companion/src/shopify/customer.ts';
import { BATCH, enrichQuery } from '../../companion/src/shopify/enrich.ts';
import {
  MORE_FULFILLMENT_LINES_QUERY,
  MORE_LINES_QUERY,
  MORE_REFUND_LINES_QUERY,
  ORDER_QUERY,
} from '../../companion/src/shopify/order-query.ts';
import { MORE_VARIANTS_QUERY, PRODUCT_QUERY } from '../../companion/src/shopify/product.ts';
import { RETURN_QUERY } from '../../companion/src/shopify/return.ts';
import { requestedCost } from '../../emulators/shopify/src/graphql/cost.ts';
import { adminSchema } from '../../emulators/shopify/src/schema.ts';

/** Points a single query may cost. */
const MOST = 1_000;

const QUERIES = {
  ORDER_QUERY,
  MORE_LINES_QUERY,
  MORE_REFUND_LINES_QUERY,
  MORE_FULFILLMENT_LINES_QUERY,
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

describe.each(Object.entries(QUERIES))('%s', (_name, query) => {
  test('is valid', () => {
    expect(validate(adminSchema(), parse(query)).map(({ message }) => message)).toEqual([]);
  });

  test('costs what a store allows', () => {
    expect(requestedCost(adminSchema(), parse(query), {})).toBeLessThanOrEqual(MOST);
  });
});

test('metafields and company names of a batch cost what a store allows', () => {
  const keys = Array.from({ length: 20 }, (_, at) => `custom.key_${at}`);
  const query = parse(enrichQuery({ order: keys, customer: [] }));
  expect(BATCH * requestedCost(adminSchema(), query, {})).toBeLessThanOrEqual(MOST);
});
