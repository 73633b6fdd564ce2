/** An event that the bus has lost without a word is published again; one the org never shows becomes an issue an admin sees. */
import { order } from '../src/documents.ts';
import { deliver } from '../src/signed.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(300_000);

let lab: RunningLab;
beforeAll(async () => {
  process.env.STOREBRIDGE_CONFIRM_EVERY = '1';
  process.env.STOREBRIDGE_OVERDUE_AFTER = '2';
  lab = await startLab();
});
afterAll(async () => {
  delete process.env.STOREBRIDGE_CONFIRM_EVERY;
  delete process.env.STOREBRIDGE_OVERDUE_AFTER;
  await lab?.stop();
});

const TOPIC = 'Shopify_Event__e';

async function control(path: string, body: object = {}): Promise<void> {
  const response = await fetch(`${lab.report.control.org}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${lab.report.companion.url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? 0);
}

async function untilMetric(name: string, least: number): Promise<void> {
  const end = Date.now() + 60_000;
  while ((await metric(name)) < least) {
    if (Date.now() > end) throw new Error(`${name} stays below ${least}\n${lab.words()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function post(...ids: number[]): Promise<void> {
  for (const id of ids) {
    const document = order({
      id: `9007199254741${id}`,
      name: `#${id}`,
      customer: null,
      currency: 'CAD',
      createdAt: '2026-11-20T09:30:00Z',
      lines: [{ id: `9007199254742${id}`, title: 'Thing', sku: 'T', price: '1.00', quantity: 1 }],
    });
    expect((await deliver(lab.report.stores[0]!, 'orders/create', document)).status).toBe(200);
  }
}

it('publishes again what was silently lost', async () => {
  await control(`/triggers/${TOPIC}/suspend`);
  await post(100, 101, 102, 103, 104);
  await untilMetric('storebridge_events_published_total', 5);
  // The trigger goes on after all of them, as if they had never been.
  await control(`/triggers/${TOPIC}/resume`, { fromTip: true });
  await lab.org.until('SELECT Id FROM Shopify_Order__c WHERE Complete__c = true', (rows) => rows.length === 5, 60_000);
  // The org may have stored them before its answer to the publisher is counted.
  await untilMetric('storebridge_events_republished_total', 5);
  expect(await lab.org.query('SELECT Id FROM Shopify_Sync_Issue__c')).toEqual([]);
});

it('parks what the org never shows, and keeps the document for a replay', async () => {
  await untilMetric('storebridge_events_confirmed_total{how="record"}', 5);
  await control('/delivery', { on: false });
  await post(200);
  const [issue] = await lab.org.until(
    'SELECT Resource_Key__c, Kind__c, Class__c, Status__c, Message__c, Payload__c FROM Shopify_Sync_Issue__c',
    (rows) => rows.length === 1,
    90_000,
  );
  expect(issue).toMatchObject({
    Resource_Key__c: `${lab.report.stores[0]!.code}:9007199254741200`,
    Kind__c: 'order',
    Class__c: 'transient',
    Status__c: 'open',
  });
  expect(JSON.parse(String(issue?.Payload__c))).toMatchObject({ id: '9007199254741200', name: '#200' });
  await control('/delivery', { on: true });
  await lab.org.until(
    `SELECT Id FROM Shopify_Order__c WHERE Name = '#200' AND Complete__c = true`,
    (rows) => rows.length === 1,
    60_000,
  );
});
