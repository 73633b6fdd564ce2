/** A client that others wrote publishes and subscribes, over TLS, with a login of its own. */
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import PubSubApiClient from 'salesforce-pubsub-api-client';
import { startOrg, type RunningOrg } from '../../src/cli/start.ts';

interface Received {
  replayId: number;
  payload: Record<string, unknown> & {
    ChangeEventHeader?: { changeType: string; recordIds: string[]; changedFields: string[] };
  };
}

const TOPIC = '/event/Ping__e';
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let org: RunningOrg;
const clients: PubSubApiClient[] = [];

beforeAll(async () => {
  org = await startOrg({ sourceDirs: [join(__dirname, '../http/project/force-app')] });
}, 60_000);

afterAll(async () => {
  // Not the other way round: a closed client has no ear for its open streams' end.
  await org.stop();
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (const client of clients) client.close();
});

async function connected(login: Record<string, unknown>): Promise<PubSubApiClient> {
  const configuration = { ...login, pubSubEndpoint: org.pubsubTls, rejectUnauthorizedSsl: false };
  const client = new PubSubApiClient(configuration as never, silent as never);
  clients.push(client);
  await client.connect();
  return client;
}

const byToken = () =>
  connected({
    authType: 'user-supplied',
    accessToken: org.accessToken,
    instanceUrl: org.url.replace('http:', 'https:'),
    organizationId: org.orgId,
  });

function byJwt(): Promise<PubSubApiClient> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return connected({
    authType: 'oauth-jwt-bearer',
    loginUrl: org.url,
    clientId: 'ci',
    username: org.username,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  });
}

type Start = (callback: (subscription: unknown, type: string, data: unknown) => void) => void;

/** The next events of a subscription. */
function events(count: number, start: Start): Promise<Received[]> {
  return new Promise((resolve, reject) => {
    const received: Received[] = [];
    start((_subscription, type, data) => {
      if (type === 'error') reject(data as Error);
      if (type === 'event') received.push(data as Received);
      if (received.length === count) resolve(received);
    });
  });
}

const ping = (text: string) => ({
  CreatedDate: Date.now(),
  CreatedById: org.org.security.admin().id,
  Text__c: { string: text },
});

test('publishes with a JWT login, subscribes from the beginning and from a replay id', async () => {
  const client = await byJwt();
  const published = [];
  for (const text of ['one', 'two', 'three']) published.push(await client.publish(TOPIC, ping(text)));
  const all = await events(3, (callback) => client.subscribeFromEarliestEvent(TOPIC, callback, 3));
  expect(all.map(({ payload }) => payload['Text__c'])).toEqual(['one', 'two', 'three']);
  expect(all.map(({ replayId }) => replayId)).toEqual(published.map(({ replayId }) => replayId));
  const other = await byToken();
  const rest = await events(2, (callback) => other.subscribeFromReplayId(TOPIC, callback, 2, Number(all[0]!.replayId)));
  expect(rest.map(({ payload }) => payload['Text__c'])).toEqual(['two', 'three']);
}, 30_000);

test('reads change events: changed fields have their names', async () => {
  const rest = (method: string, path: string, body: unknown) =>
    fetch(`${org.url}/services/data/v67.0${path}`, {
      method,
      headers: { authorization: `Bearer ${org.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const member = {
    FullName: 'ChangeEvents_AccountChangeEvent',
    Metadata: { eventChannel: 'ChangeEvents', selectedEntity: 'AccountChangeEvent' },
  };
  expect((await rest('POST', '/tooling/sobjects/PlatformEventChannelMember', member)).status).toBe(201);
  const client = await byToken();
  const both = events(2, (callback) => client.subscribe('/data/AccountChangeEvent', callback, 2));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const made = (await (await rest('POST', '/sobjects/Account', { Name: 'Changed' })).json()) as { id: string };
  await rest('PATCH', `/sobjects/Account/${made.id}`, { Site: 'there', BillingCity: 'Ulm' });
  const [created, updated] = await both;
  expect(created!.payload).toMatchObject({
    Name: 'Changed',
    ChangeEventHeader: { changeType: 'CREATE', recordIds: [made.id] },
  });
  const { changedFields } = updated!.payload.ChangeEventHeader!;
  expect(changedFields).toEqual(expect.arrayContaining(['Site', 'LastModifiedDate', 'BillingAddress.City']));
  expect(changedFields).not.toContain('Name');
}, 30_000);

test('a managed subscription is refused by name', async () => {
  const client = await byToken();
  const url = `${org.url}/services/data/v62.0/tooling/query/?q=${encodeURIComponent("SELECT Id, DeveloperName, Metadata FROM ManagedEventSubscription WHERE DeveloperName = 'x'")}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${org.accessToken}` } });
  expect([answer.status, await answer.text()]).toEqual([501, expect.stringContaining('ManagedEventSubscription')]);
  await expect(client.subscribeWithManagedSubscription('x', () => undefined, 1)).rejects.toThrow();
});
