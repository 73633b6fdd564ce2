/**
 * What the library needs from the rest of the Apex room and cannot do itself: asynchronous jobs and the test harness. The testing
 * and jobs code fills the slot; until then the calls say what is missing.
 */
import { NotEmulated } from '../../org/services.ts';

export interface AsyncRequest {
  kind: 'queueable' | 'batch' | 'schedulable' | 'future';
  /** The user's object: Queueable, Batchable or Schedulable. */
  job: unknown;
  /** Batch: records per execute. */
  scopeSize?: number;
  /** Schedulable: name and cron expression; null for scheduleBatch with a delay. */
  name?: string;
  cron?: string | null;
  /** Minutes to wait before it starts. */
  delay?: number;
  /** AsyncOptions.DuplicateSignature and the like. */
  options?: unknown;
}

export interface Host {
  /** Queues a job; returns the AsyncApexJob's (schedulable: CronTrigger's) id. */
  enqueue(request: AsyncRequest): string;
  abortJob(id: string): void;
  attachFinalizer(finalizer: unknown): void;
  /** What is running: decides System.isBatch and the like; undefined in ordinary requests. */
  runningJob(): AsyncRequest['kind'] | undefined;
  startTest(): void;
  stopTest(): void;
  /** `Test.getEventBus().deliver()` / `.fail()`. */
  deliverTestEvents(): void;
  failTestEvents(): void;
  /** `Test.setCreatedDate(id, moment)`; ms since epoch. */
  setCreatedDate(id: string, ms: number): void;
  /** `Test.enableChangeDataCapture()`. */
  enableChangeDataCapture(): void;
  /** A debug log line, from System.debug. */
  log(level: string, text: string): void;
}

let host: Partial<Host> = {};

/** Adds to what is there, so that several rooms can fill the slot. */
export function setHost(parts: Partial<Host>): void {
  host = { ...host, ...parts };
}

/** @throws NotEmulated when nobody offers it */
export function hostCall<K extends keyof Host>(name: K, ...list: Parameters<Host[K]>): ReturnType<Host[K]> {
  const fn = host[name] as ((...all: unknown[]) => unknown) | undefined;
  if (!fn) throw new NotEmulated(`host.${name}`);
  return fn(...(list as unknown[])) as ReturnType<Host[K]>;
}

/** The function when it is offered. */
export function hostFunction<K extends keyof Host>(name: K): Host[K] | undefined {
  return host[name];
}
