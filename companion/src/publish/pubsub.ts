/**
 * A small Pub/Sub API client: topic schema looked up once, events encoded by it, one PublishStream for all requests.
 *
 * The stream answers in the order of the requests. An idle stream is closed by the server (70 s); the next publish opens another.
 */
import { join } from 'node:path';
import {
  type ClientDuplexStream,
  credentials,
  Metadata,
  loadPackageDefinition,
  type ServiceError,
  type ServiceClientConstructor,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import avro from 'avsc';
import { CompanionError } from '../errors.ts';
import type { Session, TokenProvider } from '../salesforce/token.ts';

export interface PublishResult {
  replayId: Buffer;
  error: string | undefined;
}

export interface PubSub {
  /** Publishes events of one topic in order. @throws CompanionError PUBSUB when the call as a whole failed */
  publish(topic: string, events: object[], ids: string[]): Promise<PublishResult[]>;
  close(): void;
}

export interface PubSubOptions {
  address: string;
  isPlaintext: boolean;
  tokens: TokenProvider;
  /** 18-character org id, for the `tenantid` header. */
  tenantId: () => Promise<string>;
  /** Milliseconds for one answer. */
  timeout?: number;
}

interface Response {
  results: { replay_id: Buffer; error: { code: string; msg: string } | null; correlation_key: string }[];
}

interface Waiting {
  resolve: (response: Response) => void;
  reject: (error: unknown) => void;
}

interface OpenStream {
  call: ClientDuplexStream<object, Response>;
  waiting: Waiting[];
  session: Session;
}

interface TopicType {
  schemaId: string;
  type: avro.Type;
  /** All fields of the event as null: a newer package may have more of them than this companion knows. */
  empty: Record<string, null>;
}

function serviceConstructor(): ServiceClientConstructor {
  const definition = loadSync(join(import.meta.dirname, 'pubsub_api.proto'), {
    keepCase: true,
    longs: String,
    enums: String,
    defaults: true,
  });
  const { eventbus } = loadPackageDefinition(definition) as unknown as {
    eventbus: { v1: { PubSub: ServiceClientConstructor } };
  };
  return eventbus.v1.PubSub;
}

function asError(error: ServiceError): CompanionError {
  const code = error.metadata?.get('error-code')[0];
  return new CompanionError('PUBSUB', `${code ?? error.code}: ${error.details ?? error.message}`, { cause: error });
}

const isExpired = (error: unknown): boolean =>
  error instanceof CompanionError && /auth\.error|UNAUTHENTICATED|: 16:|^PUBSUB.*\b16\b/.test(error.message);

export function connectPubSub(options: PubSubOptions): PubSub {
  const { address, isPlaintext, tokens, timeout = 30_000 } = options;
  const Service = serviceConstructor();
  const client = new Service(address, isPlaintext ? credentials.createInsecure() : credentials.createSsl(), {
    'grpc.max_receive_message_length': 8 * 1024 * 1024,
    'grpc.max_send_message_length': 8 * 1024 * 1024,
  });
  const types = new Map<string, Promise<TopicType>>();
  let open: OpenStream | undefined;

  async function metadataFor(session: Session): Promise<Metadata> {
    const metadata = new Metadata();
    metadata.set('accesstoken', session.accessToken);
    metadata.set('instanceurl', session.instanceUrl);
    metadata.set('tenantid', await options.tenantId());
    return metadata;
  }

  async function unary<T>(method: string, request: object): Promise<T> {
    const session = await tokens.session();
    const metadata = await metadataFor(session);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const call = client[method] as (
      request: object,
      metadata: Metadata,
      options: object,
      done: (error: ServiceError | null, answer: T) => void,
    ) => void;
    call.call(client, request, metadata, { deadline: Date.now() + timeout }, (error, answer) =>
      error ? reject(asError(error)) : resolve(answer),
    );
    try {
      return await promise;
    } catch (error) {
      if (isExpired(error)) tokens.expire(session);
      throw error;
    }
  }

  async function typeOf(topic: string): Promise<TopicType> {
    const load = async () => {
      const { schema_id: schemaId } = await unary<{ schema_id: string }>('GetTopic', { topic_name: topic });
      const { schema_json: json } = await unary<{ schema_json: string }>('GetSchema', { schema_id: schemaId });
      const type = avro.Type.forSchema(JSON.parse(json) as avro.Schema) as avro.types.RecordType;
      return { schemaId, type, empty: Object.fromEntries(type.fields.map(({ name }) => [name, null])) };
    };
    const known = types.get(topic) ?? load();
    types.set(topic, known);
    known.catch(() => types.delete(topic));
    return known;
  }

  async function stream(): Promise<OpenStream> {
    if (open) return open;
    const session = await tokens.session();
    const metadata = await metadataFor(session);
    const call = (client['PublishStream'] as (metadata: Metadata) => ClientDuplexStream<object, Response>).call(
      client,
      metadata,
    );
    const own: OpenStream = { call, waiting: [], session };
    const end = (error: CompanionError) => {
      if (open === own) open = undefined;
      if (isExpired(error)) tokens.expire(session);
      for (const { reject } of own.waiting.splice(0)) reject(error);
    };
    call.on('data', (response: Response) => own.waiting.shift()?.resolve(response));
    call.on('error', (error: ServiceError) => end(asError(error)));
    call.on('end', () => end(new CompanionError('PUBSUB', 'the stream was closed')));
    open = own;
    return own;
  }

  return {
    async publish(topic, events, ids) {
      const { schemaId, type, empty } = await typeOf(topic);
      const request = {
        topic_name: topic,
        events: events.map((event, index) => ({
          id: ids[index],
          schema_id: schemaId,
          payload: type.toBuffer({ ...empty, ...event }),
        })),
      };
      const { call, waiting } = await stream();
      const { promise, resolve, reject } = Promise.withResolvers<Response>();
      const timer = setTimeout(() => {
        // The order of answers is lost with one that is missing: start over with another stream.
        call.cancel();
        reject(new CompanionError('PUBSUB', `no answer within ${timeout} ms`));
      }, timeout);
      waiting.push({ resolve, reject });
      call.write(request);
      try {
        const { results } = await promise;
        return results.map(({ replay_id: replayId, error }) => ({
          replayId,
          error: error?.msg || (error ? error.code : undefined),
        }));
      } catch (error) {
        types.delete(topic);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    close() {
      open?.call.end();
      client.close();
    },
  };
}
