/** The org goes away in every way it can, and the companion is told to stop in the middle: no delivery that was answered 200 is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { order } from '../src/documents.ts';
import { OrgRest } from '../src/rest.ts';
import { deliver } from '../src/signed.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(240_000);

let lab: RunningLab;
beforeAll(async () => {
  process.env.STOREBRIDGE_CONFIRM_EVERY = '1';
  lab = await startLab();
});
afterAll(async () => {
  delete process.env.STOREBRIDGE_CONFIRM_EVERY;
  await lab?.stop();
});

async function control(path: string, body: object = {}): Promise<void> {
  const response = await fetch(`${lab.report.control.org}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

let next = 100;

/** Posts some orders and waits for the answers. @returns ids of those answered 200 */
async function post(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => `9007199254743${next++}`);
  const answers = await Promise.all(
    ids.map((id) => {
      const lines = [{ id: id.replace('743', '744'), title: 'Thing', sku: 'T', price: '1.00', quantity: 1 }];
      const document = order({
        id,
        name: `#${id}`,
        customer: null,
        currency: 'CAD',
        createdAt: '2026-11-20T09:30:00Z',
        lines,
      });
      return deliver(lab.report.stores[0]!, 'orders/create', document).then(
        ({ status }) => status,
        () => 0,
      );
    }),
  );
  return ids.filter((_, at) => answers[at] === 200);
}

async function arrive(ids: string[], within = 60_000): Promise<void> {
  const list = ids.map((id) => `'${id}'`).join(',');
  const soql = `SELECT Id FROM Shopify_Order__c WHERE Complete__c = true AND Shopify_Id__c IN (${list})`;
  await lab.org.until(soql, (rows) => rows.length === ids.length, within);
}

async function confirmed(): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    const text = await (await fetch(`${lab.report.companion.url}/metrics`)).text();
    const open = /^storebridge_snapshots_(?:waiting|in_flight) ([1-9]\d*)$/m.exec(text);
    if (!open) return;
  }
  throw new Error(`not confirmed\n${lab.words()}`);
}

async function login(): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'password', username: lab.report.org.username, password: 'any' });
  const response = await fetch(`${lab.report.org.url}/services/oauth2/token`, { method: 'POST', body: form });
  const { access_token: accessToken } = (await response.json()) as { access_token: string };
  return accessToken;
}

it('all sessions of the org end', async () => {
  await arrive(await post(3));
  await control('/sessions/expire');
  // The lab's own session has ended too.
  lab.org = new OrgRest({ ...lab.report.org, accessToken: await login() });
  const ids = await post(5);
  expect(ids).toHaveLength(5);
  await arrive(ids);
  await confirmed();
});

it.each([
  ['answers every REST call 503', '/rest', { status: 503, code: 'SERVER_UNAVAILABLE' }, { status: null }],
  ['refuses to publish', '/publish', { refuse: 'server busy' }, { refuse: null }],
  ['is cut off', '/network', { up: false }, { up: true }],
])('the org %s', async (_words, path, fault, end) => {
  await control(path, fault);
  const ids = await post(5);
  expect(ids).toHaveLength(5);
  await sleep(3_000);
  await control(path, end);
  await arrive(ids);
  await confirmed();
});

it('the companion is told to stop with deliveries under way', async () => {
  const [companion] = (await (await fetch(`${lab.report.control.shopify}/companions`)).json()) as { pid: number }[];
  const answered: string[] = [];
  for (let round = 0; round < 6; round++) {
    const posting = post(20);
    if (round === 2) process.kill(companion!.pid, 'SIGTERM');
    answered.push(...(await posting));
    await sleep(100);
  }
  expect(answered.length).toBeGreaterThanOrEqual(40);
  await arrive(answered);
  const query = 'SELECT Id FROM Shopify_Sync_Issue__c';
  expect(await lab.org.query(query)).toEqual([]);
});
