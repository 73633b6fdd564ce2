/** Child process: a Pub/Sub API that takes everything and decodes nothing, over TLS. Prints its port. `node server.ts KEY CERTIFICATE` */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPackageDefinition, Server, ServerCredentials, type ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { SCHEMA, TOPIC } from './event.ts';

interface PublishRequest {
  events: { id: string }[];
}

const proto = join(import.meta.dirname, '..', '..', 'companion', 'src', 'publish', 'pubsub_api.proto');
const { eventbus } = loadPackageDefinition(loadSync(proto, { keepCase: true })) as unknown as {
  eventbus: { v1: { PubSub: ServiceClientConstructor } };
};

let replayId = 0n;
const taken = ({ events }: PublishRequest) => ({
  results: events.map(({ id }) => {
    const replay = Buffer.alloc(8);
    replay.writeBigUInt64BE(++replayId);
    return { correlation_key: id, replay_id: replay };
  }),
  schema_id: 'schema-1',
});
type Done = (error: null, answer: object) => void;

const server = new Server({ 'grpc.max_receive_message_length': 8 * 1024 * 1024 });
server.addService(eventbus.v1.PubSub.service, {
  GetTopic: (_call: unknown, done: Done) => done(null, { topic_name: TOPIC, schema_id: 'schema-1', can_publish: true }),
  GetSchema: (_call: unknown, done: Done) => done(null, { schema_id: 'schema-1', schema_json: JSON.stringify(SCHEMA) }),
  Publish: (call: { request: PublishRequest }, done: Done) => done(null, taken(call.request)),
  PublishStream: (call: NodeJS.EventEmitter & { write(answer: object): void; end(): void }) => {
    call.on('data', (request: PublishRequest) => call.write(taken(request)));
    call.on('end', () => call.end());
    call.on('error', () => undefined);
  },
} as never);
const [, , key = '', certificate = ''] = process.argv;
const pair = { private_key: readFileSync(key), cert_chain: readFileSync(certificate) };
server.bindAsync('127.0.0.1:0', ServerCredentials.createSsl(null, [pair]), (error, port) => {
  if (error) throw error;
  console.log(port);
});
