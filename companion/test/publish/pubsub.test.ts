/** The Pub/Sub client against a real gRPC server on loopback. */
import { connectPubSub, type PubSub } from '../../src/publish/pubsub.ts';
import type { Session, TokenProvider } from '../../src/salesforce/token.ts';
import { type Decoded, type FakePubSub, startFakePubSub } from '../org/fake-pubsub.ts';

const TOPIC = '/event/Shopify_Event__e';
const event = (id: string) => ({ CreatedDate: 1, CreatedById: '005', Resource_Id__c: id, Page__c: 1 });

let fake: FakePubSub;
let client: PubSub;
let taken: Decoded[];
let tokens: TokenProvider & { fetched: number };

function tokenProvider() {
  let session: Session | undefined;
  const provider = {
    fetched: 0,
    session: () => {
      session ??= { accessToken: `token-${++provider.fetched}`, instanceUrl: 'http://127.0.0.1' };
      return Promise.resolve(session);
    },
    expire: (old: Session) => {
      if (old === session) session = undefined;
    },
  };
  return provider;
}

beforeEach(async () => {
  taken = [];
  tokens = tokenProvider();
  fake = await startFakePubSub((own) => taken.push(own));
  client = connectPubSub({
    address: fake.address,
    isPlaintext: true,
    tokens,
    tenantId: () => Promise.resolve('00D000000000001EAA'),
    timeout: 1_500,
  });
});

afterEach(() => {
  client.close();
  fake.close();
});

const ids = () => taken.map(({ Resource_Id__c: id }) => id);

test('publishes events in order over one stream, the schema looked up once', async () => {
  const [first] = await client.publish(TOPIC, [event('1'), event('2')], ['a', 'b']);
  await Promise.all([client.publish(TOPIC, [event('3')], ['c']), client.publish(TOPIC, [event('4')], ['d'])]);
  expect(ids()).toEqual(['1', '2', '3', '4']);
  expect(taken[0]).toMatchObject({ Page__c: 1, Payload__c: null });
  expect(first?.error).toBeUndefined();
  expect(first?.replayId).toEqual(Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]));
  expect(fake.calls).toEqual({ GetTopic: 1, GetSchema: 1, PublishStream: 1 });
});

test('says who it is on every call', async () => {
  await client.publish(TOPIC, [event('1')], ['a']);
  expect(fake.metadata.getMap()).toMatchObject({
    accesstoken: 'token-1',
    instanceurl: 'http://127.0.0.1',
    tenantid: '00D000000000001EAA',
  });
});

test('an event refused alone is told apart from its neighbours', async () => {
  fake.refuse = ({ Resource_Id__c: id }) => (id === '2' ? 'too large' : undefined);
  const results = await client.publish(TOPIC, [event('1'), event('2'), event('3')], ['a', 'b', 'c']);
  expect(results.map(({ error }) => error)).toEqual([undefined, 'too large', undefined]);
  expect(ids()).toEqual(['1', '3']);
});

test('a stream that the server ends is replaced by the next publish', async () => {
  await client.publish(TOPIC, [event('1')], ['a']);
  fake.dropStreams();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await client.publish(TOPIC, [event('2')], ['b']);
  expect(ids()).toEqual(['1', '2']);
  expect(fake.calls.PublishStream).toBe(2);
});

test('an expired session is replaced', async () => {
  fake.expired.add('token-1');
  await expect(client.publish(TOPIC, [event('1')], ['a'])).rejects.toThrow('PUBSUB');
  await client.publish(TOPIC, [event('1')], ['a']);
  expect(tokens.fetched).toBe(2);
});

test('a session that expires under an open stream is replaced when the stream is', async () => {
  await client.publish(TOPIC, [event('1')], ['a']);
  fake.expired.add('token-1');
  fake.dropStreams();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(client.publish(TOPIC, [event('2')], ['b'])).rejects.toThrow('auth.error');
  await client.publish(TOPIC, [event('2')], ['b']);
  expect(ids()).toEqual(['1', '2']);
});

test('no answer in time is an error, and the next publish starts over', async () => {
  fake.isMute = true;
  await expect(client.publish(TOPIC, [event('1')], ['a'])).rejects.toThrow('no answer within 1500 ms');
  fake.isMute = false;
  await client.publish(TOPIC, [event('2')], ['b']);
  expect(ids()).toEqual(['2']);
});

test('nobody there is an error, not a hanging promise', async () => {
  fake.close();
  await expect(client.publish(TOPIC, [event('1')], ['a'])).rejects.toThrow('PUBSUB');
});
