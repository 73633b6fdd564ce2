/** A customer's validation rule blocks one order: one issue in the org's own words; rule removed, Replay pressed, order stored. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import jsforce from 'jsforce';
import type { Browser } from 'playwright-core';
import { order } from '../src/documents.ts';
import { deliver } from '../src/signed.ts';
import { launch, seriousViolations } from './browser.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(240_000);

const WORDS = 'Orders above 1,000 need the approval of Finance.';
const rule = (isActive: boolean) => `<?xml version="1.0" encoding="UTF-8"?>
<ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>Finance_Approval</fullName>
    <active>${isActive}</active>
    <errorConditionFormula>Total__c &gt; 1000</errorConditionFormula>
    <errorMessage>${WORDS}</errorMessage>
</ValidationRule>
`;

let lab: RunningLab;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const rules = join(folder, 'main', 'default', 'objects', 'Shopify_Order__c', 'validationRules');
  mkdirSync(rules, { recursive: true });
  writeFileSync(join(rules, 'Finance_Approval.validationRule-meta.xml'), rule(true));
  [lab, browser] = await Promise.all([startLab('--deploy', folder), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const facts = (n: number, price: string) => ({
  id: `900719925474099530${n}`,
  name: `#400${n}`,
  customer: { id: '9007199254740993301', email: 'big.buyer@example.com', first_name: 'Big', last_name: 'Buyer' },
  currency: 'CAD',
  createdAt: '2026-11-20T09:30:00Z',
  lines: [{ id: `900719925474099630${n}`, title: 'Machine', sku: 'M', price, quantity: 1 }],
});

/** Switches the rule off as an admin would: a deploy through the Metadata API. */
async function removeRule(): Promise<void> {
  const files = {
    'package.xml': `<?xml version="1.0" encoding="UTF-8"?><Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>Shopify_Order__c.Finance_Approval</members><name>ValidationRule</name></types><version>67.0</version></Package>`,
    'objects/Shopify_Order__c.object': `<?xml version="1.0" encoding="UTF-8"?><CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">${rule(
      false,
    )
      .replace(/<\?xml.*?\?>\n/, '')
      .replace(/<ValidationRule[^>]*>/, '<validationRules>')
      .replace('</ValidationRule>', '</validationRules>')}</CustomObject>`,
  };
  const zip = zipSync(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])),
  );
  const { url, accessToken, apiVersion } = lab.report.org;
  const connection = new jsforce.Connection({ instanceUrl: url, accessToken, version: apiVersion });
  const result = await connection.metadata.deploy(Buffer.from(zip), { singlePackage: true }).complete(true);
  expect({ success: result.success, problems: result.details?.componentFailures ?? [] }).toEqual({
    success: true,
    problems: [],
  });
}

it('blocks one order with the words of the org, and stores the rest', async () => {
  const store = lab.report.stores[0]!;
  for (const [n, price] of ['10.00', '2500.00', '20.00'].entries())
    expect((await deliver(store, 'orders/create', order(facts(n + 1, price)))).status).toBe(200);
  await lab.org.until('SELECT Name FROM Shopify_Order__c WHERE Complete__c = true', (rows) => rows.length === 2);
  const [issue, ...others] = await lab.org.until(
    'SELECT Class__c, Status__c, Message__c, Resource_Key__c FROM Shopify_Sync_Issue__c',
    (rows) => rows.length > 0,
  );
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ Class__c: 'blocked', Status__c: 'open' });
  expect(issue?.Message__c).toContain(WORDS);
  expect(issue?.Resource_Key__c).toContain('9007199254740995302');
});

it('stores it after the rule is gone and Replay was pressed in the browser', async () => {
  await removeRule();
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const { url, accessToken } = lab.report.org;
  await page.goto(
    `${url}/secur/frontdoor.jsp?sid=${encodeURIComponent(accessToken)}&retURL=/lightning/n/Shopify_Sync_Health`,
  );
  await page.getByText(WORDS).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Replay' }).click();
  await lab.org.until(
    `SELECT Name FROM Shopify_Order__c WHERE Name = '#4002' AND Complete__c = true`,
    (rows) => rows.length === 1,
  );
  await lab.org.until(
    'SELECT Status__c FROM Shopify_Sync_Issue__c',
    (rows) => rows.length === 1 && rows[0]?.Status__c === 'resolved',
  );
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('Nothing needs your attention').waitFor();
  expect(await page.locator('[data-figure="open"]').innerText()).toMatch(/Open issues\s+0/);
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Resolved' }).click();
  await page.getByText(WORDS).waitFor();
  expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(0);
  expect(await seriousViolations(page)).toEqual([]);
});
