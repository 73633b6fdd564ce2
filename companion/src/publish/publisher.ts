/** Takes waiting snapshots, as far as the window allows, and publishes their events. */
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { type Inbox, refOf, type StoredSnapshot } from '../inbox/inbox.ts';
import type { Metrics } from '../metrics.ts';
import { eventsOf } from './event.ts';
import type { PubSub, PublishResult } from './pubsub.ts';
import type { Refusals } from './refusals.ts';
import type { InFlightWindow } from './window.ts';

/** Salesforce's recommendation for one request. */
const EVENTS_PER_REQUEST = 200;
const BYTES_PER_REQUEST = 2_500_000;

export interface InFlight {
  snapshot: StoredSnapshot;
  events: number;
  bytes: number;
  pages: number;
}

export interface PublisherPorts {
  config: Config;
  inbox: Inbox;
  pubsub: PubSub;
  log: Logger;
  metrics: Metrics;
  window: InFlightWindow;
  refusals: Refusals;
  /** Id of the user events are created by; the schema asks for it. */
  userId: () => Promise<string>;
}

export function keyOf({ store, kind, resourceId }: { store: string; kind: string; resourceId: string }): string {
  return `${store}:${kind}:${resourceId}`;
}

/** What a snapshot takes of the window. */
export function measure(snapshot: StoredSnapshot): InFlight {
  const events = eventsOf(snapshot);
  return { snapshot, events: events.length, bytes: snapshot.document.length, pages: events.length };
}

/** The snapshots that fit beside what is in flight; always one when nothing is. */
function fitting(waiting: StoredSnapshot[], inFlight: Map<string, InFlight>, window: InFlightWindow): InFlight[] {
  let events = 0;
  let bytes = 0;
  for (const entry of inFlight.values()) {
    events += entry.events;
    bytes += entry.bytes;
  }
  const chosen: InFlight[] = [];
  for (const snapshot of waiting) {
    // A newer version takes the place of one in flight: the org keeps the newest, whichever it sees first.
    const entry = measure(snapshot);
    const isFirst = inFlight.size === 0 && chosen.length === 0;
    if (!isFirst && (events + entry.events > window.events || bytes + entry.bytes > window.bytes)) break;
    events += entry.events;
    bytes += entry.bytes;
    chosen.push(entry);
  }
  return chosen;
}

interface Prepared {
  entry: InFlight;
  id: string;
  event: object;
  size: number;
}

function requestsOf(prepared: Prepared[]): Prepared[][] {
  const requests: Prepared[][] = [];
  let bytes = 0;
  for (const item of prepared) {
    const last = requests.at(-1);
    if (!last || last.length >= EVENTS_PER_REQUEST || bytes + item.size > BYTES_PER_REQUEST) {
      requests.push([item]);
      bytes = item.size;
    } else {
      last.push(item);
      bytes += item.size;
    }
  }
  return requests;
}

export interface Published {
  /** In flight now, besides what was. */
  taken: InFlight[];
  /** Back in the queue: the bus refused an event of theirs, with its words. */
  refused: { entry: InFlight; message: string }[];
  /** Something waits for a confirmation: the window is full. */
  isHeldUp: boolean;
}

/** Publishes what fits. @throws CompanionError when the bus refused the call as a whole; nothing is in flight then */
export async function publishWaiting(ports: PublisherPorts, inFlight: Map<string, InFlight>): Promise<Published> {
  const { config, inbox, pubsub, window, metrics, log, refusals } = ports;
  const waiting = await inbox.waiting(window.events + inFlight.size);
  const isAside = (snapshot: StoredSnapshot) => refusals.isAside(keyOf(snapshot));
  const inOrder = [...waiting.filter((one) => !isAside(one)), ...waiting.filter(isAside)];
  const chosen = fitting(inOrder, inFlight, window);
  const isHeldUp = waiting.length > chosen.length;
  if (chosen.length === 0) return { taken: [], refused: [], isHeldUp };
  const userId = await ports.userId();
  const now = Date.now();
  const prepared = chosen.flatMap((entry) =>
    eventsOf(entry.snapshot).map((event): Prepared => {
      const fields = Object.fromEntries(Object.entries(event).map(([name, value]) => [config.prefix + name, value]));
      return {
        entry,
        id: event.Event_Key__c,
        event: { CreatedDate: now, CreatedById: userId, ...fields },
        size: (event.Payload__c ?? '').length + 600,
      };
    }),
  );
  // Marked first: after a crash in between, an event is at worst published twice, which changes nothing.
  const again = chosen.filter(({ snapshot }) => snapshot.attempts > 0).length;
  await inbox.markPublished(
    chosen.map(({ snapshot }) => refOf(snapshot)),
    now,
  );
  for (const { snapshot } of chosen) {
    snapshot.attempts += 1;
    snapshot.publishedAt = now;
  }
  const topic = `/event/${config.prefix}Shopify_Event__e`;
  const requests = requestsOf(prepared);
  let answers: PublishResult[][];
  try {
    answers = await Promise.all(
      requests.map((request) =>
        pubsub.publish(
          topic,
          request.map(({ event }) => event),
          request.map(({ id }) => id),
        ),
      ),
    );
  } catch (error) {
    await inbox.requeue(chosen.map(({ snapshot }) => refOf(snapshot)));
    throw error;
  }
  const words = new Map<InFlight, string>();
  for (const [at, results] of answers.entries())
    for (const [index, { error }] of results.entries()) {
      const entry = requests[at]?.[index]?.entry;
      if (error !== undefined && entry) words.set(entry, error);
    }
  const taken = chosen.filter((entry) => !words.has(entry));
  await inbox.requeue([...words.keys()].map(({ snapshot }) => refOf(snapshot)));
  for (const { snapshot } of taken) refusals.accepted(keyOf(snapshot));
  metrics.published.inc(prepared.length);
  metrics.republished.inc(again);
  log.debug({ snapshots: taken.length, events: prepared.length, window: window.events }, 'published');
  return { taken, refused: [...words].map(([entry, message]) => ({ entry, message })), isHeldUp };
}
