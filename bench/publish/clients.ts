/** Three ways to publish a batch of events and wait until all are taken. */
import { join } from 'node:path';
import { credentials, loadPackageDefinition, Metadata, type ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import avro from 'avsc';
import PubSubApiClient from 'salesforce-pubsub-api-client';
import { connectPubSub } from '../../companion/src/publish/pubsub.ts';
import { SCHEMA, TOPIC } from './event.ts';

const SESSION = { accessToken: '00D000000000001!token', instanceUrl: 'https://127.0.0.1' };
const ORG = '00D000000000001EAA';

export interface Client {
  /** Events as this client wants them; not part of what is measured. */
  prepare?(events: object[]): object[];
  publish(events: object[], ids: string[]): Promise<void>;
  close(): void;
}

/** The floor: a loop of unary calls, each event encoded by avsc, schema known. */
export function unary(address: string): Client {
  const proto = join(import.meta.dirname, '..', '..', 'companion', 'src', 'publish', 'pubsub_api.proto');
  const { eventbus } = loadPackageDefinition(loadSync(proto, { keepCase: true })) as unknown as {
    eventbus: { v1: { PubSub: ServiceClientConstructor } };
  };
  const client = new eventbus.v1.PubSub(address, credentials.createSsl());
  const type = avro.Type.forSchema(SCHEMA as avro.Schema);
  const call = client['Publish'] as (request: object, metadata: Metadata, done: (error: unknown) => void) => void;
  const metadata = new Metadata();
  metadata.set('accesstoken', SESSION.accessToken);
  metadata.set('instanceurl', SESSION.instanceUrl);
  metadata.set('tenantid', ORG);
  return {
    publish(events, ids) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const encoded = events.map((event, at) => ({
        id: ids[at],
        schema_id: 'schema-1',
        payload: type.toBuffer(event),
      }));
      call.call(client, { topic_name: TOPIC, events: encoded }, metadata, (error) =>
        error ? reject(error) : resolve(),
      );
      return promise;
    },
    close: () => client.close(),
  };
}

export function companion(address: string): Client {
  const tokens = { session: () => Promise.resolve(SESSION), expire: () => undefined };
  const pubsub = connectPubSub({ address, isPlaintext: false, tokens, tenantId: () => Promise.resolve(ORG) });
  return {
    async publish(events, ids) {
      const results = await pubsub.publish(TOPIC, events, ids);
      if (results.length !== events.length || results.some(({ error }) => error)) throw new Error('not all were taken');
    },
    close: () => pubsub.close(),
  };
}

export async function peer(address: string): Promise<Client> {
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error };
  const configuration = {
    authType: 'user-supplied',
    ...{ accessToken: SESSION.accessToken, instanceUrl: SESSION.instanceUrl, organizationId: ORG },
    pubSubEndpoint: address,
    rejectUnauthorizedSsl: false,
  };
  const client = new PubSubApiClient(configuration as never, silent as never);
  await client.connect();
  const wrapped = (value: unknown) => (typeof value === 'number' ? { double: value } : { string: value });
  return {
    // avro-js wants members of a union named.
    prepare: (events) =>
      events.map((event) =>
        Object.fromEntries(
          Object.entries(event).map(([name, value]) => [name, name.endsWith('__c') ? wrapped(value) : value]),
        ),
      ),
    async publish(events, ids) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const batch = events.map((payload, at) => ({ id: ids[at], payload }));
      await client.publishBatch(
        TOPIC,
        batch as never,
        ((_info: unknown, kind: string, data: unknown) => {
          if (kind === 'publishResponse') resolve();
          else if (kind === 'error') reject(data as Error);
        }) as never,
      );
      return promise;
    },
    close: () => client.close(),
  };
}
