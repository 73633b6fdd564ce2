import { credentials } from '@grpc/grpc-js';
import avro from 'avsc';
import { Decimal } from '../../src/apex/runtime/decimal.ts';
import { PubSubServer } from '../../src/pubsub/server.ts';
import { component, type Double, field, makeDouble, object, orderEvent } from '../events/double.ts';
import { Client, errorCode, replayBytes } from './client.ts';

const TOPIC = '/event/Order__e';
const HEADERS = { accesstoken: 'good', instanceurl: 'http://127.0.0.1', tenantid: '00D000000000001EAA' };
let double: Double;
let server: PubSubServer;
let ports: { plain: number; tls: number };
let client: Client;

beforeEach(async () => {
  const account = object('Account', 'standard');
  for (const name of ['Name', 'Type', 'Site']) field(account, name, 'string');
  field(account, 'Amount__c', 'double');
  double = makeDouble([orderEvent(), account]);
  server = new PubSubServer(double.org, double.bus, {
    authenticate: (token) => (token === 'good' ? double.org.security.admin() : undefined),
    keepalive: 60,
  });
  ports = await server.start();
  client = new Client(`127.0.0.1:${ports.plain}`, HEADERS);
});

afterEach(async () => {
  client.close();
  double.bus.close();
  await server.drop();
});

interface Topic {
  schema_id: string;
  can_publish: boolean;
}

async function orderType(): Promise<{
  id: string;
  type: avro.Type;
  schema: { name: string; fields: Record<string, unknown>[] };
}> {
  const { schema_id } = await client.call<Topic>('GetTopic', { topic_name: TOPIC });
  const { schema_json } = await client.call<{ schema_json: string }>('GetSchema', { schema_id });
  const schema = JSON.parse(schema_json) as { name: string; fields: Record<string, unknown>[] };
  return { id: schema_id, type: avro.Type.forSchema(schema as never), schema };
}

async function publish(
  ...numbers: string[]
): Promise<{ replay_id: Buffer; correlation_key: string; error: unknown }[]> {
  const { id, type } = await orderType();
  const events = numbers.map((Number__c, index) => {
    const datum = {
      CreatedDate: Date.now(),
      CreatedById: '005000000000001AAA',
      Number__c,
      Amount__c: 1.5,
      At__c: null,
    };
    return { id: `key-${index}`, schema_id: id, payload: type.toBuffer(datum) };
  });
  return (await client.call<{ results: never[] }>('Publish', { topic_name: TOPIC, events })).results;
}

test('the schema has required base fields and nullable fields of the event', async () => {
  const { schema } = await orderType();
  expect(schema.name).toBe('Order__e');
  expect(schema.fields.slice(0, 2)).toEqual([
    { name: 'CreatedDate', type: 'long', doc: 'CreatedDate:DateTime' },
    { name: 'CreatedById', type: 'string', doc: 'CreatedBy:EntityId' },
  ]);
  expect(schema.fields[3]).toMatchObject({ name: 'Amount__c', type: ['null', 'double'], default: null });
});

test('what is published reaches triggers and subscribers, and results come in order', async () => {
  const seen: unknown[] = [];
  double.handlers.set(
    'Order__e',
    (records) => void seen.push(...records.map((each) => [each.values.get('Number__c'), each.values.get('Amount__c')])),
  );
  const subscription = client.subscribe({ topic_name: TOPIC, replay_preset: 'LATEST', num_requested: 5 });
  await subscription.next();
  const results = await publish('1', '2');
  expect(results.map((each) => each.correlation_key)).toEqual(['key-0', 'key-1']);
  const fetched = await subscription.nextEvents();
  const { type } = await orderType();
  expect(
    fetched.events.map(({ event }) => (type.fromBuffer(event.payload) as { Number__c: string }).Number__c),
  ).toEqual(['1', '2']);
  expect(fetched.events[1]!.replay_id.equals(results[1]!.replay_id)).toBe(true);
  expect(fetched.pending_num_requested).toBe(3);
  await double.settle();
  expect(seen).toEqual([
    ['1', Decimal.fromString('1.5')],
    ['2', Decimal.fromString('1.5')],
  ]);
});

