/** One order the whole way: signed webhook → companion → event → Apex → record → a row on the Contact page in Chromium. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { customer, order, type Person } from '../src/documents.ts';
import { deliver } from '../src/signed.ts';
import { collectErrors, launch, seriousViolations } from './browser.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(180_000);

const PERSON: Person = {
  id: '9007199254740993101',
  email: 'ada.lovelace@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace',
};
const ORDER = {
  id: '9007199254740995101',
  name: '#2001',
  customer: PERSON,
  currency: 'CAD',
  presentment: { currency: 'USD', rate: 0.72 },
  createdAt: '2026-11-20T09:30:00-05:00',
  note: 'Leave it at the back door / ring twice & wait',
  lines: [
    { id: '9007199254740996101', title: 'Difference Engine Model', sku: 'DIFF-1', price: '149.90', quantity: 1 },
    { id: '9007199254740996102', title: 'Punched Cards, 100 pcs', sku: 'CARD-100', price: '12.25', quantity: 4 },
  ],
};
const IMAGES = join(__dirname, '..', '..', 'docs', 'images');

let lab: RunningLab;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  [lab, browser] = await Promise.all([startLab(), launch()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  errors = collectErrors(page);
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

async function openContact(): Promise<void> {
  const [contact] = await lab.org.query(`SELECT Id FROM Contact WHERE Email = '${PERSON.email}'`);
  const { url, accessToken } = lab.report.org;
  await page.goto(
    `${url}/secur/frontdoor.jsp?sid=${encodeURIComponent(accessToken)}&retURL=/lightning/r/Contact/${String(contact?.Id)}/view`,
  );
}

async function openOrder(): Promise<void> {
  await page.getByRole('tab', { name: 'Shopify Orders' }).click();
  await page.getByRole('button', { name: ORDER.name }).click();
  await page.getByText('Difference Engine Model').waitFor();
}

it('stores the order with exact ids, money and texts', async () => {
  const store = lab.report.stores[0]!;
  expect((await deliver(store, 'customers/create', customer(PERSON, '2026-11-19T08:00:00-05:00'))).status).toBe(200);
  expect((await deliver(store, 'orders/create', order(ORDER))).status).toBe(200);
  const [row] = await lab.org.until(
    `SELECT Name, Shopify_Id__c, Total__c, Currency__c, Presentment_Total__c, Presentment_Currency__c, Note__c, Line_Count__c, Contact__r.Email, ` +
      `(SELECT Shopify_Id__c, Title__c, SKU__c, Quantity__c, Unit_Price__c, Line_Total__c FROM Order_Lines__r ORDER BY Position__c) ` +
      `FROM Shopify_Order__c WHERE Key__c = '${store.code}:${ORDER.id}' AND Complete__c = true`,
    (rows) => rows.length === 1,
  );
  expect(row).toMatchObject({
    Name: '#2001',
    Shopify_Id__c: ORDER.id,
    Total__c: 198.9,
    Currency__c: 'CAD',
    Presentment_Total__c: 143.21,
    Presentment_Currency__c: 'USD',
    Note__c: ORDER.note,
    Line_Count__c: 2,
    Contact__r: { Email: PERSON.email },
    Order_Lines__r: {
      records: [
        {
          Shopify_Id__c: '9007199254740996101',
          Title__c: 'Difference Engine Model',
          SKU__c: 'DIFF-1',
          Quantity__c: 1,
          Unit_Price__c: 149.9,
          Line_Total__c: 149.9,
        },
        {
          Shopify_Id__c: '9007199254740996102',
          Title__c: 'Punched Cards, 100 pcs',
          SKU__c: 'CARD-100',
          Quantity__c: 4,
          Unit_Price__c: 12.25,
          Line_Total__c: 49,
        },
      ],
    },
  });
});

it('shows it on the Contact page, with its lines', async () => {
  await openContact();
  expect(await page.getByRole('heading', { name: /Ada Lovelace/ }).count()).toBeGreaterThan(0);
  await openOrder();
  const row = page.locator('tr[data-row="#2001"]');
  expect(await row.innerText()).toMatch(/CAD\s198\.90/);
  expect(await row.innerText()).toMatch(/USD\s143\.21/);
  expect(await page.locator('tr[data-row="Punched Cards, 100 pcs"]').innerText()).toMatch(
    /CARD-100[\s\S]*4[\s\S]*12\.25[\s\S]*49\.00/,
  );
  // The picture of the README is taken on purpose: UPDATE_IMAGES=1 jest --selectProjects lab -t 'Contact page'
  if (process.env.UPDATE_IMAGES) {
    mkdirSync(IMAGES, { recursive: true });
    await page.screenshot({ path: join(IMAGES, 'contact-orders.png'), animations: 'disabled' });
  }
  expect(errors).toEqual([]);
});

it('has nothing serious for axe', async () => {
  expect(await seriousViolations(page)).toEqual([]);
});

it('works at 400 % zoom: nothing to scroll sideways', async () => {
  await page.setViewportSize({ width: 320, height: 256 });
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content).toBeLessThanOrEqual(window!);
  expect(await page.getByText('Difference Engine Model').isVisible()).toBe(true);
  // Rows stand one below the other there; a screen reader still hears a table.
  expect(await page.getByRole('columnheader', { name: 'Unit Price' }).count()).toBe(1);
  expect(await page.getByRole('rowheader', { name: /Punched Cards/ }).count()).toBe(1);
  expect(await seriousViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
});

it('works by keyboard alone', async () => {
  await openContact();
  await page.getByRole('tab', { name: 'Details' }).focus();
  await page.keyboard.press('ArrowRight');
  const button = page.getByRole('button', { name: ORDER.name });
  await button.waitFor();
  // Tab from the tab to the order's button, whatever stands between.
  for (let presses = 0; presses < 15 && !(await button.evaluate((element) => element.matches(':focus'))); presses++)
    await page.keyboard.press('Tab');
  expect(await button.evaluate((element) => element.matches(':focus'))).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByText('Punched Cards, 100 pcs').waitFor();
  expect(await button.getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await page.getByText('Punched Cards, 100 pcs').waitFor({ state: 'detached' });
  expect(await button.evaluate((element) => element.matches(':focus'))).toBe(true);
});

it('is found by its number, its SKU and the e-mail of its buyer, with useful columns', async () => {
  const search = page.getByRole('searchbox', { name: 'Search', exact: true });
  const found: [term: string, link: string, column: string, words: RegExp][] = [
    ['#2001', '#2001', 'Financial Status', /Ada Lovelace/],
    ['CARD-100', 'Punched Cards, 100 pcs', 'SKU', /CARD-100/],
    [PERSON.email, '#2001', 'Financial Status', /ada\.lovelace@example\.com/],
  ];
  for (const [term, link, column, words] of found) {
    await search.fill(term);
    await search.press('Enter');
    const table = page.locator('table', { has: page.getByRole('link', { name: link, exact: true }) }).first();
    await table.waitFor();
    expect(await table.locator('thead').innerText()).toContain(column);
    expect(await table.innerText()).toMatch(words);
  }
  expect(await seriousViolations(page)).toEqual([]);
});

it('opens from there to a page of its own: the order, its fields in sections, what belongs to it', async () => {
  await page.getByRole('link', { name: ORDER.name, exact: true }).click();
  await page.getByRole('tabpanel', { name: 'Order' }).getByText('Difference Engine Model').waitFor();
  expect(await page.locator('.frame-highlights').innerText()).toMatch(/Financial Status\s+paid/);
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Details' }).click();
  await page.getByRole('heading', { name: 'As Ordered' }).waitFor();
  await page.getByRole('tab', { name: 'Related' }).click();
  await page.getByRole('heading', { name: 'Shopify Order Lines (2)' }).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  expect(errors).toEqual([]);
});
