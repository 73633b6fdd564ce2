/** The bus of one Apex test: nothing leaves the test, and events are delivered when the test says so. */
import { FreshTransaction } from '../apex/testing/fresh-transaction.ts';
import type { EventSubscriber, Org, PublishOptions, RecordChange } from '../org/services.ts';
import { apexError } from '../apex/runtime/exceptions.ts';
import { LimitCounters } from '../transaction/limits.ts';
import { runIn, type Transaction } from '../transaction/transaction.ts';
import { captureEvents } from './capture.ts';
import { Delivery, failureOf, hasSubscriber, runTriggers } from './delivery.ts';
import type { BusEvent } from './event.ts';
import { subscriberConfig } from './subscription.ts';

const MAX_EVENTS = 500;
const MAX_RETRIES = 9;
const slot = Symbol('event bus of a test');

interface Subscriber {
  position: number;
  retries: number;
  lastError: string | null;
  status: EventSubscriber['status'];
}

interface Waiting {
  events: BusEvent[];
  onResult: PublishOptions['onResult'];
}

export class TestBus {
  readonly #events: BusEvent[] = [];
  readonly #subscribers = new Map<string, Subscriber>();
  #callbacks: Waiting[] = [];
  /** Test.enableChangeDataCapture was called: changes of every object are captured. */
  isCapturing = false;

  static of(transaction: Transaction): TestBus {
    let bus = transaction.slots.get(slot) as TestBus | undefined;
    if (!bus) transaction.slots.set(slot, (bus = new TestBus()));
    return bus;
  }

  /** @throws LimitException over 500 events in a test */
  add(events: Omit<BusEvent, 'replayId'>[], onResult?: PublishOptions['onResult']): void {
    if (this.#events.length + events.length > MAX_EVENTS) {
      throw apexError(
        'System.LimitException',
        `Too many event messages published in a test: ${this.#events.length + events.length}`,
      );
    }
    const added = events.map((event, index) => ({ ...event, replayId: this.#events.length + index + 1 }));
    this.#events.push(...added);
    if (onResult) this.#callbacks.push({ events: added, onResult });
  }

  capture(org: Org, changes: RecordChange[], transaction: Transaction): void {
    if (this.isCapturing) this.add(captureEvents(org, changes, transaction, { gap: 'none' }, () => true));
  }

  /** Delivers what has been published so far; what triggers publish meanwhile waits for the next call. */
  deliver(org: Org, transaction: Transaction): void {
    this.#callBack('success', org, transaction);
    const tip = this.#events.length;
    const names = new Set(this.#events.map((event) => event.objectName));
    for (const objectName of names) this.#deliverTo(org, objectName, tip, transaction);
  }

  #deliverTo(org: Org, objectName: string, tip: number, transaction: Transaction): void {
    const object = org.schema.object(objectName);
    if (!object || !hasSubscriber(org, object)) return;
    const subscriber = this.#subscriber(objectName);
    const { user, batchSize } = subscriberConfig(org, objectName);
    while (subscriber.status === 'Running') {
      const events = this.#events
        .filter(
          ({ replayId, objectName: name }) => name === objectName && replayId > subscriber.position && replayId <= tip,
        )
        .slice(0, batchSize);
      if (events.length === 0) return;
      const delivery = new Delivery(events, subscriber.retries, subscriber.lastError);
      const own = new FreshTransaction(transaction, new LimitCounters('sync', transaction.limits.isEnforced));
      own.user = user;
      const before = org.dml.setSavepoint();
      let error: unknown;
      try {
        error = runIn(own, () => runTriggers(org, object, delivery, own));
      } catch (thrown) {
        org.dml.rollback(before);
        error = thrown;
      }
      const failure = error === undefined ? undefined : failureOf(error);
      if (failure?.kind === 'emulator') throw error;
      if (failure?.kind === 'retry') {
        // The next deliver() is the next attempt.
        subscriber.position = delivery.checkpoint ?? subscriber.position;
        subscriber.retries++;
        subscriber.lastError = failure.message;
        if (subscriber.retries > MAX_RETRIES) subscriber.status = 'Error';
        return;
      }
      subscriber.position = delivery.checkpoint ?? events.at(-1)!.replayId;
      subscriber.retries = 0;
      subscriber.lastError = null;
    }
  }

  #subscriber(objectName: string): Subscriber {
    let subscriber = this.#subscribers.get(objectName);
    if (!subscriber) {
      subscriber = { position: 0, retries: 0, lastError: null, status: 'Running' };
      this.#subscribers.set(objectName, subscriber);
    }
    return subscriber;
  }

  /** What waits for delivery is lost, and failure callbacks run. */
  fail(org: Org, transaction: Transaction): void {
    this.#callBack('failure', org, transaction);
    for (const { objectName, replayId } of this.#events) {
      const subscriber = this.#subscriber(objectName);
      subscriber.position = Math.max(subscriber.position, replayId);
    }
  }

  #callBack(outcome: 'success' | 'failure', org: Org, transaction: Transaction): void {
    const callbacks = this.#callbacks;
    this.#callbacks = [];
    for (const { events, onResult } of callbacks) {
      const own = new FreshTransaction(transaction, new LimitCounters('sync', transaction.limits.isEnforced));
      own.user = org.security.automatedProcess();
      runIn(own, () =>
        onResult!(
          outcome,
          events.map((event) => event.eventUuid),
        ),
      );
    }
  }

  subscribers(org: Org): EventSubscriber[] {
    const names = new Set([...this.#events.map((event) => event.objectName), ...this.#subscribers.keys()]);
    const rows: EventSubscriber[] = [];
    for (const topic of names) {
      const object = org.schema.object(topic);
      if (!object || !org.triggers.has(object, 'after', 'insert')) continue;
      const tip = this.#events.findLast((event) => event.objectName === topic)?.replayId ?? 0;
      const name = subscriberConfig(org, topic).triggerName;
      rows.push({ name, topic, type: 'ApexTrigger', tip, ...this.#subscriber(topic) });
    }
    return rows;
  }
}
