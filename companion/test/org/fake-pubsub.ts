/** A Pub/Sub API on loopback, as far as a publisher uses it. What arrives is decoded by the schema it serves. */
import { join } from 'node:path';
import {
  type handleServerStreamingCall,
  loadPackageDefinition,
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServiceClientConstructor,
  status,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import avro from 'avsc';

export type Decoded = Record<string, unknown>;

/** What the platform's schema of an event looks like: every custom field is a nullable union. */
function schemaOf(name: string, prefix: string): avro.Schema {
  const numbers = new Set(['Schema__c', 'Page__c', 'Pages__c']);
  const custom = ['Schema__c', 'Store__c', 'Kind__c', 'Resource_Id__c', 'Topic__c', 'Version__c', 'Mode__c'];
  const more = ['Identity_Key__c', 'Event_Key__c', 'Page__c', 'Pages__c', 'Payload__c'];
  return {
    name,
    namespace: 'com.sforce.eventbus',
    type: 'record',
    fields: [
      { name: 'CreatedDate', type: 'long' },
      { name: 'CreatedById', type: 'string' },
      ...[...custom, ...more].map((field) => ({
        name: prefix + field,
        type: ['null', numbers.has(field) ? 'double' : 'string'],
        default: null,
      })),
    ],
  } as avro.Schema;
}

interface PublishRequest {
  topic_name: string;
  events: { id: string; schema_id: string; payload: Buffer }[];
}

export interface FakePubSub {
  address: string;
  /** Calls by method; a stream counts once. */
  calls: Record<string, number>;
  /** Requests that carried events. */
  requests: number;
  /** Metadata of the last call. */
  metadata: Metadata;
  /** Tokens that are refused. */
  expired: Set<string>;
  /** Error text for an event, to refuse it alone. */
  refuse: (event: Decoded) => string | undefined;
  /** Ends the open streams, as a server that restarts. */
  dropStreams(): void;
  /** Answers nothing while true. */
  isMute: boolean;
  close(): void;
}

/** @param take gets every accepted event */
export async function startFakePubSub(take: (event: Decoded) => void, prefix = ''): Promise<FakePubSub> {
  const proto = join(__dirname, '..', '..', 'src', 'publish', 'pubsub_api.proto');
  const definition = loadSync(proto, { keepCase: true, defaults: true, enums: String, longs: String });
  const { eventbus } = loadPackageDefinition(definition) as unknown as {
    eventbus: { v1: { PubSub: ServiceClientConstructor } };
  };
  const type = avro.Type.forSchema(schemaOf(`${prefix}Shopify_Event__e`, prefix));
  const streams = new Set<ServerDuplexStream<PublishRequest, object>>();
  let replayId = 0n;

  const authorised = (call: { metadata: Metadata }, method: string): object | undefined => {
    fake.calls[method] = (fake.calls[method] ?? 0) + 1;
    fake.metadata = call.metadata;
    if (!fake.expired.has(String(call.metadata.get('accesstoken')[0]))) return undefined;
    const metadata = new Metadata();
    metadata.set('error-code', 'sfdc.platform.eventbus.grpc.service.auth.error');
    return { code: status.UNAUTHENTICATED, details: 'the session has expired', metadata };
  };

  const publish = ({ events }: PublishRequest) => {
    fake.requests += 1;
    const results = events.map(({ id, payload }) => {
      const event = type.fromBuffer(payload) as Decoded;
      const message = fake.refuse(event);
      if (message !== undefined)
        return { correlation_key: id, replay_id: Buffer.alloc(0), error: { code: 'PUBLISH', msg: message } };
      take(event);
      const replay = Buffer.alloc(8);
      replay.writeBigUInt64BE(++replayId);
      return { correlation_key: id, replay_id: replay, error: null };
    });
    return { results, schema_id: 'schema-1', rpc_id: 'rpc' };
  };

  const unary =
    (method: string, answer: (request: never) => object) =>
    (call: { request: unknown; metadata: Metadata }, done: (error: object | null, answer?: object) => void) => {
      const refused = authorised(call, method);
      if (refused) done(refused);
      else done(null, answer(call.request as never));
    };

  const server = new Server();
  server.addService(eventbus.v1.PubSub.service, {
    GetTopic: unary('GetTopic', ({ topic_name }: { topic_name: string }) => ({ topic_name, schema_id: 'schema-1' })),
    GetSchema: unary('GetSchema', () => ({ schema_id: 'schema-1', schema_json: JSON.stringify(type.schema()) })),
    Publish: unary('Publish', publish as (request: never) => object),
    PublishStream: (call: ServerDuplexStream<PublishRequest, object>) => {
      const refused = authorised(call, 'PublishStream');
      if (refused) {
        call.emit('error', refused);
        return;
      }
      streams.add(call);
      call.on('data', (request: PublishRequest) => {
        if (!fake.isMute) call.write(publish(request));
      });
      call.on('end', () => call.end());
      call.on('close', () => streams.delete(call));
      call.on('cancelled', () => streams.delete(call));
    },
    Subscribe: ((call) => call.end()) as handleServerStreamingCall<unknown, unknown>,
  } as never);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
    error ? reject(error) : resolve(port),
  );
  const fake: FakePubSub = {
    address: `127.0.0.1:${await promise}`,
    calls: {},
    requests: 0,
    metadata: new Metadata(),
    expired: new Set(),
    refuse: () => undefined,
    dropStreams: () => {
      for (const stream of streams) stream.end();
    },
    isMute: false,
    close: () => server.forceShutdown(),
  };
  return fake;
}
