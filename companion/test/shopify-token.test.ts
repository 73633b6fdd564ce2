/** Tokens of the client credentials grant: fetched once, replaced in time, replaced when the store refuses one. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeShopifyClient } from '../src/shopify/client.ts';
import { makeStoreTokens } from '../src/shopify/token.ts';
import { STORE } from './support.ts';

let server: Server;
let url: string;
/** Grants asked for, as the form that came. */
let grants: Record<string, string>[];
/** What the token endpoint answers next; a token with a number otherwise. */
let answers: { status: number; body: object }[];
let refused: Set<string>;
let lifetime: number;

beforeEach(async () => {
  grants = [];
  answers = [];
  refused = new Set();
  lifetime = 86_399;
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      const reply = (status: number, body: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url !== '/admin/oauth/access_token') {
        const token = String(request.headers['x-shopify-access-token']);
        return refused.has(token)
          ? reply(401, { errors: 'Invalid API key or access token' })
          : reply(200, { data: { token } });
      }
      grants.push(Object.fromEntries(new URLSearchParams(text)));
      const { status, body } = answers.shift() ?? {
        status: 200,
        body: { access_token: `token-${grants.length}`, scope: 'read_orders', expires_in: lifetime },
      };
      return reply(status, body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const store = () => ({
  ...STORE,
  adminToken: undefined,
  clientId: 'app-1',
  adminUrl: `${url}/admin/api/2026-10/graphql.json`,
});
const tokens = () => makeStoreTokens(store(), new AbortController().signal);
const client = () => makeShopifyClient(store(), new AbortController().signal);

test('many callers share one token', async () => {
  const shared = client();
  const results = await Promise.all(Array.from({ length: 5 }, () => shared.query('{ shop }', {})));
  expect(results).toEqual(Array.from({ length: 5 }, () => ({ token: 'token-1' })));
  expect(grants).toEqual([{ grant_type: 'client_credentials', client_id: 'app-1', client_secret: 'new-secret' }]);
});

test('a token that ends soon is replaced before', async () => {
  lifetime = 200;
  const own = tokens();
  expect(await own.current()).toBe('token-1');
  expect(await own.current()).toBe('token-2');
});

test('a token the store refuses is replaced once; then it is the credentials', async () => {
  const own = client();
  await own.query('{ shop }', {});
  refused.add('token-1');
  await expect(own.query('{ shop }', {})).resolves.toEqual({ token: 'token-2' });
  refused.add('token-2').add('token-3');
  await expect(own.query('{ shop }', {})).rejects.toMatchObject({ code: 'SHOPIFY_AUTH', retry: true });
});

test('during a rotation the other secret is tried', async () => {
  answers.push({ status: 400, body: { error: 'invalid_client', error_description: 'wrong secret' } });
  expect(await tokens().current()).toBe('token-2');
  expect(grants.map(({ client_secret: secret }) => secret)).toEqual(['new-secret', 'old-secret']);
});

test('credentials that are refused say so in the words of the store', async () => {
  const words = { error: 'application_cannot_be_found', error_description: 'not of this organisation' };
  answers.push({ status: 400, body: words }, { status: 400, body: words });
  const own = tokens();
  await expect(own.current()).rejects.toThrow('application_cannot_be_found: not of this organisation');
  // And are asked for again by the next.
  expect(await own.current()).toBe('token-3');
});

test('an endpoint out of order is asked again later', async () => {
  answers.push({ status: 503, body: {} });
  await expect(tokens().current()).rejects.toMatchObject({ code: 'SHOPIFY_REQUEST', retry: true });
});

test('a pasted token is used as it is and never replaced', async () => {
  const own = makeStoreTokens({ ...STORE, adminUrl: url }, new AbortController().signal);
  expect(await own.current()).toBe('shpat_test');
  expect(own.expire('shpat_test')).toBe(false);
  expect(grants).toEqual([]);
});
