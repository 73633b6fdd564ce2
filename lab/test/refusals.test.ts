/** What is not a genuine delivery is refused by its proper status and leaves no trace. */
import { createHmac } from 'node:crypto';
import { order } from '../src/documents.ts';
import { deliver } from '../src/signed.ts';
import { serialize } from '../../emulators/shopify/src/shop/documents.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(180_000);

const ORDER = order({
  id: '9007199254740995201',
  name: '#3001',
  customer: null,
  currency: 'CAD',
  createdAt: '2026-11-20T09:30:00Z',
  lines: [],
});

let lab: RunningLab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(async () => {
  await lab?.stop();
});

const store = () => lab.report.stores[0]!;
const status = async (response: Promise<Response>) => (await response).status;
const hmac = (body: string) => createHmac('sha256', store().secret).update(body);

it('refuses a signature that is wrong, short, hex or absent', async () => {
  const body = serialize(ORDER);
  const right = hmac(body).digest('base64');
  const bad = [
    `${right.startsWith('A') ? 'B' : 'A'}${right.slice(1)}`,
    right.slice(0, 20),
    hmac(body).digest('hex'),
    '',
  ];
  for (const value of bad)
    expect(await status(deliver(store(), 'orders/create', body, { 'x-shopify-hmac-sha256': value }))).toBe(401);
});

it('refuses a path that is not this store, and a topic that is not the one signed for', async () => {
  const elsewhere = { ...store(), webhookUrl: store().webhookUrl.replace(/[^/]+$/, 'not-a-store-token') };
  expect(await status(deliver(elsewhere, 'orders/create', ORDER))).toBe(404);
  expect([400, 401, 404]).toContain(
    await status(deliver(store(), 'orders/create', ORDER, { 'x-shopify-topic': 'orders/delete' })),
  );
  expect([400, 401, 404]).toContain(
    await status(deliver(store(), 'orders/create', ORDER, { 'x-shopify-shop-domain': 'other.myshopify.com' })),
  );
});

it('refuses what is too large, broken or too deep', async () => {
  expect(await status(deliver(store(), 'orders/create', `{"id":1,"note":"${'x'.repeat(11 * 1024 * 1024)}"}`))).toBe(
    413,
  );
  expect(await status(deliver(store(), 'orders/create', '{"id": 1'))).toBe(400);
  expect(await status(deliver(store(), 'orders/create', '['.repeat(100_000) + ']'.repeat(100_000)))).toBe(400);
});

it('has stored nothing of it', async () => {
  // A genuine delivery overtakes nothing: once it is there, the others would be too.
  const genuine = order({
    id: '9007199254740995202',
    name: '#3002',
    customer: null,
    currency: 'CAD',
    createdAt: '2026-11-20T09:30:00Z',
    lines: [],
  });
  expect(await status(deliver(store(), 'orders/create', genuine))).toBe(200);
  await lab.org.until(`SELECT Id FROM Shopify_Order__c WHERE Name = '#3002'`, (rows) => rows.length === 1);
  expect(await lab.org.query(`SELECT Name FROM Shopify_Order__c`)).toHaveLength(1);
  expect(await lab.org.query(`SELECT Id FROM Shopify_Sync_Issue__c`)).toHaveLength(0);
});
