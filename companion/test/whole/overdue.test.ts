/** What the org does not show in time: again in smaller company, and at last an issue. Timings are short by configuration. */
import { Companion, order, until } from './companion.ts';

let companion: Companion;
beforeEach(async () => {
  companion = await Companion.begin({ STOREBRIDGE_CONFIRM_EVERY: '0.4', STOREBRIDGE_OVERDUE_AFTER: '0.8' });
});
afterEach(() => companion.close());

const postAll = (ids: number[]) => Promise.all(ids.map((id) => companion.post('orders/create', order(String(id)))));
const ids = Array.from({ length: 40 }, (_, at) => 1000 + at);

test('events the bus has lost are published again, with the same keys', async () => {
  const { org } = companion;
  const lost = new Set<string>();
  org.onEvent = (event) => {
    const key = String(event.Event_Key__c);
    const isFirst = !lost.has(key);
    lost.add(key);
    return isFirst ? 'lose' : 'store';
  };
  await postAll(ids);
  await until('all confirmed', async () => (await companion.confirmed()) === ids.length, 30_000);
  expect(new Set(org.events.map((event) => event.Event_Key__c)).size).toBe(ids.length);
  expect(org.issues.size).toBe(0);
}, 60_000);

test('an event that is never stored ends alone as an issue; the others go on', async () => {
  const { org } = companion;
  org.onEvent = (event) => (event.Resource_Id__c === '1007' ? 'lose' : 'store');
  await postAll(ids);
  await until('parked', () => org.issues.size === 1, 40_000);
  await until('others confirmed', async () => (await companion.confirmed()) === ids.length - 1);
  expect([...org.issues.values()][0]?.fields).toMatchObject({
    Resource_Key__c: 'maple:1007',
    Kind__c: 'order',
    Class__c: 'transient',
    Status__c: 'open',
  });
  const tries = org.events.filter((event) => event.Resource_Id__c === '1007').length;
  expect(tries).toBeGreaterThanOrEqual(2);
  expect(tries).toBeLessThan(20);
}, 90_000);

describe('while the trigger is suspended', () => {
  let isSuspended: boolean;

  beforeEach(async () => {
    const { org } = companion;
    org.triggerStatus = 'Suspended';
    isSuspended = true;
    org.onEvent = () => (isSuspended ? 'lose' : 'store');
    await postAll([1, 2]);
    const asked = org.requests;
    await until('asked again and again', () => org.requests >= asked + 6, 30_000);
  });

  const resume = () => {
    isSuspended = false;
    companion.org.triggerStatus = 'Running';
  };

  test('nothing is parked and the bus is not filled with copies; what was skipped comes again', async () => {
    const { org } = companion;
    expect(org.issues.size).toBe(0);
    expect(org.events).toHaveLength(2);
    resume();
    await until('confirmed', async () => (await companion.confirmed()) === 2, 30_000);
    expect(org.issues.size).toBe(0);
  }, 90_000);

  test('what the trigger takes up where it was is not published again', async () => {
    const { org } = companion;
    const backlog = [...org.events];
    resume();
    for (const event of backlog) org.apply(event);
    await until('confirmed', async () => (await companion.confirmed()) === 2, 10_000);
    expect(org.events).toHaveLength(2);
  }, 60_000);

  test('it costs a request every one and a half overdue times', async () => {
    const { org } = companion;
    const before = org.requests;
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(org.requests - before).toBeLessThanOrEqual(6);
  }, 60_000);
});

test('where the org does not say whether the trigger runs, events are published again but never given up', async () => {
  const { org } = companion;
  org.triggerStatus = undefined;
  org.onEvent = () => 'lose';
  await postAll([3]);
  await until('tried again and again', () => org.events.length >= 5, 40_000);
  expect(org.issues.size).toBe(0);
}, 60_000);

test('a slow org that gets on is left in peace', async () => {
  const { org } = companion;
  const queue: (typeof org.events)[number][] = [];
  let isSlow = true;
  org.onEvent = (event) => {
    if (!isSlow) return 'store';
    queue.push(event);
    return 'lose';
  };
  await postAll(ids);
  await until('published', () => queue.length === ids.length);
  isSlow = false;
  // Each is done within an overdue time of the one before; all of them take three.
  for (const event of queue) {
    org.apply(event);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await until('confirmed', async () => (await companion.confirmed()) === ids.length, 10_000);
  expect(org.events).toHaveLength(ids.length);
}, 60_000);

test('duplicates of what the org holds are confirmed by key, without being published again', async () => {
  const { org } = companion;
  await postAll(ids);
  await until('confirmed', async () => (await companion.confirmed()) === ids.length, 10_000);
  for (const row of org.held.values()) row.stamp -= 3_600_000;
  await postAll(ids);
  await until('confirmed again', async () => (await companion.confirmed()) === 2 * ids.length, 10_000);
  expect(org.events).toHaveLength(2 * ids.length);
  expect(await companion.metric('storebridge_events_republished_total')).toBe(0);
}, 60_000);

test('a newer version does not wait for the older one to be confirmed', async () => {
  const { org } = companion;
  org.onEvent = (event) => (String(event.Version__c).startsWith('2026-11-01T10:00') ? 'lose' : 'store');
  await companion.post('orders/create', order('5', 0));
  await until('published', () => org.events.length === 1);
  await companion.post('orders/updated', order('5', 1));
  await until('both published', () => org.events.length >= 2, 3_000);
  await until('confirmed', async () => (await companion.confirmed()) === 1);
  expect(org.issues.size).toBe(0);
}, 60_000);
