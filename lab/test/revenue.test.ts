/**
 * Money from facts only: generated orders with refunds, edits and exchanges of every kind earn to the cent what the shop has kept, told by a webhook,
 * which lists no payments, and by a read, which does; and the parts of each order sum to its total.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { order as canonicalOrder } from '../../companion/src/canonical/order.ts';
import { snapshotOf } from '../../companion/src/canonical/snapshot.ts';
import { eventsOf } from '../../companion/src/publish/event.ts';
import { assignPermissions } from '../src/connect.ts';
import { readOptions } from '../src/options.ts';
import { startOrgProcess } from '../src/org.ts';
import { OrgRest } from '../src/rest.ts';
import { EVENTS, type OrderFacts, OrderModel } from '../src/revenue/order-model.ts';

jest.setTimeout(300_000);

const ORDERS = 200;
const SEED = 20_261_124;

const facts: fc.Arbitrary<OrderFacts> = fc.record({
  prices: fc.array(fc.integer({ min: 500, max: 9_999 }), { minLength: 1, maxLength: 3 }),
  giftCard: fc.boolean(),
  taxesIncluded: fc.boolean(),
  taxRate: fc.constantFrom(0, 0.13, 0.21),
  shipping: fc.constantFrom(0, 799),
  tip: fc.constantFrom(0, 300),
  duties: fc.constantFrom(0, 425),
  fees: fc.constantFrom(0, 150),
  events: fc.array(fc.record({ what: fc.constantFrom(...EVENTS), line: fc.nat(3) }), { maxLength: 5 }),
});

interface Row {
  Shopify_Id__c: string;
  [field: string]: unknown;
}

let folder: string;
let running: Awaited<ReturnType<typeof startOrgProcess>>;
let org: OrgRest;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'revenue-'));
  running = await startOrgProcess(readOptions([]), folder, (reason) => console.error(reason));
  org = new OrgRest(running);
  await assignPermissions(org, running.username);
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function eventsFor(id: string, model: OrderModel, listsPayments: boolean): object[] {
  const { transactions, ...rest } = model.document();
  const document = canonicalOrder(listsPayments ? { ...rest, transactions } : rest, id);
  const source = { store: 'maple', topic: 'orders/updated', mode: 'live' as const, observedAt: '2026-11-03T00:00:00Z' };
  return eventsOf(snapshotOf({ ...source, receivedAt: Date.now() }, 'order', document));
}

const cents = (value: unknown): number => Math.round(Number(value ?? 0) * 100);

it(`${ORDERS} orders earn what was kept, to the cent, whoever tells them`, async () => {
  const expected = new Map<string, { earned: number; facts: OrderFacts }>();
  const records: object[] = [];
  for (const [at, one] of fc.sample(facts, { seed: SEED, numRuns: ORDERS }).entries())
    for (const listsPayments of [false, true]) {
      const id = String(5_500_000 + at * 2 + (listsPayments ? 1 : 0));
      const model = new OrderModel(id, one);
      expected.set(id, { earned: model.earned, facts: one });
      for (const event of eventsFor(id, model, listsPayments))
        records.push({ attributes: { type: 'Shopify_Event__e' }, ...event });
    }
  for (let at = 0; at < records.length; at += 200)
    await org.request('POST', '/composite/sobjects', { allOrNone: false, records: records.slice(at, at + 200) });
  const response = await fetch(`${running.control}/deliver`, { method: 'POST' });
  expect(response.ok).toBe(true);

  const rows = (await org.query(
    `SELECT Shopify_Id__c, Net_Revenue__c, Taxes_Included__c, Total__c, Subtotal__c, Total_Shipping__c, Shipping_Discounts__c, Total_Tax__c,
       Total_Duties__c, Total_Fees__c, Total_Tip__c FROM Shopify_Order__c WHERE Complete__c = TRUE`,
  )) as Row[];
  expect(rows).toHaveLength(2 * ORDERS);
  const wrong = rows.flatMap((row) => {
    const { earned = NaN, facts: one } = expected.get(row.Shopify_Id__c) ?? {};
    const listsPayments = Number(row.Shopify_Id__c) % 2 === 1;
    return cents(row.Net_Revenue__c) === earned ? [] : [{ net: row.Net_Revenue__c, earned, listsPayments, one }];
  });
  expect(wrong.slice(0, 3)).toEqual([]);
  const parts = ['Subtotal__c', 'Total_Shipping__c', 'Total_Duties__c', 'Total_Fees__c', 'Total_Tip__c'];
  for (const row of rows) {
    const sum = parts.reduce((total, name) => total + cents(row[name]), 0);
    const tax = row.Taxes_Included__c === true ? 0 : cents(row.Total_Tax__c);
    expect(sum + tax - cents(row.Shipping_Discounts__c)).toBe(cents(row.Total__c));
  }
});
