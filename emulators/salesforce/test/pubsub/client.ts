/** A client of the Pub/Sub API written against the wire format alone. */
import { join } from 'node:path';
import {
  type ChannelCredentials,
  credentials,
  loadPackageDefinition,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

export interface Fetched {
  events: { event: { id: string; schema_id: string; payload: Buffer }; replay_id: Buffer }[];
  latest_replay_id: Buffer;
  pending_num_requested: number;
}

interface Stream {
  write(request: Record<string, unknown>): void;
  end(): void;
  cancel(): void;
  on(event: string, listener: (value: never) => void): Stream;
}

type Stub = Record<string, (...list: unknown[]) => Stream> & { close(): void };

export class Client {
  readonly #stub: Stub;
  readonly #metadata = new Metadata();

  constructor(
    address: string,
    headers: Record<string, string>,
    channel: ChannelCredentials = credentials.createInsecure(),
  ) {
    const file = join(__dirname, '../../src/pubsub/pubsub_api.proto');
    const definition = loadPackageDefinition(loadSync(file, { keepCase: true, enums: String, defaults: true }));
    const { PubSub } = (definition as unknown as { eventbus: { v1: { PubSub: new (...list: unknown[]) => Stub } } })
      .eventbus.v1;
    this.#stub = new PubSub(address, channel);
    for (const [name, value] of Object.entries(headers)) this.#metadata.set(name, value);
  }

  /** @throws ServiceError */
  call<T>(method: string, request: Record<string, unknown>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#stub[method]!(request, this.#metadata, (error: ServiceError | null, answer: T) =>
        error ? reject(error) : resolve(answer),
      );
    });
  }

  subscribe(first: Record<string, unknown>): Subscription {
    const stream = this.#stub['Subscribe']!(this.#metadata);
    const subscription = new Subscription(stream);
    stream.write(first);
    return subscription;
  }

  close(): void {
    this.#stub.close();
  }
}

export class Subscription {
  readonly stream: Stream;
  readonly #received: Fetched[] = [];
  #wake: (() => void) | undefined;
  error: ServiceError | undefined;

  constructor(stream: Stream) {
    this.stream = stream;
    stream.on('data', (fetched: Fetched) => {
      this.#received.push(fetched);
      this.#wake?.();
    });
    stream.on('error', (error: ServiceError) => {
      this.error = error;
      this.#wake?.();
    });
  }

  /** The next response with events in it, past signs of life. */
  async nextEvents(): Promise<Fetched> {
    for (;;) {
      const fetched = await this.next();
      if (fetched.events.length > 0) return fetched;
    }
  }

  /** The next response. @throws what the server ended the stream with */
  async next(): Promise<Fetched> {
    while (this.#received.length === 0) {
      if (this.error) throw this.error;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.#received.shift()!;
  }
}

export function replayBytes(replayId: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(replayId));
  return bytes;
}

export function errorCode(error: unknown): string {
  return String((error as ServiceError).metadata?.get('error-code')[0]);
}
