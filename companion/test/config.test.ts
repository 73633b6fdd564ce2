import { readConfig } from '../src/config.ts';
import { STORE } from './support.ts';

const GOOD = {
  STOREBRIDGE_STORES: JSON.stringify([STORE]),
  STOREBRIDGE_ORG_URL: 'https://example.my.salesforce.com/',
  STOREBRIDGE_ORG_TOKEN: '00D!x',
};

test('a good environment, with its defaults', () => {
  expect(readConfig(GOOD)).toMatchObject({
    port: 8080,
    org: { url: 'https://example.my.salesforce.com', apiVersion: '67.0', credentials: { kind: 'token' } },
    pubsub: { address: 'api.pubsub.salesforce.com:7443', isPlaintext: false },
    prefix: '',
  });
  expect(readConfig({ ...GOOD, STOREBRIDGE_NAMESPACE: 'acme' }).prefix).toBe('acme__');
});

test('a store of a Dev Dashboard app needs no token', () => {
  const store = { ...STORE, adminToken: undefined, clientId: 'app-1' };
  expect(readConfig({ ...GOOD, STOREBRIDGE_STORES: JSON.stringify([store]) }).stores[0]?.clientId).toBe('app-1');
});

const stores = (change: object) => JSON.stringify([{ ...STORE, ...change }]);

test.each([
  [{ STOREBRIDGE_PORT: '99999' }, 'STOREBRIDGE_PORT should be a port number'],
  [{ STOREBRIDGE_STORES: '{' }, 'STOREBRIDGE_STORES should be a JSON list'],
  [{ STOREBRIDGE_STORES: '[]' }, 'STOREBRIDGE_STORES should be a JSON list with at least one store'],
  [{ STOREBRIDGE_STORES: stores({ code: 'a:b' }) }, 'STOREBRIDGE_STORES[0].code'],
  [{ STOREBRIDGE_STORES: stores({ token: 'short' }) }, 'STOREBRIDGE_STORES[0].token'],
  [{ STOREBRIDGE_STORES: stores({ adminToken: undefined }) }, 'STOREBRIDGE_STORES[0].adminToken'],
  [{ STOREBRIDGE_STORES: stores({ clientId: 'one of both' }) }, 'STOREBRIDGE_STORES[0].adminToken'],
  [{ STOREBRIDGE_STORES: stores({ secrets: [] }) }, 'STOREBRIDGE_STORES[0].secrets'],
  [{ STOREBRIDGE_STORES: JSON.stringify([STORE, { ...STORE, code: 'other' }]) }, 'without two stores of one token'],
  [{ STOREBRIDGE_ORG_URL: 'ftp://x' }, 'STOREBRIDGE_ORG_URL should be an http(s) address'],
  [{ STOREBRIDGE_ORG_TOKEN: '' }, 'STOREBRIDGE_ORG_… should be an access token'],
  [{ STOREBRIDGE_API_VERSION: '67' }, 'STOREBRIDGE_API_VERSION should be a version'],
  [{ STOREBRIDGE_PUBSUB: 'nowhere' }, 'STOREBRIDGE_PUBSUB should be host:port'],
  [{ STOREBRIDGE_LOG_LEVEL: 'loud' }, 'STOREBRIDGE_LOG_LEVEL should be a pino level'],
])('%j is refused by name', (change, message) => {
  expect(() => readConfig({ ...GOOD, ...change })).toThrow(message);
});