test('no more events than asked for; more credit brings the rest; after a replay id only what is newer', async () => {
  await publish('1', '2', '3');
  const subscription = client.subscribe({ topic_name: TOPIC, replay_preset: 'EARLIEST', num_requested: 2 });
  const first = await subscription.nextEvents();
  expect([first.events.length, first.pending_num_requested]).toEqual([2, 0]);
  subscription.stream.write({ num_requested: 2 });
  const rest = await subscription.nextEvents();
  expect(rest.events.length).toBe(1);
  const custom = {
    topic_name: TOPIC,
    replay_preset: 'CUSTOM',
    replay_id: first.events[1]!.replay_id,
    num_requested: 5,
  };
  const again = await client.subscribe(custom).nextEvents();
  expect(again.events.map(({ replay_id }) => replay_id)).toEqual([rest.events[0]!.replay_id]);
});

test('signs of life carry the newest replay id', async () => {
  await publish('1');
  const subscription = client.subscribe({ topic_name: TOPIC, num_requested: 1 });
  const alive = await subscription.next();
  expect(alive.events).toEqual([]);
  expect(alive.latest_replay_id.readBigUInt64BE()).toBe(BigInt(double.bus.log.tip));
});

test('errors have a status and the platform code in the trailers', async () => {
  const refused = async (headers: Record<string, string>): Promise<unknown> => {
    const other = new Client(`127.0.0.1:${ports.plain}`, headers);
    const error = await other.call('GetTopic', { topic_name: TOPIC }).catch((reason: unknown) => reason);
    other.close();
    return error;
  };
  expect(errorCode(await refused({ ...HEADERS, accesstoken: '' }))).toBe(
    'sfdc.platform.eventbus.grpc.service.auth.headers.invalid',
  );
  const expired = await refused({ ...HEADERS, accesstoken: 'old' });
  expect(errorCode(expired)).toBe('sfdc.platform.eventbus.grpc.service.auth.error');
  expect((expired as { code: number }).code).toBe(16);
  const missing = await client.call('GetTopic', { topic_name: '/event/No__e' }).catch((reason: unknown) => reason);
  expect(errorCode(missing)).toBe('sfdc.platform.eventbus.grpc.topic.not.found');
});

test.each([
  [{ replay_preset: 'CUSTOM', replay_id: replayBytes(7), num_requested: 1 }, 'subscription.fetch.replayid.corrupted'],
  [{ replay_preset: 'CUSTOM', num_requested: 1 }, 'subscription.fetch.replayid.validation.failed'],
  [{ num_requested: 0 }, 'subscription.fetch.requested.events.invalid'],
])('a subscription with %j is refused: %s', async (request, code) => {
  const subscription = client.subscribe({ topic_name: TOPIC, ...request });
  const error = await subscription.next().catch((reason: unknown) => reason);
  expect(errorCode(error)).toBe(`sfdc.platform.eventbus.grpc.${code}`);
});

test('the daily delivery allocation ends subscriptions; the events stay', async () => {
  double.bus.usage.deliveryLimit = 1;
  await publish('1', '2');
  const error = await client
    .subscribe({ topic_name: TOPIC, replay_preset: 'EARLIEST', num_requested: 5 })
    .next()
    .catch((reason: unknown) => reason);
  expect(errorCode(error)).toBe('sfdc.platform.eventbus.grpc.subscription.limit.exceeded');
});

test('an unknown schema and a refused publish fail per event', async () => {
  const events = [{ id: 'x', schema_id: 'nope', payload: Buffer.from('00', 'hex') }];
  const { results } = await client.call<{ results: { error: { msg: string } }[] }>('Publish', {
    topic_name: TOPIC,
    events,
  });
  expect(results[0]!.error.msg).toContain('nope');
  double.bus.faults.refusePublish = 'not today';
  expect((await publish('1'))[0]).toMatchObject({
    error: { code: 'PUBLISH', msg: 'not today' },
    correlation_key: 'key-0',
  });
});

