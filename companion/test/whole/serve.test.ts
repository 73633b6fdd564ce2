/** The whole companion between a shop that posts and an org on loopback: real endpoint, real inbox file, real gRPC. */
import type { FakeOrg } from '../org/fake-org.ts';
import { Companion, order, until } from './companion.ts';

let companion: Companion;
let org: FakeOrg;

beforeEach(async () => {
  companion = await Companion.begin();
  org = companion.org;
});

afterEach(() => companion.close());

test('a signed order reaches the org and is confirmed', async () => {
  expect(await companion.post('orders/create', order('820982911946154508'))).toBe(200);
  await until('confirmed', async () => (await companion.confirmed()) === 1);
  const row = org.held.get('Shopify_Order__c/maple:820982911946154508');
  expect(row).toMatchObject({ version: '2026-11-01T10:00:00.000Z/2026-11-01T10:00:00.123Z', isComplete: true });
  expect(row?.payload).toContain('"id":"820982911946154508","name":"#820982911946154508"');
});

test('of several versions that wait, only the newest of each resource is published', async () => {
  await companion.stop();
  org.expired.add('token');
  await companion.start();
  const bodies = Array.from({ length: 60 }, (_, at) => order(String(1000 + (at % 20)), Math.floor(at / 20)));
  const shuffled = [...bodies, ...bodies].map((body) => ({ body, at: Math.random() })).sort((a, b) => a.at - b.at);
  const answers = await Promise.all(shuffled.map(({ body }) => companion.post('orders/updated', body)));
  expect(new Set(answers)).toEqual(new Set([200]));
  org.expired.clear();
  await until('all confirmed', async () => (await companion.confirmed()) === 20);
  expect([...org.held.values()].every(({ version }) => version.startsWith('2026-11-01T10:02'))).toBe(true);
  expect(org.events).toHaveLength(20);
});

test('a thousand lines arrive in pages and are confirmed only when all are there', async () => {
  expect(await companion.post('orders/create', order('77', 0, 1000))).toBe(200);
  await until('confirmed', async () => (await companion.confirmed()) === 1);
  const row = org.held.get('Shopify_Order__c/maple:77');
  expect(row?.pages.size).toBeGreaterThan(2);
  expect(row?.isComplete).toBe(true);
});

test('an event the org answers with an issue is dealt with', async () => {
  org.onEvent = () => 'issue';
  await companion.post('orders/create', order('5'));
  await until('confirmed', async () => (await companion.confirmed()) === 1);
  expect(await companion.metric('storebridge_events_confirmed_total{how="issue"}')).toBe(1);
});

test('an event the bus refuses alone is parked as an issue and does not hold up the others', async () => {
  org.pubsub.refuse = ({ Resource_Id__c: id }) => (id === '3' ? 'event too large' : undefined);
  await Promise.all(['1', '2', '3', '4', '5', '6'].map((id) => companion.post('orders/create', order(id))));
  await until('others held', () => org.held.size === 5);
  for (let id = 10; id < 14; id++) {
    await companion.post('orders/create', order(String(id)));
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
  for (let id = 1; id <= 5; id++) expect(await companion.post('orders/create', order(String(id)))).toBe(200);
  await companion.stop();
  org.pubsub.refuse = () => undefined;
  await companion.start();
  await until('all held', () => org.held.size === 5);
  expect(new Set(org.events.map((event) => event.Resource_Id__c)).size).toBe(5);
});

test('answers 200 while the org is away, and catches up', async () => {
  org.pubsub.isMute = true;
  org.expired.add('token');
  expect(await companion.post('orders/create', order('8'))).toBe(200);
  org.pubsub.isMute = false;
  org.expired.clear();
  await until('held', () => org.held.size === 1);
});

test('stops for good when the inbox belongs to another org', async () => {
  await until('pinned', () => org.requests > 0);
  await companion.post('orders/create', order('9'));
  await until('held', () => org.held.size === 1);
  await companion.stop();
  org.organizationId = '00D000000000002EAA';
  await companion.start();
  await expect(companion.running.done).rejects.toThrow('ORG_CHANGED');
});

// How long that takes is the benchmark's: `npm run bench -- system`.
test('idle, a webhook waits for no other: each is published by itself', async () => {
  await until('pinned', () => org.requests > 0);
  const began = org.pubsub.requests;
  for (let id = 1; id <= 12; id++) {
    await companion.post('orders/create', order(String(id)));
    await until('held', () => org.held.has(`Shopify_Order__c/maple:${id}`));
  }
  expect(org.events).toHaveLength(12);
  expect(org.pubsub.requests - began).toBe(12);
});
