/** One Subscribe stream: sends what its channel has, as much as was asked for. */
import { randomUUID } from 'node:crypto';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { EventBus } from '../events/bus.ts';
import { admits, type Channel, type ChannelMember } from '../events/channels.ts';
import type { BusEvent } from '../events/event.ts';
import { encode } from './codec.ts';
import { rpcError, status } from './errors.ts';
import { type FetchRequest, type FetchResponse, replayBytes, replayNumber } from './messages.ts';

const MAX_REQUESTED = 100;
const MAX_RESPONSE_BYTES = 3_000_000;
const [EARLIEST, CUSTOM] = [1, 2];

export interface SubscriberOptions {
  /** ms between signs of life; the platform's maximum is 270 s. */
  keepalive: number;
}

export class Subscriber {
  readonly #stream: ServerDuplexStream<FetchRequest, FetchResponse>;
  readonly #bus: EventBus;
  readonly #channel: () => Channel | undefined;
  readonly #topic: string;
  readonly #stop: () => void;
  readonly #keepalive: NodeJS.Timeout;
  #position: number;
  #credit = 0;
  #isWoken = false;
  #isClosed = false;

  /**
   * @param channel looked up anew for each batch, since deploys change definitions
   * @throws INVALID_ARGUMENT for a bad replay id
   */
  constructor(
    stream: ServerDuplexStream<FetchRequest, FetchResponse>,
    bus: EventBus,
    channel: () => Channel | undefined,
    first: FetchRequest,
    options: SubscriberOptions,
  ) {
    this.#stream = stream;
    this.#bus = bus;
    this.#channel = channel;
    this.#topic = first.topic_name;
    this.#position = startOf(first, bus);
    this.#stop = bus.onEvent(() => this.#wake());
    this.#keepalive = setInterval(() => this.#send([]), options.keepalive).unref();
    this.request(first);
  }

  /** More credit. @throws INVALID_ARGUMENT */
  request(request: FetchRequest): void {
    if (request.topic_name !== '' && request.topic_name !== this.#topic) {
      const words = `The topic ${request.topic_name} does not match ${this.#topic}`;
      throw rpcError(status.INVALID_ARGUMENT, 'subscription.fetch.topic.mismatch', words);
    }
    if (request.num_requested <= 0) {
      const words = 'The number of requested events must be greater than 0';
      throw rpcError(status.INVALID_ARGUMENT, 'subscription.fetch.requested.events.invalid', words);
    }
    this.#credit = Math.min(this.#credit + request.num_requested, MAX_REQUESTED);
    this.#wake();
  }

  /** Events of one turn of the event loop go out together. */
  #wake(): void {
    if (this.#isWoken || this.#isClosed) return;
    this.#isWoken = true;
    setImmediate(() => {
      this.#isWoken = false;
      if (!this.#isClosed) this.#pump();
    });
  }

  #pump(): void {
    const channel = this.#channel();
    if (!channel) return;
    while (this.#credit > 0) {
      const from = this.#position;
      const wanted: { event: BusEvent; member: ChannelMember }[] = [];
      this.#bus.log.after(
        from,
        (event) => {
          const member = admits(channel, event);
          if (member) wanted.push({ event, member });
          return member !== undefined;
        },
        this.#credit,
      );
      if (wanted.length === 0) {
        this.#position = Math.max(this.#position, this.#bus.log.tip);
        return;
      }
      if (!this.#sendBatch(wanted)) return;
    }
  }

  #sendBatch(wanted: { event: BusEvent; member: ChannelMember }[]): boolean {
    const events: FetchResponse['events'] = [];
    let bytes = 0;
    for (const { event, member } of wanted) {
      const { schemaId, payload } = encode(event, member);
      if (events.length > 0 && bytes + payload.length > MAX_RESPONSE_BYTES) break;
      bytes += payload.length;
      const sent = { id: event.eventUuid, schema_id: schemaId, payload, headers: [] };
      events.push({ event: sent, replay_id: replayBytes(event.replayId) });
      this.#position = event.replayId;
    }
    if (!this.#bus.usage.mayDeliver(events.length)) {
      const words = 'The daily event delivery limit is exceeded';
      this.fail(rpcError(status.RESOURCE_EXHAUSTED, 'subscription.limit.exceeded', words));
      return false;
    }
    this.#credit -= events.length;
    this.#send(events);
    return true;
  }

  #send(events: FetchResponse['events']): void {
    this.#stream.write({
      events,
      latest_replay_id: replayBytes(this.#position),
      rpc_id: randomUUID(),
      pending_num_requested: this.#credit,
    });
  }

  fail(error: Error): void {
    this.close();
    this.#stream.emit('error', error);
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
    clearInterval(this.#keepalive);
  }
}

function startOf(request: FetchRequest, bus: EventBus): number {
  if (request.replay_preset === EARLIEST) return bus.log.beginning;
  if (request.replay_preset !== CUSTOM) return bus.log.tip;
  if (request.replay_id.length === 0) {
    const words = 'A replay id is required with the preset CUSTOM';
    throw rpcError(status.INVALID_ARGUMENT, 'subscription.fetch.replayid.validation.failed', words);
  }
  const replayId = replayNumber(request.replay_id);
  if (replayId === undefined || !bus.log.isKnown(replayId)) {
    const words = 'The Replay ID validation failed: the id is corrupted or its event is no longer kept';
    throw rpcError(status.INVALID_ARGUMENT, 'subscription.fetch.replayid.corrupted', words);
  }
  return replayId;
}
