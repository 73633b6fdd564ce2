/** The package as a managed package: the whole way, the pages, the customer's own metadata beside it, with every name prefixed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { customer, order, type Person } from '../src/documents.ts';
import { deliver } from '../src/signed.ts';
import { prefixFolder } from '../src/subscriber-source.ts';
import { collectErrors, launch, seriousViolations } from './browser.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(180_000);

const ROOT = join(__dirname, '..', '..');
const PERSON: Person = {
  id: '9007199254740993501',
  email: 'emmy.noether@example.com',
  first_name: 'Emmy',
  last_name: 'Noether',
};
const ORDER = {
  id: '9007199254740995501',
  name: '#5001',
  customer: PERSON,
  currency: 'CAD',
  createdAt: '2026-11-20T09:30:00-05:00',
  lines: [{ id: '9007199254740996501', title: 'Ring, commutative', sku: 'RING-1', price: '75.50', quantity: 2 }],
};
const REFUSED = { ...ORDER, id: '9007199254740995502', name: '#5002', note: 'please throw' };

let folder: string;
let lab: RunningLab;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'namespace-'));
  const hostile = prefixFolder(join(ROOT, 'unpackaged', 'hostile'), folder, 'acme', join(ROOT, 'force-app'));
  // Its Apex tests are made with the package's own factories: a managed package shows them to nobody.
  rmSync(join(hostile, 'classes'), { recursive: true, force: true });
  process.env.STOREBRIDGE_CONFIRM_EVERY = '1';
  process.env.STOREBRIDGE_OVERDUE_AFTER = '5';
  lab = await startLab('--namespace', 'acme', '--deploy', hostile);
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(90_000);
  errors = collectErrors(page);
});

afterAll(async () => {
  delete process.env.STOREBRIDGE_CONFIRM_EVERY;
  delete process.env.STOREBRIDGE_OVERDUE_AFTER;
  await browser?.close();
  await lab?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('stores an order under prefixed names, and nobody outside knows the short ones', async () => {
  const store = lab.report.stores[0]!;
  expect(lab.report.companion.namespace).toBe('acme');
  expect((await deliver(store, 'customers/create', customer(PERSON, '2026-11-19T08:00:00-05:00'))).status).toBe(200);
  expect((await deliver(store, 'orders/create', order(ORDER))).status).toBe(200);
  const [row] = await lab.org.until(
    `SELECT Name, acme__Total__c, acme__Contact__r.Email, acme__Contact__r.acme__Shopify_Lifetime_Value__c, ` +
      `(SELECT acme__SKU__c, acme__Quantity__c FROM acme__Order_Lines__r) ` +
      `FROM acme__Shopify_Order__c WHERE acme__Key__c = '${store.code}:${ORDER.id}' AND acme__Complete__c = true`,
    ([found]) =>
      (found?.acme__Contact__r as Record<string, unknown> | undefined)?.acme__Shopify_Lifetime_Value__c === 151,
  );
  expect(row).toMatchObject({
    attributes: { type: 'acme__Shopify_Order__c' },
    Name: '#5001',
    acme__Total__c: 151,
    acme__Contact__r: { Email: PERSON.email },
    acme__Order_Lines__r: { records: [{ acme__SKU__c: 'RING-1', acme__Quantity__c: 2 }] },
  });
  await expect(lab.org.query('SELECT Id FROM Shopify_Order__c')).rejects.toThrow(/INVALID_TYPE/);
  await expect(lab.org.query('SELECT Shopify_Lifetime_Value__c FROM Contact')).rejects.toThrow(/INVALID_FIELD/);
});

it('parks what the customer’s own trigger on a packaged object refuses, in the org', async () => {
  const store = lab.report.stores[0]!;
  expect((await deliver(store, 'orders/create', order(REFUSED))).status).toBe(200);
  const [issue] = await lab.org.until(
    `SELECT acme__Message__c FROM acme__Shopify_Sync_Issue__c WHERE acme__Resource_Key__c = '${store.code}:${REFUSED.id}'`,
    (rows) => rows.length > 0,
  );
  expect(String(issue?.acme__Message__c)).toContain('Another package does not want this order.');
});

it('refuses a delivery that nobody signed', async () => {
  const store = { ...lab.report.stores[0]!, secret: 'not-the-secret' };
  expect((await deliver(store, 'orders/create', order({ ...ORDER, id: '9007199254740995503' }))).status).toBe(401);
});

it('shows the order on the Contact page', async () => {
  const [contact] = await lab.org.query(`SELECT Id FROM Contact WHERE Email = '${PERSON.email}'`);
  const { url, accessToken } = lab.report.org;
  await page.goto(
    `${url}/secur/frontdoor.jsp?sid=${encodeURIComponent(accessToken)}&retURL=/lightning/r/Contact/${String(contact?.Id)}/view`,
  );
  await page.getByRole('tab', { name: 'Shopify Orders' }).click();
  await page.getByRole('button', { name: '#5001' }).click();
  expect(await page.locator('tr[data-row="Ring, commutative"]').innerText()).toMatch(/RING-1[\s\S]*2[\s\S]*151\.00/);
  expect(await page.locator('acme-shopify-orders').count()).toBe(1);
  expect(await seriousViolations(page)).toEqual([]);
});

it('lists the issue on the page of the app', async () => {
  await page.goto(`${lab.report.org.url}/lightning/n/acme__Shopify_Sync_Health`);
  await page.getByText('Another package does not want this order.').first().waitFor();
  expect(errors).toEqual([]);
});

it('parks, by REST, an event that the org never shows', async () => {
  const off = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"on": false}' };
  expect((await fetch(`${lab.report.control.org}/delivery`, off)).status).toBe(200);
  const store = lab.report.stores[0]!;
  const lost = { ...ORDER, id: '9007199254740995504', name: '#5004' };
  expect((await deliver(store, 'orders/create', order(lost))).status).toBe(200);
  const [issue] = await lab.org.until(
    `SELECT acme__Status__c, acme__Payload__c FROM acme__Shopify_Sync_Issue__c WHERE acme__Resource_Key__c = '${store.code}:${lost.id}'`,
    (rows) => rows.length > 0,
    120_000,
  );
  expect(issue).toMatchObject({ acme__Status__c: 'open' });
  expect(String(issue?.acme__Payload__c)).toContain('#5004');
});
