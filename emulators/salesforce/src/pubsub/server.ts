/** The Pub/Sub API: one gRPC service on a plaintext and a TLS port. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { EventBus } from '../events/bus.ts';
import { type Channel, channelOf } from '../events/channels.ts';
import type { Org } from '../org/services.ts';
import type { OrgUser } from '../security/access.ts';
import { selfSigned } from './certificate.ts';
import { currentSchema, schemaById } from './codec.ts';
import { rpcError, status } from './errors.ts';
import type { FetchRequest, FetchResponse, PublishRequest, PublishResponse } from './messages.ts';
import { publish } from './publishing.ts';
import { type Authenticate, callerOf } from './session.ts';
import { Subscriber } from './subscriber.ts';

export interface PubSubOptions {
  authenticate: Authenticate;
  /** ms; default 60 s. */
  keepalive?: number;
}

/** A client must publish something this often to keep a PublishStream. */
const PUBLISH_STREAM_IDLE = 70_000;

type Unary<Q, A> = (call: ServerUnaryCall<Q, A>, answer: sendUnaryData<A>) => void;

export class PubSubServer {
  readonly #org: Org;
  readonly #bus: EventBus;
  readonly #options: PubSubOptions;
  readonly #tls = selfSigned();
  #servers: Server[] = [];
  /** Open streams, and how to stop what works for them. */
  readonly #streams = new Map<ServerDuplexStream<never, never>, () => void>();
  #ports: { plain: number; tls: number } | undefined;
  /** ms before Publish answers; for tests. */
  publishDelay = 0;

  constructor(org: Org, bus: EventBus, options: PubSubOptions) {
    this.#org = org;
    this.#bus = bus;
    this.#options = options;
  }