test('a dropped network is UNAVAILABLE until it is restored', async () => {
  const subscription = client.subscribe({ topic_name: TOPIC, num_requested: 1 });
  await subscription.next();
  await server.drop();
  await expect(subscription.next().then(() => subscription.next())).rejects.toMatchObject({ code: 14 });
  await server.restore();
  expect(await publish('1')).toHaveLength(1);
});

test('the TLS port serves the same with its own certificate', async () => {
  const secure = credentials.createSsl(Buffer.from(server.certificate));
  const other = new Client(`localhost:${ports.tls}`, HEADERS, secure);
  expect(await other.call('GetTopic', { topic_name: TOPIC })).toMatchObject({ can_publish: true, can_subscribe: true });
  other.close();
});

describe('change events', () => {
  const change = (type: 'CREATE' | 'UPDATE', values: Record<string, unknown>, changedFields: string[]): void =>
    double.org.transaction({ user: double.org.security.admin(), kind: 'sync' }, (transaction) => {
      const info = double.org.schema.object('Account')!;
      const id = '001000000000001AAA';
      double.bus.captureChanges(
        [{ type, object: info, id, values: new Map(Object.entries(values)), changedFields, changeOrigin: 'o' }],
        transaction,
      );
    });

  async function decoded(topic: string): Promise<Record<string, unknown>[]> {
    const { events } = await client
      .subscribe({ topic_name: topic, replay_preset: 'EARLIEST', num_requested: 9 })
      .nextEvents();
    const result: Record<string, unknown>[] = [];
    for (const { event } of events) {
      const { schema_json } = await client.call<{ schema_json: string }>('GetSchema', { schema_id: event.schema_id });
      result.push(
        avro.Type.forSchema(JSON.parse(schema_json) as never).fromBuffer(event.payload) as Record<string, unknown>,
      );
    }
    return result;
  }

  test('only changed values are sent, named in a bitmap; a channel filters and enriches', async () => {
    double.components.push(
      component('PlatformEventChannelMember', 'A', {
        eventChannel: 'ChangeEvents',
        selectedEntity: 'AccountChangeEvent',
      }),
      component('PlatformEventChannel', 'Own__chn', { channelType: 'data' }),
      component('PlatformEventChannelMember', 'B', {
        eventChannel: 'Own__chn',
        selectedEntity: 'AccountChangeEvent',
        filterExpression: "Type = 'Partner'",
        enrichedFields: { name: 'Name' },
      }),
    );
    change('UPDATE', { Name: 'N', Type: 'Partner', Site: null, Amount__c: Decimal.fromString('2.5') }, [
      'Site',
      'Amount__c',
    ]);
    change('UPDATE', { Name: 'M', Type: 'Other', Site: 'S', Amount__c: null }, ['Site']);
    const all = await decoded('/data/AccountChangeEvent');
    expect(all).toHaveLength(2);
    // Fields: 0 header, 1 Name, 2 Type, 3 Site, 4 Amount__c.
    expect(all[0]!.ChangeEventHeader).toMatchObject({
      changeType: 'UPDATE',
      changedFields: ['0x18'],
      nulledFields: ['0x08'],
      entityName: 'Account',
    });
    expect(all[0]).toMatchObject({ Name: null, Type: null, Site: null, Amount__c: 2.5 });
    const own = await decoded('/data/Own__chn');
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ Name: 'N', Type: null, Amount__c: 2.5 });
  });

  test('gap events have a header only', async () => {
    double.components.push(
      component('PlatformEventChannelMember', 'A', {
        eventChannel: 'ChangeEvents',
        selectedEntity: 'AccountChangeEvent',
      }),
    );
    double.bus.faults.gap = 'gap';
    change('UPDATE', { Name: 'N' }, ['Name']);
    const [gap] = await decoded('/data/ChangeEvents');
    expect(gap).toMatchObject({ Name: null, ChangeEventHeader: { changeType: 'GAP_UPDATE', changedFields: [] } });
  });
});
