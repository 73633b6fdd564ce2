/**
 * The event bus of an org: takes platform events and change events, keeps them 72 hours, and delivers them to triggers, one batch
 * after the other, each in a transaction of its own, on the event loop. Pub/Sub subscribers are woken and read the log themselves.
 */
import type {
  EventDelivery,
  EventService,
  EventSubscriber,
  Org,
  PublishOptions,
  RecordChange,
  SaveResult,
} from '../org/services.ts';
import type { RecordError, SObjectRecord } from '../schema/record.ts';
import { current, isRunning, type Transaction } from '../transaction/transaction.ts';
import './apex-hooks.ts';
import { runJobs, soon } from './background.ts';
import { captureEvents, type CaptureFaults } from './capture.ts';
import { deliveryOf, hasSubscriber } from './delivery.ts';
import type { BusEvent } from './event.ts';
import { EventJournal } from './journal.ts';
import { EventLog } from './log.ts';
import { eventValues, publishError, uuidOf } from './records.ts';
import { TriggerSubscription } from './subscription.ts';
import { TestBus } from './test-bus.ts';
import { TransactionLog } from './transaction-log.ts';
import { EventUsage } from './usage.ts';

export interface EventBusOptions {
  /** ms since epoch; the org's clock. */
  now?: () => number;
}

type NewEvent = Omit<BusEvent, 'replayId'>;

/** What a test may do to the bus, see docs/lab-org-faults.md. */
export interface BusFaults extends CaptureFaults {
  /** Publishing fails with this message; undefined = works. */
  refusePublish: string | undefined;
  /** ms between publishing and delivery to triggers. */
  deliveryDelay: number;
  /** False: triggers get nothing until `deliverNow`. */
  isDelivering: boolean;
}

export class EventBus implements EventService {
  readonly #org: Org;
  readonly #now: () => number;
  readonly #subscriptions = new Map<string, TriggerSubscription>();
  readonly #listeners = new Set<() => void>();
  readonly log: EventLog;
  readonly usage: EventUsage;
  readonly transactions = new TransactionLog();
  readonly faults: BusFaults = { refusePublish: undefined, deliveryDelay: 0, isDelivering: true, gap: 'none' };
  #timer: NodeJS.Timeout | NodeJS.Immediate | undefined;
  #isClosed = false;
  #journal: EventJournal | undefined;
  /** Where triggers were when the process before ended. */
  #places = new Map<string, number>();