  /** Binds both ports on 127.0.0.1; 0 = any. */
  async start(port = 0, tlsPort = 0): Promise<{ plain: number; tls: number }> {
    const pair = { private_key: Buffer.from(this.#tls.key), cert_chain: Buffer.from(this.#tls.certificate) };
    const plain = await this.#bind(port, ServerCredentials.createInsecure());
    const tls = await this.#bind(tlsPort, ServerCredentials.createSsl(null, [pair], false));
    this.#ports = { plain, tls };
    return this.#ports;
  }

  /** PEM of the TLS port's certificate. */
  get certificate(): string {
    return this.#tls.certificate;
  }

  async #bind(port: number, credentials: ServerCredentials): Promise<number> {
    const server = new Server();
    server.addService(serviceDefinition(), this.#handlers());
    const bound = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${port}`, credentials, (error, value) => (error ? reject(error) : resolve(value)));
    });
    this.#servers.push(server);
    return bound;
  }

  /** Cuts all streams and stops listening: clients see UNAVAILABLE. */
  async drop(): Promise<void> {
    const words = 'The service is unavailable';
    for (const [stream, stop] of this.#streams) {
      stop();
      stream.emit('error', rpcError(status.UNAVAILABLE, 'service.unavailable', words));
    }
    this.#streams.clear();
    const servers = this.#servers;
    this.#servers = [];
    // The farewell has to leave before the connections break.
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const server of servers) server.forceShutdown();
  }

  #track(stream: unknown, stop: () => void): void {
    const open = stream as ServerDuplexStream<never, never>;
    const close = (): void => {
      stop();
      this.#streams.delete(open);
    };
    this.#streams.set(open, stop);
    open.on('close', close);
    open.on('cancelled', close);
  }

  /** Listens again on the same ports after `drop`. */
  async restore(): Promise<void> {
    if (this.#ports && this.#servers.length === 0) await this.start(this.#ports.plain, this.#ports.tls);
  }

  #handlers(): Record<string, never> {
    const unary = <Q, A>(answer: (request: Q, user: OrgUser) => A, delay = (): number => 0): Unary<Q, A> => {
      return (call, callback) => {
        const reply = (): void => {
          try {
            callback(null, answer(call.request, callerOf(call.metadata, this.#org, this.#options.authenticate)));
          } catch (error) {
            callback(asRpcError(error));
          }
        };
        if (delay() > 0) setTimeout(reply, delay());
        else reply();
      };
    };
    const handlers = {
      GetTopic: unary((request: { topic_name: string }, user) => this.#getTopic(request.topic_name, user)),
      GetSchema: unary((request: { schema_id: string }) => this.#getSchema(request.schema_id)),
      Publish: unary(
        (request: PublishRequest, user) =>
          publish(this.#org, this.#bus, this.#channel(request.topic_name), request, user),
        () => this.publishDelay,
      ),
      PublishStream: (stream: ServerDuplexStream<PublishRequest, PublishResponse>) => this.#publishStream(stream),
      Subscribe: (stream: ServerDuplexStream<FetchRequest, FetchResponse>) => this.#subscribe(stream),
      ManagedSubscribe: (stream: ServerDuplexStream<unknown, unknown>) => {
        const words = 'NotEmulated: ManagedSubscribe';
        stream.emit('error', rpcError(status.UNIMPLEMENTED, 'service.unavailable', words));
      },
    };
    return handlers as unknown as Record<string, never>;
  }

  #channel(topic: string): Channel {
    if (topic === '') throw rpcError(status.INVALID_ARGUMENT, 'topic.validation.empty', 'The topic name is required');
    const channel = channelOf(this.#org, topic);
    if (!channel) throw rpcError(status.NOT_FOUND, 'topic.not.found', `The topic ${topic} was not found`);
    return channel;
  }

  #getTopic(topic: string, user: OrgUser): Record<string, unknown> {
    const channel = this.#channel(topic);
    const rights = this.#org.security.rights(user);
    const [member] = channel.members;
    const canRead = channel.members.every(({ object }) => rights.canRead(object.name));
    return {
      topic_name: topic,
      tenant_guid: `core/prod/${this.#org.id}`,
      can_publish: channel.canPublish && member !== undefined && rights.canCreate(member.object.name),
      can_subscribe: canRead,
      schema_id: member ? currentSchema(member).id : '',
      rpc_id: randomUUID(),
    };
  }

  #getSchema(id: string): Record<string, unknown> {
    if (!schemaById(id)) this.#describeAll();
    const schema = schemaById(id);
    if (!schema) throw rpcError(status.NOT_FOUND, 'schema.validation.failed', `The schema ${id} was not found`);
    return { schema_json: schema.json, schema_id: schema.id, rpc_id: randomUUID() };
  }

  /** After a restart a client may ask for a schema it knows from before: its id follows from its definition. */
  #describeAll(): void {
    const topics = [...this.#org.schema.objects()]
      .filter(({ kind }) => kind === 'platformEvent')
      .map(({ name }) => `/event/${name}`);
    const selected = [...this.#org.metadata.components('PlatformEventChannelMember')];
    topics.push(...selected.map(({ definition }) => `/data/${String(definition.selectedEntity)}`));
    for (const topic of topics) channelOf(this.#org, topic)?.members.forEach((member) => currentSchema(member));
  }

  #subscribe(stream: ServerDuplexStream<FetchRequest, FetchResponse>): void {
    let subscriber: Subscriber | undefined;
    this.#track(stream, () => subscriber?.close());
    stream.on('data', (request: FetchRequest) => {
      try {
        if (subscriber) subscriber.request(request);
        else subscriber = this.#subscriber(stream, request);
      } catch (error) {
        subscriber?.close();
        stream.emit('error', asRpcError(error));
      }
    });
    stream.on('end', () => {
      subscriber?.close();
      stream.end();
    });
  }

  #subscriber(stream: ServerDuplexStream<FetchRequest, FetchResponse>, request: FetchRequest): Subscriber {
    const user = callerOf(stream.metadata, this.#org, this.#options.authenticate);
    const channel = this.#channel(request.topic_name);
    const rights = this.#org.security.rights(user);
    const hidden = channel.members.find(({ object }) => !rights.canRead(object.name));
    if (hidden) {
      const words = `The user does not have permission to subscribe to ${hidden.eventName}`;
      throw rpcError(status.PERMISSION_DENIED, 'subscription.topic.cannot.subscribe', words);
    }
    const keepalive = this.#options.keepalive ?? 60_000;
    const current = (): Channel | undefined => channelOf(this.#org, request.topic_name);
    return new Subscriber(stream, this.#bus, current, request, { keepalive });
  }

  #publishStream(stream: ServerDuplexStream<PublishRequest, PublishResponse>): void {
    let topic = '';
    const idle = setTimeout(() => {
      const words = 'The stream was idle for too long';
      stream.emit('error', rpcError(status.ABORTED, 'publish.stream.sweeper.timeout', words));
    }, PUBLISH_STREAM_IDLE);
    stream.on('data', (request: PublishRequest) => {
      try {
        const user = callerOf(stream.metadata, this.#org, this.#options.authenticate);
        if (topic === '') topic = request.topic_name;
        if (request.topic_name !== '' && request.topic_name !== topic) {
          throw rpcError(status.INVALID_ARGUMENT, 'publish.topic.mismatch', `The topic does not match ${topic}`);
        }
        const answer = publish(this.#org, this.#bus, this.#channel(topic), request, user);
        idle.refresh();
        setTimeout(() => stream.write(answer), this.publishDelay);
      } catch (error) {
        clearTimeout(idle);
        stream.emit('error', asRpcError(error));
      }
    });
    this.#track(stream, () => clearTimeout(idle));
    stream.on('end', () => {
      clearTimeout(idle);
      stream.end();
    });
  }
}

function asRpcError(error: unknown): Error {
  if (error instanceof Error && 'code' in error && 'metadata' in error) return error;
  const words = error instanceof Error ? error.message : String(error);
  console.error('Pub/Sub API:', error);
  return rpcError(status.INTERNAL, 'service.unavailable', words);
}

let service: ServiceDefinition | undefined;

function serviceDefinition(): ServiceDefinition {
  if (!service) {
    const file = join(import.meta.dirname, 'pubsub_api.proto');
    const definition = loadSync(file, { keepCase: true, longs: String, enums: Number, defaults: true });
    const loaded = loadPackageDefinition(definition) as unknown as {
      eventbus: { v1: { PubSub: { service: ServiceDefinition } } };
    };
    service = loaded.eventbus.v1.PubSub.service;
  }
  return service;
}
