/** One batch of events on its way through a trigger. */
import { apexError, asApexException } from '../apex/runtime/exceptions.ts';
import { ApexThrown, type EventDelivery, NotEmulated, type Org, type TriggerService } from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import { LimitExceeded } from '../transaction/limits.ts';
import { current, type Transaction } from '../transaction/transaction.ts';
import type { BusEvent } from './event.ts';
import { triggerRecord } from './records.ts';

const slot = Symbol('delivery of events');

/** The delivery the running code is part of. */
export function deliveryOf(transaction: Transaction): Delivery | undefined {
  return transaction.slots.get(slot) as Delivery | undefined;
}

export class Delivery implements EventDelivery {
  readonly events: BusEvent[];
  readonly retries: number;
  readonly lastError: string | null;
  /** Undone to when the trigger fails after it: what was saved before a checkpoint stays. */
  savepoint: unknown;
  #checkpoint: number | undefined;

  constructor(events: BusEvent[], retries: number, lastError: string | null) {
    this.events = events;
    this.retries = retries;
    this.lastError = lastError;
  }

  get resumeCheckpoint(): string | null {
    return this.#checkpoint === undefined ? null : String(this.#checkpoint);
  }

  /** Replay id of the checkpoint. */
  get checkpoint(): number | undefined {
    return this.#checkpoint;
  }

  setResumeCheckpoint(replayId: string | null): void {
    const event = this.events.find((each) => String(each.replayId) === replayId);
    if (!event || (this.#checkpoint !== undefined && event.replayId < this.#checkpoint)) {
      throw apexError('EventBus.InvalidReplayIdException', `Invalid Replay ID: ${replayId}`);
    }
    this.#checkpoint = event.replayId;
    const transaction = current();
    // A savepoint of the platform's own, not the code's: it costs no DML statement.
    const used = transaction.limits.get('dmlStatements');
    this.savepoint = transaction.org.dml.setSavepoint();
    transaction.limits.used.set('dmlStatements', used);
  }
}

/** Whether triggers or flows wait for an event. */
export function hasSubscriber(org: Org, object: ObjectInfo): boolean {
  return org.triggers.has(object, 'after', 'insert') || org.flows.listens(object);
}

/**
 * Runs the triggers, then the flows, for a batch inside the running transaction. What they did is kept, kept up to the checkpoint,
 * or for the caller to undo: a failure without a checkpoint is thrown.
 * @returns the failure after a checkpoint
 */
export function runTriggers(org: Org, object: ObjectInfo, delivery: Delivery, transaction: Transaction): unknown {
  const triggers: TriggerService = org.triggers;
  const records = delivery.events.map((event) => triggerRecord(event, object));
  const outer = transaction.slots.get(slot);
  transaction.slots.set(slot, delivery);
  try {
    triggers.run(object, 'after', 'insert', records, undefined);
    org.flows.receive(object, records);
    return undefined;
  } catch (error) {
    if (delivery.savepoint === undefined) throw error;
    org.dml.rollback(delivery.savepoint);
    return error;
  } finally {
    transaction.slots.set(slot, outer);
  }
}

export interface Failure {
  kind: 'retry' | 'apex' | 'emulator';
  message: string;
}

/** What went wrong, in words; `emulator` = not the Apex code's fault, and loud. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApexThrown) {
    const isRetry = error.typeName === 'EventBus.RetryableException';
    return { kind: isRetry ? 'retry' : 'apex', message: isRetry ? (error.apexMessage ?? '') : error.message };
  }
  const exception = asApexException(error);
  if (exception) {
    const isRetry = exception.typeName === 'EventBus.RetryableException';
    return { kind: isRetry ? 'retry' : 'apex', message: isRetry ? exception.apexMessage : exception.message };
  }
  if (error instanceof LimitExceeded) return { kind: 'apex', message: `System.LimitException: ${error.message}` };
  if (error instanceof NotEmulated) return { kind: 'emulator', message: error.message };
  return { kind: 'emulator', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
