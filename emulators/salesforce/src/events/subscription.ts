/** An Apex trigger as a subscriber: where it is in the log, and what becomes of a batch. */
import { withNamespace } from '../schema/custom-names.ts';
import type { EventSubscriber, Org } from '../org/services.ts';
import type { OrgUser } from '../security/access.ts';
import { Delivery, failureOf, runTriggers, type Failure } from './delivery.ts';
import type { BusEvent } from './event.ts';
import type { EventLog } from './log.ts';
import { measured, type TransactionLog } from './transaction-log.ts';

const MAX_BATCH = 2000;
const MAX_RETRIES = 9;

export interface SubscriberConfig {
  triggerName: string;
  user: OrgUser;
  batchSize: number;
}

export class TriggerSubscription {
  readonly #org: Org;
  readonly #log: EventLog;
  readonly #transactions: TransactionLog;
  readonly objectName: string;
  /** Replay id of the last event dealt with. */
  position: number;
  status: EventSubscriber['status'] = 'Running';
  retries = 0;
  lastError: string | null = null;
  /** Not before this time, ms: the pause after a RetryableException. */
  notBefore = 0;
  /** First pause after a RetryableException; it doubles each time, up to a hundredfold. */
  retryPause = 50;
  /** Uncaught exceptions, newest last. */
  readonly failures: { at: number; message: string; lost: number }[] = [];

  constructor(org: Org, log: EventLog, transactions: TransactionLog, objectName: string) {
    this.#org = org;
    this.#log = log;
    this.#transactions = transactions;
    this.objectName = objectName;
    this.position = log.tip;
  }

  pending(count = Infinity): BusEvent[] {
    return this.#log.after(this.position, (event) => event.objectName === this.objectName, count);
  }

  isReady(now: number): boolean {
    return this.status === 'Running' && now >= this.notBefore && this.pending(1).length > 0;
  }

  /** Delivers one batch in a transaction of its own. */
  deliverBatch(now: number): void {
    const object = this.#org.schema.object(this.objectName);
    if (!object) return;
    const config = subscriberConfig(this.#org, this.objectName);
    const events = this.pending(config.batchSize);
    if (events.length === 0) return;
    const readable = events.filter((event) => event.values !== undefined || event.change !== undefined);
    const delivery = new Delivery(readable, this.retries, this.lastError);
    let failure: Failure | undefined;
    try {
      const what = `${config.triggerName} (${readable.length} of ${this.objectName})`;
      const options = { user: config.user, kind: 'trigger-event' as const };
      measured(this.#org, this.#transactions, options, what, (transaction) => {
        if (readable.length === 0) return;
        const error = runTriggers(this.#org, object, delivery, transaction);
        if (error !== undefined) failure = failureOf(error);
      });
    } catch (error) {
      failure = failureOf(error);
    }
    this.#settle(events, delivery, failure, now);
  }

  #settle(events: BusEvent[], delivery: Delivery, failure: Failure | undefined, now: number): void {
    const last = events.at(-1)!.replayId;
    if (failure?.kind === 'retry') {
      if (delivery.checkpoint !== undefined) this.position = delivery.checkpoint;
      this.retries++;
      this.lastError = failure.message;
      this.notBefore = now + this.retryPause * Math.min(2 ** (this.retries - 1), 100);
      if (this.retries > MAX_RETRIES) this.status = 'Error';
      return;
    }
    if (failure) {
      const lost = delivery.checkpoint === undefined ? events.length : 0;
      this.failures.push({ at: now, message: failure.message, lost });
      if (failure.kind === 'emulator')
        console.error(`delivery to the trigger on ${this.objectName}: ${failure.message}`);
    }
    this.position = delivery.checkpoint ?? last;
    this.retries = 0;
    this.lastError = null;
  }

  /** From suspended: goes on where it was. From error: from the tip. Saving the trigger anew starts from the tip, too. */
  resume(fromTip: boolean): void {
    if (fromTip || this.status === 'Error') this.position = this.#log.tip;
    this.status = 'Running';
    this.retries = 0;
    this.lastError = null;
    this.notBefore = 0;
  }

  state(): EventSubscriber {
    const newest = this.#log.newest((event) => event.objectName === this.objectName);
    return {
      name: subscriberConfig(this.#org, this.objectName).triggerName,
      topic: this.objectName,
      type: 'ApexTrigger',
      status: this.status,
      position: this.position,
      tip: newest?.replayId ?? this.position,
      retries: this.retries,
      lastError: this.lastError,
    };
  }
}

/** Who a trigger runs as and how much it gets at a time: a deployed PlatformEventSubscriberConfig, else Automated Process. */
export function subscriberConfig(org: Org, objectName: string): SubscriberConfig {
  const trigger = triggerOn(org, objectName);
  const triggerName = trigger?.name ?? objectName;
  const consumer = (trigger?.fullName ?? objectName).toLowerCase();
  const config = [...org.metadata.components('PlatformEventSubscriberConfig')].find(
    ({ definition }) => String(definition.platformEventConsumer).toLowerCase() === consumer,
  )?.definition;
  const username = typeof config?.user === 'string' ? config.user : undefined;
  const user = (username && org.security.userByName(username)) || org.security.automatedProcess();
  const size = Number(config?.batchSize ?? MAX_BATCH);
  return { triggerName, user, batchSize: Math.min(Math.max(1, size || MAX_BATCH), MAX_BATCH) };
}

const decoder = new TextDecoder();

/** The name in its code, and with the namespace of the package it comes with. */
function triggerOn(org: Org, objectName: string): { name: string; fullName: string } | undefined {
  for (const component of org.metadata.components('ApexTrigger')) {
    for (const [path, content] of component.files) {
      if (!path.endsWith('.trigger')) continue;
      const match = /\btrigger\s+(\w+)\s+on\s+(\w+)/i.exec(decoder.decode(content));
      if (!match) continue;
      const [, name = '', written = ''] = match;
      const { namespace, fullName } = component;
      const own = namespace === undefined ? written : withNamespace(written, namespace);
      if (own.toLowerCase() === objectName.toLowerCase()) return { name, fullName };
    }
  }
  return undefined;
}