  constructor(org: Org, options: EventBusOptions = {}) {
    this.#org = org;
    this.#now = options.now ?? Date.now;
    this.log = new EventLog(this.#now);
    this.usage = new EventUsage(this.#now);
  }

  /** Takes up the events and places kept in a folder, and keeps them there from now on. */
  keepIn(folder: string): void {
    this.#journal = new EventJournal(folder);
    const kept = this.#journal.read(this.#now() - 72 * 3_600_000);
    if (!kept) return;
    const forgotten = (kept.events[0]?.replayId ?? kept.last + 1) - 1;
    if (kept.last > 0) this.log.restore({ last: kept.last, forgotten, events: kept.events });
    this.#places = kept.places;
    for (const objectName of kept.places.keys()) this.#subscribe(objectName);
    this.kick();
  }

  publish(records: SObjectRecord[], options: PublishOptions): SaveResult[] {
    const transaction = current();
    const object = records[0]?.object;
    if (!object) return [];
    const isAfterCommit = options.afterCommit ?? object.publishBehavior === 'PublishAfterCommit';
    if (options.counts !== false) {
      transaction.limits.count(isAfterCommit ? 'dmlStatements' : 'publishImmediateDml');
      if (isAfterCommit) transaction.limits.count('dmlRows', records.length);
    }
    const errors = this.#errors(records, transaction);
    const isFromApex = options.counts !== false;
    const events: NewEvent[] = [];
    const results = records.map((record, index): SaveResult => {
      const error = errors[index];
      if (error) return { id: null, isSuccess: false, isCreated: false, errors: [error] };
      const event = this.#event(record, transaction, isFromApex);
      events.push(event);
      const enqueued: RecordError = { statusCode: 'OPERATION_ENQUEUED', message: event.eventUuid, fields: [] };
      return { id: eventId(object.keyPrefix), isSuccess: true, isCreated: true, errors: [enqueued] };
    });
    if (transaction.isTest) TestBus.of(transaction).add(events, options.onResult);
    else if (isAfterCommit) transaction.afterCommit(() => this.#accept(events, options));
    else this.#accept(events, options);
    return results;
  }

  #errors(records: SObjectRecord[], transaction: Transaction): (RecordError | undefined)[] {
    const errors = records.map(publishError);
    if (transaction.isTest) return errors;
    const problem = this.refusal(errors.filter((error) => error === undefined).length);
    return problem ? records.map((_, index) => errors[index] ?? problem) : errors;
  }

  /** Why that many more events cannot be published now; counts them when they can. */
  refusal(count: number): RecordError | undefined {
    const { refusePublish } = this.faults;
    if (refusePublish !== undefined)
      return { statusCode: 'PLATFORM_EVENT_PUBLISH_FAILED', message: refusePublish, fields: [] };
    if (this.usage.mayPublish(count)) return undefined;
    return { statusCode: 'LIMIT_EXCEEDED', message: 'The hourly event publishing limit is exceeded', fields: [] };
  }

  #event(record: SObjectRecord, transaction: Transaction, isFromApex: boolean): NewEvent {
    return {
      objectName: record.object.name,
      eventUuid: uuidOf(record),
      publishedAt: transaction.now(),
      publishedBy: transaction.user.id,
      values: eventValues(record, isFromApex),
      change: undefined,
      raw: undefined,
      isFromApex,
    };
  }

  #accept(events: NewEvent[], { onResult }: PublishOptions): void {
    this.append(events);
    if (!onResult || events.length === 0) return;
    const uuids = events.map((event) => event.eventUuid);
    const user = this.#org.security.automatedProcess();
    soon('publish callback', () => this.#org.transaction({ user, kind: 'async' }, () => onResult('success', uuids)));
  }

  /** Puts events on the bus and sees that they get delivered. @returns them with their replay ids */
  append(events: NewEvent[]): BusEvent[] {
    for (const { objectName } of events) this.#subscribe(objectName);
    const stored = events.map((event) => this.log.append(event));
    if (stored.length === 0) return stored;
    this.#journal?.add(stored);
    this.#wake();
    return stored;
  }

  /** A trigger that is there when an event arrives gets it; one that comes later starts at the tip. */
  #subscribe(objectName: string): TriggerSubscription | undefined {
    const object = this.#org.schema.object(objectName);
    if (!object || !hasSubscriber(this.#org, object)) {
      this.#subscriptions.delete(objectName);
      return undefined;
    }
    let subscription = this.#subscriptions.get(object.name);
    if (!subscription) {
      subscription = new TriggerSubscription(this.#org, this.log, this.transactions, object.name);
      subscription.position = this.#places.get(object.name) ?? subscription.position;
      this.#places.delete(object.name);
      this.#journal?.place(object.name, subscription.position);
      this.#subscriptions.set(object.name, subscription);
    }
    return subscription;
  }

  captureChanges(changes: RecordChange[], transaction: Transaction): void {
    if (transaction.isTest) TestBus.of(transaction).capture(this.#org, changes, transaction);
    else this.append(captureEvents(this.#org, changes, transaction, this.faults));
  }

  #wake(): void {
    for (const listener of this.#listeners) listener();
    this.#schedule(this.faults.deliveryDelay);
  }

  /** Called at each new event until the returned function is called. */
  onEvent(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #schedule(delay: number): void {
    if (this.#timer !== undefined || this.#isClosed || !this.faults.isDelivering) return;
    const run = (): void => {
      this.#timer = undefined;
      this.#deliverRound();
      const wait = this.#nextWait();
      if (wait !== undefined) this.#schedule(wait);
    };
    this.#timer = delay > 0 ? setTimeout(run, delay) : setImmediate(run);
  }

  /** One batch per ready trigger, and the asynchronous jobs they started. @returns whether anything was delivered */
  #deliverRound(): boolean {
    const now = this.#now();
    const ready = [...this.#subscriptions.values()].filter((subscription) => subscription.isReady(now));
    for (const subscription of ready) {
      subscription.deliverBatch(now);
      this.#journal?.place(subscription.objectName, subscription.position);
    }
    if (ready.length > 0) runJobs(this.#org);
    return ready.length > 0;
  }

  /** ms until some trigger may be served again; undefined when none waits. */
  #nextWait(): number | undefined {
    const waiting = [...this.#subscriptions.values()].filter(
      (subscription) => subscription.status === 'Running' && subscription.pending(1).length > 0,
    );
    if (waiting.length === 0) return undefined;
    return Math.max(0, Math.min(...waiting.map((subscription) => subscription.notBefore)) - this.#now());
  }

  /** Delivers until nothing is left, retries without their pauses. */
  deliverNow(): void {
    for (let rounds = 0; rounds < 10_000; rounds++) {
      for (const subscription of this.#subscriptions.values()) subscription.notBefore = 0;
      if (!this.#deliverRound()) return;
    }
    throw new Error('event triggers keep publishing events');
  }

  /** Lets delivery go on after `isDelivering` or a subscription was switched. */
  kick(): void {
    this.#wake();
  }

  /** The subscription of the trigger on an event; undefined when the event has none. */
  subscription(objectName: string): TriggerSubscription | undefined {
    return this.#subscribe(objectName);
  }

  get subscriptions(): Iterable<TriggerSubscription> {
    return this.#subscriptions.values();
  }

  delivery(): EventDelivery | undefined {
    return isRunning() ? deliveryOf(current()) : undefined;
  }

  deliverTest(): void {
    TestBus.of(current()).deliver(this.#org, current());
  }

  failTest(): void {
    TestBus.of(current()).fail(this.#org, current());
  }

  enableTestChangeCapture(): void {
    TestBus.of(current()).isCapturing = true;
  }

  subscribers(): EventSubscriber[] {
    if (isRunning() && current().isTest) return TestBus.of(current()).subscribers(this.#org);
    for (const object of this.#org.schema.objects()) {
      if (object.kind === 'platformEvent' || object.kind === 'changeEvent') this.#subscribe(object.name);
    }
    return [...this.#subscriptions.values()].map((subscription) => subscription.state());
  }

  /** Like a refreshed sandbox: no events, new replay ids, triggers at the tip. */
  resetLog(): void {
    this.log.reset();
    this.#journal?.reset();
    for (const subscription of this.#subscriptions.values()) subscription.resume(true);
  }

  /** Stops delivering. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer as NodeJS.Timeout);
    clearImmediate(this.#timer as NodeJS.Immediate);
  }
}

let serial = 0;

/** The platform answers a made-up id for a published event. */
function eventId(keyPrefix: string | undefined): string {
  return `${keyPrefix ?? 'e00'}xx${String(++serial).padStart(10, '0')}AAA`;
}
