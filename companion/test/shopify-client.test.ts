/** The Admin API client: waits for points instead of running into the limit, and knows what trying again can help. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { makeBucket } from '../src/shopify/bucket.ts';
import { makeShopifyClient, type ShopifyClient } from '../src/shopify/client.ts';
import { STORE } from './support.ts';

let server: Server;
let answers: object[];
let asked: number;
let client: ShopifyClient;

beforeEach(async () => {
  answers = [];
  asked = 0;
  server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers.shift() ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const adminUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  client = makeShopifyClient({ ...STORE, adminUrl }, new AbortController().signal);
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const cost = (requestedQueryCost: number, currentlyAvailable: number, restoreRate = 1000) => ({
  cost: { requestedQueryCost, throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate } },
});

test('THROTTLED is waited out', async () => {
  answers.push(
    { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: cost(700, 400) },
    { data: { shop: 1 } },
  );
  await expect(client.query('{ shop }', {})).resolves.toEqual({ shop: 1 });
  expect(asked).toBe(2);
});

test('what the app may not see is absent, not empty; the rest is taken', async () => {
  answers.push({
    data: { order: { name: '#1', paymentTerms: null, note: null } },
    errors: [{ message: 'no', path: ['order', 'paymentTerms'], extensions: { code: 'ACCESS_DENIED' } }],
  });
  await expect(client.query('{ order }', {})).resolves.toEqual({ order: { name: '#1', note: null } });
});

test('a question that is refused as a whole is not asked again', async () => {
  answers.push({
    data: { return: null },
    errors: [{ message: 'no', path: ['return'], extensions: { code: 'ACCESS_DENIED' } }],
  });
  await expect(client.query('{ return }', {})).rejects.toMatchObject({ code: 'SHOPIFY_REFUSED', retry: false });
  expect(asked).toBe(1);
});

test('an error of the moment is', async () => {
  answers.push({ errors: [{ message: 'oops', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  await expect(client.query('{ shop }', {})).rejects.toMatchObject({ code: 'SHOPIFY_REQUEST', retry: true });
});

describe('bucket', () => {
  const answer = (available: number) => cost(500, available, 100).cost;

  test('a query waits until it fits, with a tenth left for others', () => {
    let now = 0;
    const bucket = makeBucket(() => now);
    expect(bucket.pause('q')).toBe(0);
    bucket.take('q')(answer(600));
    expect(bucket.pause('q')).toBe(1_000);
    now = 1_000;
    expect(bucket.pause('q')).toBe(0);
  });

  test('what is on its way counts', () => {
    const bucket = makeBucket(() => 0);
    bucket.take('q')(answer(1_300));
    const done = bucket.take('q');
    expect(bucket.pause('q')).toBe(0);
    const other = bucket.take('q');
    expect(bucket.pause('q')).toBe(4_000);
    done(undefined);
    other(undefined);
    expect(bucket.pause('q')).toBe(0);
  });
});
