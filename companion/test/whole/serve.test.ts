/** The whole companion between a shop that posts and an org on loopback: real endpoint, real inbox file, real gRPC. */
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { type Running, serve } from '../../src/serve.ts';
import { FakeOrg } from '../org/fake-org.ts';
import { headers, STORE, temporaryFolder } from '../support.ts';

let folder: ReturnType<typeof temporaryFolder>;
let org: FakeOrg;
let ending: AbortController;
let running: Running;

function environment(more: Record<string, string> = {}): Record<string, string> {
  return {
    STOREBRIDGE_PORT: '0',
    STOREBRIDGE_DATA: folder.path,
    STOREBRIDGE_STORES: JSON.stringify([STORE]),
    STOREBRIDGE_ORG_URL: org.url,
    STOREBRIDGE_ORG_TOKEN: 'token',
    STOREBRIDGE_PUBSUB: org.pubsub.address,
    STOREBRIDGE_PUBSUB_PLAINTEXT: 'true',
    ...more,
  };
}

async function start(): Promise<void> {
  ending = new AbortController();
  running = await serve(readConfig(environment()), ending.signal, pino({ level: 'silent' }));
  running.done.catch(() => undefined);
}

async function stop(): Promise<void> {
  ending.abort();
  await running.done.catch(() => undefined);
}

beforeEach(async () => {
  folder = temporaryFolder();
  org = await FakeOrg.start();
  await start();
});

afterEach(async () => {
  await stop();
  org.close();
  folder.remove();
});

const order = (id: string, minute = 0, lines = 1) =>
  `{"id":${id},"name":"#${id}","currency":"CAD","updated_at":"2026-11-01T10:${String(minute).padStart(2, '0')}:00Z","line_items":[${Array.from(
    { length: lines },
    (_, at) => `{"id":${id}${at},"title":"${'long title '.repeat(30)}","quantity":1,"price":"1.00"}`,
  ).join(',')}]}`;

async function post(topic: string, body: string, more: Record<string, string> = {}): Promise<number> {
  const url = `${running.url}/webhooks/${STORE.token}/${topic}`;
  const response = await fetch(url, { method: 'POST', body, headers: headers(topic, body, more) });
  await response.arrayBuffer();
  return response.status;
}

async function until(what: string, isTrue: () => boolean | Promise<boolean>, within = 10_000): Promise<void> {
  const end = Date.now() + within;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${running.url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(name))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

const confirmed = () => metric('storebridge_events_confirmed_total');

test('a signed order reaches the org and is confirmed', async () => {
  expect(await post('orders/create', order('820982911946154508'))).toBe(200);
  await until('confirmed', async () => (await confirmed()) === 1);
  const row = org.held.get('Shopify_Order__c/maple:820982911946154508');
  expect(row).toMatchObject({ version: '2026-11-01T10:00:00.000Z/2026-11-01T10:00:00.123Z', isComplete: true });
  expect(row?.payload).toContain('"id":"820982911946154508","name":"#820982911946154508"');
});

test('of several versions that wait, only the newest of each resource is published', async () => {
  await stop();
  org.expired.add('token');
  await start();
  const bodies = Array.from({ length: 60 }, (_, at) => order(String(1000 + (at % 20)), Math.floor(at / 20)));
  const shuffled = [...bodies, ...bodies].map((body) => ({ body, at: Math.random() })).sort((a, b) => a.at - b.at);
  const answers = await Promise.all(shuffled.map(({ body }) => post('orders/updated', body)));
  expect(new Set(answers)).toEqual(new Set([200]));
  org.expired.clear();
  await until('all confirmed', async () => (await confirmed()) === 20);
  expect([...org.held.values()].every(({ version }) => version.startsWith('2026-11-01T10:02'))).toBe(true);
  expect(org.events).toHaveLength(20);
});

test('a thousand lines arrive in pages and are confirmed only when all are there', async () => {
  expect(await post('orders/create', order('77', 0, 1000))).toBe(200);
  await until('confirmed', async () => (await confirmed()) === 1);
  const row = org.held.get('Shopify_Order__c/maple:77');
  expect(row?.pages.size).toBeGreaterThan(2);
  expect(row?.isComplete).toBe(true);
});

test('an event the org answers with an issue is dealt with', async () => {
  org.onEvent = () => 'issue';
  await post('orders/create', order('5'));
  await until('confirmed', async () => (await metric('storebridge_events_confirmed_total{how="issue"}')) === 1);
});

test('an event the bus refuses alone is parked as an issue and does not hold up the others', async () => {
  org.pubsub.refuse = ({ Resource_Id__c: id }) => (id === '3' ? 'event too large' : undefined);
  await Promise.all(['1', '2', '3', '4', '5', '6'].map((id) => post('orders/create', order(id))));
  await until('others held', () => org.held.size === 5);
  for (let id = 10; id < 14; id++) {
    await post('orders/create', order(String(id)));
    await until('held', () => org.held.has(`Shopify_Order__c/maple:${id}`));
  }
  await until('parked', () => org.issues.size === 1);
  expect([...org.issues.values()][0]?.fields).toMatchObject({
    Class__c: 'invalid',
    Resource_Key__c: 'maple:3',
    Message__c: 'The Pub/Sub API refused this event: event too large',
  });
});

test('a stop and a start in between lose nothing', async () => {
  org.pubsub.refuse = () => 'not now';
  for (let id = 1; id <= 5; id++) expect(await post('orders/create', order(String(id)))).toBe(200);
  await stop();
  org.pubsub.refuse = () => undefined;
  await start();
  await until('all held', () => org.held.size === 5);
});

test('answers 200 while the org is away, and catches up', async () => {
  org.pubsub.isMute = true;
  org.expired.add('token');
  expect(await post('orders/create', order('8'))).toBe(200);
  org.pubsub.isMute = false;
  org.expired.clear();
  await until('held', () => org.held.size === 1);
});

test('stops for good when the inbox belongs to another org', async () => {
  await until('pinned', () => org.requests > 0);
  await post('orders/create', order('9'));
  await until('held', () => org.held.size === 1);
  await stop();
  org.organizationId = '00D000000000002EAA';
  ending = new AbortController();
  running = await serve(readConfig(environment()), ending.signal, pino({ level: 'silent' }));
  await expect(running.done).rejects.toThrow('ORG_CHANGED');
});

test('idle, a webhook is a record within a second', async () => {
  await until('pinned', () => org.requests > 0);
  const latencies: number[] = [];
  for (let id = 1; id <= 12; id++) {
    const began = performance.now();
    await post('orders/create', order(String(id)));
    await until('held', () => org.held.has(`Shopify_Order__c/maple:${id}`));
    latencies.push(performance.now() - began);
  }
  expect(Math.max(...latencies.sort((a, b) => a - b).slice(0, 11))).toBeLessThan(1_000);
});
