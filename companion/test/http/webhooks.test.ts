/** The endpoint on real Express with a real SQLite inbox: what is stored, and what is refused with which status. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { makeApp } from '../../src/http/app.ts';
import { DURABLE_WITHIN } from '../../src/http/webhooks.ts';
import type { Inbox } from '../../src/inbox/inbox.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite/inbox.ts';
import { makeMetrics } from '../../src/metrics.ts';
import { headers, sign, STORE, temporaryFolder } from '../support.ts';

const BODY = '{"id":820982911946154508,"name":"#1001","url":"https:\\/\\/x.example\\/a"}';

let folder: ReturnType<typeof temporaryFolder>;
let inbox: Inbox;
let server: Server;
let url: string;
let woken: number;

async function start(own: Inbox): Promise<void> {
  const log = pino({ level: 'silent' });
  const app = makeApp({
    stores: [STORE],
    inbox: own,
    log,
    metrics: makeMetrics(),
    onStored: () => woken++,
    problem: () => undefined,
  });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(async () => {
  woken = 0;
  folder = temporaryFolder();
  inbox = openSqliteInbox(folder.path);
  await start(inbox);
});

afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await inbox.close();
  folder.remove();
});

async function post(path: string, body: string, own: Record<string, string>): Promise<number> {
  const response = await fetch(`${url}/webhooks/${path}`, { method: 'POST', body, headers: own });
  await response.arrayBuffer();
  return response.status;
}

const good = `${STORE.token}/orders/create`;

test('stores the raw bytes of a signed delivery and answers 200', async () => {
  expect(await post(good, BODY, headers('orders/create', BODY))).toBe(200);
  const [stored] = await inbox.deliveries(10);
  expect(stored?.body.toString()).toBe(BODY);
  expect(stored).toMatchObject({
    store: 'maple',
    topic: 'orders/create',
    apiVersion: '2026-10',
    triggeredAt: '2026-11-01T10:00:00.123456789Z',
  });
  expect(woken).toBe(1);
});

test('accepts the old secret during a rotation, and a repeated webhook id once', async () => {
  const own = headers('orders/create', BODY, { 'x-shopify-hmac-sha256': sign(BODY, 'old-secret') });
  expect(await post(good, BODY, own)).toBe(200);
  expect(await post(good, BODY, own)).toBe(200);
  expect(await inbox.deliveries(10)).toHaveLength(1);
  expect(woken).toBe(1);
});

const hex = (text: string) => Buffer.from(text, 'base64').toString('hex');

test.each([
  ['no signature', 401, good, BODY, { 'x-shopify-hmac-sha256': '' }],
  ['a short signature', 401, good, BODY, { 'x-shopify-hmac-sha256': sign(BODY).slice(0, 20) }],
  ['a hex signature', 401, good, BODY, { 'x-shopify-hmac-sha256': hex(sign(BODY)) }],
  ['a signature by another secret', 401, good, BODY, { 'x-shopify-hmac-sha256': sign(BODY, 'nobody') }],
  ['an unknown address', 404, 'another-token-0123456/orders/create', BODY, {}],
  ['a swapped topic', 400, `${STORE.token}/orders/updated`, BODY, {}],
  ['another shop', 400, good, BODY, { 'x-shopify-shop-domain': 'other.myshopify.com' }],
  ['a form', 415, good, BODY, { 'content-type': 'application/x-www-form-urlencoded' }],
  ['an encoding nobody knows', 415, good, BODY, { 'content-encoding': 'compress' }],
  ['broken JSON', 400, good, '{"id":1', {}],
  ['JSON nested 100,000 deep', 400, good, `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, {}],
  ['11 MB', 413, good, `{"a":"${'x'.repeat(11 * 1024 * 1024)}"}`, {}],
])('refuses %s with %i and stores nothing', async (_what, status, path, body, more) => {
  expect(await post(path, body, headers('orders/create', body, more))).toBe(status);
  expect(await inbox.deliveries(10)).toEqual([]);
  expect(woken).toBe(0);
});

test('answers 503 when the delivery cannot be made durable', async () => {
  server.close();
  server.closeAllConnections();
  const full: Inbox = Object.assign(Object.create(inbox) as Inbox, {
    accept: () => Promise.withResolvers<boolean>().promise,
  });
  await start(full);
  expect(await post(good, BODY, headers('orders/create', BODY))).toBe(503);
  // Shopify hangs up after five seconds.
  expect(DURABLE_WITHIN).toBeLessThan(5_000);
}, 10_000);

test('health, readiness and metrics', async () => {
  const get = async (path: string) => (await fetch(url + path)).text();
  expect(JSON.parse(await get('/healthz'))).toEqual({ status: 'ok' });
  expect(JSON.parse(await get('/readyz'))).toEqual({ inbox: 'ok', org: 'ok' });
  await post(good, BODY, headers('orders/create', BODY));
  expect(await get('/metrics')).toContain('storebridge_webhooks_total{result="stored"} 1');
});
