import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningShops, startShops } from '../src/start.ts';

interface Delivery {
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let shops: RunningShops;
let receiver: Server;
let address: string;
let received: Delivery[];
let answers: number[];

beforeEach(async () => {
  received = [];
  answers = [];
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    response.writeHead(answers.shift() ?? 200).end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const shop = {
    handle: 'maple',
    name: 'Maple',
    currency: 'CAD',
    timeZone: 'America/Toronto',
    plan: 'standard' as const,
  };
  shops = await startShops({ shops: [shop], clockScale: 1e-6 });
  await control('POST', '/shops/maple/subscriptions', {
    topics: ['orders/create', 'customers/create', 'customers/update'],
    uri: `${address}/hooks/{topic}`,
  });
});

afterEach(async () => {
  await shops.stop();
  receiver.close();
  receiver.closeAllConnections();
});

async function control(method: string, path: string, body?: object | string): Promise<unknown> {
  const response = await fetch(shops.control + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return response.status === 204 ? undefined : response.json();
}

async function admin(
  query: string,
  variables: object = {},
): Promise<{ data?: Record<string, unknown>; errors?: { message: string; extensions?: { code?: string } }[] }> {
  const shop = shops.world.shops.get('maple');
  const response = await fetch(shops.adminUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': shop?.adminToken ?? '' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Awaited<ReturnType<typeof admin>>;
}

test('signs exactly the bytes it sends, with long ids bare and slashes escaped', async () => {
  await control(
    'POST',
    '/shops/maple/orders',
    '{"id": 820982911946154508, "order_status_url": "https://x.example/a?b&c"}',
  );
  await control('POST', '/drain');

  const [delivery] = received;
  expect(delivery?.url).toBe('/hooks/orders/create');
  expect(delivery?.body).toContain('"id":820982911946154508,');
  expect(delivery?.body).toContain('https:\\/\\/x.example\\/a?b\\u0026c');
  const secret = shops.world.shops.get('maple')?.secret ?? '';
  expect(delivery?.headers['x-shopify-hmac-sha256']).toBe(
    createHmac('sha256', secret)
      .update(delivery?.body ?? '')
      .digest('base64'),
  );
  expect(delivery?.headers['x-shopify-shop-domain']).toBe('maple.myshopify.com');
});

test('retries with the same webhook id, and drops the subscription after eight retries', async () => {
  answers = [500, 302, 200];
  await control('POST', '/shops/maple/orders', { name: '#1' });
  await control('POST', '/drain');
  expect(received).toHaveLength(3);
  expect(new Set(received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1);

  received = [];
  answers = Array<number>(20).fill(503);
  await control('POST', '/shops/maple/orders', { name: '#2' });
  await control('POST', '/drain');
  expect(received).toHaveLength(9);
  await control('POST', '/shops/maple/orders', { name: '#3' });
  await control('POST', '/drain');
  expect(received).toHaveLength(9);
});

test('answers on the real schema and refuses what it lacks by name', async () => {
  await control(
    'POST',
    '/shops/maple/orders',
    '{"id": 820982911946154508, "name": "#1001", "currency": "CAD", "total_price": "10.50", "line_items": [{"id": 1, "title": "Tea", "quantity": 2, "price": "5.25"}]}',
  );
  const { data } = await admin(
    'query($id: ID!) { order(id: $id) { legacyResourceId name totalPriceSet { shopMoney { amount currencyCode } } lineItems(first: 10) { nodes { title quantity } } } }',
    {
      id: 'gid://shopify/Order/820982911946154508',
    },
  );
  expect(data?.order).toEqual({
    legacyResourceId: '820982911946154508',
    name: '#1001',
    totalPriceSet: { shopMoney: { amount: '10.5', currencyCode: 'CAD' } },
    lineItems: { nodes: [{ title: 'Tea', quantity: 2 }] },
  });
  expect((await admin('{ products(first: 1) { nodes { id } } }')).errors?.[0]?.message).toBe(
    'NotEmulated: QueryRoot.products',
  );
  expect((await admin('{ nothing }')).errors?.[0]?.message).toMatch(/Cannot query field "nothing"/);
});

test('tags are additive, case-insensitive and announced', async () => {
  await control('POST', '/shops/maple/customers', '{"id": 7, "tags": "Red"}');
  const add =
    'mutation($tags: [String!]!) { tagsAdd(id: "gid://shopify/Customer/7", tags: $tags) { node { ... on Customer { tags } } userErrors { message } } }';
  const { data } = await admin(add, { tags: ['red', 'blue, green'] });
  expect(data?.tagsAdd).toEqual({ node: { tags: ['blue', 'green', 'Red'] }, userErrors: [] });
  await control('POST', '/drain');
  expect(received.map(({ url }) => url)).toContain('/hooks/customers/update');
  const missing = await admin(add.replace('Customer/7', 'Customer/8'), { tags: ['x'] });
  expect(missing.data?.tagsAdd).toEqual({ node: null, userErrors: [{ message: 'Customer does not exist' }] });
});

test('throttles at HTTP 200, and faults answer as told', async () => {
  await control('PUT', '/faults', { admin: { throttle: true } });
  expect((await admin('{ shop { name } }')).errors?.[0]?.extensions?.code).toBe('THROTTLED');
  await control('PUT', '/faults', { admin: { throttle: false, status: 503, count: 1 } });
  const failed = await fetch(shops.adminUrl, { method: 'POST', body: '{}' });
  expect(failed.status).toBe(503);
  const refused = await fetch(shops.adminUrl, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(refused.status).toBe(401);
});
