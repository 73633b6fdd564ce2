/** Two contacts with one e-mail and a rule that asks a human: the question, the identity desk in a browser, the decision, and unlinking. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { order } from '../src/documents.ts';
import { deliver } from '../src/signed.ts';
import { collectErrors, launch, seriousViolations } from './browser.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(300_000);

const EMAIL = 'ann.lee@example.com';
const RULE = `<?xml version="1.0" encoding="UTF-8"?>
<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <label>E-mail</label>
    <protected>false</protected>
    <values><field>Is_Active__c</field><value xsi:type="xsd:boolean">true</value></values>
    <values><field>Sequence__c</field><value xsi:type="xsd:double">10.0</value></values>
    <values><field>Match_On__c</field><value xsi:type="xsd:string">email</value></values>
    <values><field>Objects__c</field><value xsi:type="xsd:string">Contact,Lead</value></values>
    <values><field>Policy__c</field><value xsi:type="xsd:string">human</value></values>
</CustomMetadata>
`;

let lab: RunningLab;
let browser: Browser;
let page: Page;
let errors: string[];
let folder: string;
/** Ids of Ann Lee, Ann Leeds and A. Lee. */
let people: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'asking-'));
  const records = join(folder, 'main', 'default', 'customMetadata');
  mkdirSync(records, { recursive: true });
  writeFileSync(join(records, 'Shopify_Match_Rule.Email.md-meta.xml'), RULE);
  [lab, browser] = await Promise.all([startLab('--deploy', folder), launch()]);
  const AccountId = await lab.org.create('Account', { Name: 'Lee & Daughters' });
  people = [
    await lab.org.create('Contact', {
      AccountId,
      FirstName: 'Ann',
      LastName: 'Lee',
      Email: EMAIL,
      MobilePhone: '(416) 555-0123',
      MailingCity: 'Ottawa',
      MailingCountry: 'Canada',
    }),
    await lab.org.create('Contact', { AccountId, FirstName: 'Ann', LastName: 'Leeds', Email: EMAIL.toUpperCase() }),
    await lab.org.create('Contact', { AccountId, FirstName: 'A.', LastName: 'Lee', Email: EMAIL }),
  ];
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  // Components are compiled when a page first needs them.
  page.setDefaultTimeout(90_000);
  errors = collectErrors(page);
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function buy(n: number): Promise<void> {
  const document = order({
    id: `900719925474096600${n}`,
    name: `#600${n}`,
    customer: { id: '9007199254740996701', email: EMAIL, first_name: 'Ann', last_name: 'Lee', phone: '+14165550123' },
    currency: 'CAD',
    createdAt: '2026-11-20T09:30:00Z',
    lines: [{ id: `900719925474096800${n}`, title: 'Cup', sku: 'C', price: '30.00', quantity: 1 }],
  });
  expect((await deliver(lab.report.stores[0]!, 'orders/create', document)).status).toBe(200);
  await lab.org.until(
    `SELECT Id FROM Shopify_Order__c WHERE Name = '#600${n}' AND Complete__c = true`,
    (rows) => rows.length === 1,
  );
}

const open = (path: string) => {
  const { url, accessToken } = lab.report.org;
  return page.goto(`${url}/secur/frontdoor.jsp?sid=${encodeURIComponent(accessToken)}&retURL=${path}`);
};

const buyers = () => lab.org.query('SELECT Contact__c FROM Shopify_Order__c ORDER BY Name');
const column = (at: number) => page.locator(`c-shopify-person-desk [data-person="${people[at]}"]`);

it('asks a human on the page of issues, side by side', async () => {
  await buy(1);
  await buy(2);
  await open('/lightning/n/Shopify_Sync_Health');
  const questions = page.getByRole('button', { name: 'Who is it?' });
  await questions.first().waitFor();
  expect(await questions.count()).toBe(2);
  await questions.first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Who is Ann Lee?' }).waitFor();
  for (const at of [0, 1, 2]) await column(at).waitFor();
  const row = async (name: string) => (await page.locator(`tr[data-row="${name}"]`).innerText()).split('\t');
  expect(await row('account')).toEqual(expect.arrayContaining([expect.stringContaining('Lee & Daughters')]));
  expect((await row('why'))[2]).toContain('Same phone');
  await page.locator('h4:focus', { hasText: 'Who is Ann Lee?' }).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, 'identity-desk.png') });
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, 'identity-desk-320.png') });
  await page.setViewportSize({ width: 1280, height: 900 });
});

it('rules one out, then takes the one that is chosen, by keyboard; orders follow and the issues are resolved', async () => {
  await page.getByRole('button', { name: 'Not the same person' }).nth(1).press('Enter');
  await page.getByText('Ruled out', { exact: true }).waitFor();
  expect(await buyers()).toMatchObject([{ Contact__c: null }, { Contact__c: null }]);
  await page.getByRole('button', { name: 'This is the person' }).first().press('Enter');
  await page.getByText('Nothing needs your attention').waitFor();
  expect(await buyers()).toMatchObject([{ Contact__c: people[0] }, { Contact__c: people[0] }]);
  const issues = await lab.org.query('SELECT Status__c FROM Shopify_Sync_Issue__c');
  expect(issues.map((issue) => issue.Status__c)).toEqual(['resolved', 'resolved']);
  await buy(3);
  expect((await buyers())[2]).toMatchObject({ Contact__c: people[0] });
  const [chosen] = await lab.org.query(`SELECT Phone, Shopify_Order_Count__c FROM Contact WHERE Id = '${people[0]}'`);
  expect(chosen).toMatchObject({ Phone: '+14165550123', Shopify_Order_Count__c: 3 });
});

it('is unlinked later on the page of the link, and nobody is made while a match is left', async () => {
  const [link] = await lab.org.query('SELECT Id FROM Shopify_Customer__c');
  await open(`/lightning/r/Shopify_Customer__c/${String(link?.Id)}/view`);
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, 'identity-page.png') });
  await page.getByText('Linked now').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, 'identity-linked.png') });
  await page.getByRole('button', { name: 'Not the same person' }).click();
  await page.locator('thead', { hasText: 'A. Lee' }).first().waitFor();
  await lab.org.until('SELECT Contact__c FROM Shopify_Order__c', (rows) =>
    rows.every((row) => row.Contact__c === people[2]),
  );
  const totals = await lab.org.query('SELECT Shopify_Order_Count__c FROM Contact ORDER BY CreatedDate, Id');
  expect(totals.map((row) => row.Shopify_Order_Count__c ?? 0)).toEqual([0, 0, 3]);
  expect(errors).toEqual([]);
});
