/**
 * Asynchronous Apex: queueables with finalizers, futures, batches, scheduled jobs.
 *
 * Outside of tests a job waits until its transaction commits, then in the org's queue until `drainJobs`, where each runs in a
 * transaction of its own. Inside a test jobs wait for `Test.stopTest()`, run in the test's transaction under fresh asynchronous
 * limits, and are rolled back with it.
 */
import type { Org } from '../../org/services.ts';
import { makeId } from '../../storage/ids.ts';
import type { OrgUser } from '../../security/access.ts';
import { current, isRunning, type Transaction } from '../../transaction/transaction.ts';
import { LimitCounters } from '../../transaction/limits.ts';
import { ApexDatetime } from './datetime.ts';
import { apexError, ApexException, asApexException, nn } from './exceptions.ts';
import { userClassOf } from './object.ts';
import { inTestTransaction, runBatch } from './batch.ts';
import { runQueueable } from './queueable.ts';
import { serialized } from './serialized.ts';
import { beginWork } from './uncommitted.ts';
import { invoke } from './object.ts';

export type JobKind = 'Queueable' | 'Future' | 'BatchApex' | 'ScheduledApex';
export type JobStatus = 'Queued' | 'Preparing' | 'Processing' | 'Completed' | 'Failed' | 'Aborted' | 'Holding';

export interface Job {
  /** 707…, 18 characters. */
  id: string;
  kind: JobKind;
  className: string;
  methodName: string | null;
  user: OrgUser;
  status: JobStatus;
  createdDate: number;
  completedDate: number | null;
  /** The message of the exception it failed with. */
  extendedStatus: string | null;
  totalItems: number;
  processedItems: number;
  errors: number;
  /** Batches: one job for each chunk that has run, by id. */
  workers: string[];
  /** Queueables: how deep in a chain. */
  depth: number;
  /** Its queueable is done and the finalizer runs: a job of its own, from which a test's chain goes on. */
  isFinalizing: boolean;
  /** A test's `stopTest` leaves it queued: the next link of a chain of queueables, and what a scheduled job starts. */
  staysQueuedInTest: boolean;
  maximumDepth: number | undefined;
  cron: string | null;
  name: string | null;
  target: unknown;
  isInTest: boolean;
  /** Runs in a transaction made for it; a batch makes those of its parts itself. @throws Apex exceptions */
  run(job: Job): void;
}

interface Queue {
  /** All jobs the org has seen, by id. */
  jobs: Map<string, Job>;
  waiting: Job[];
  next: number;
}

const queues = new WeakMap<Org, Queue>();
const pendingInTest = Symbol('jobs waiting for stopTest');
const runningJob = Symbol('job now running');
const startedJobs = Symbol('jobs of this transaction');

function queueOf(org: Org): Queue {
  let queue = queues.get(org);
  if (!queue) queues.set(org, (queue = { jobs: new Map(), waiting: [], next: 1 }));
  return queue;
}

/** Jobs of the org that the running transaction sees, oldest first: rows of AsyncApexJob. A test sees its own only. */
export function jobsOf(org: Org): Job[] {
  const own = isRunning() ? startedBy(current()) : [];
  if (isRunning() && current().isTest) return own;
  const known = queueOf(org).jobs;
  return [...known.values(), ...own.filter((job) => !known.has(job.id))];
}

/** Jobs the transaction has started: the org's own once it commits. */
function startedBy(transaction: Transaction): Job[] {
  let started = transaction.slots.get(startedJobs) as Job[] | undefined;
  if (!started) transaction.slots.set(startedJobs, (started = []));
  return started;
}

/** The asynchronous job the running code is part of. */
export function currentJob(): Job | undefined {
  return current().slots.get(runningJob) as Job | undefined;
}

function add(kind: JobKind, className: string, target: unknown, run: Job['run'], extra: Partial<Job> = {}): Job {
  const transaction = current();
  const queue = queueOf(transaction.org);
  const job: Job = {
    id: makeId('707', queue.next++),
    kind,
    className,
    methodName: null,
    user: transaction.user,
    status: 'Queued',
    createdDate: transaction.now(),
    completedDate: null,
    extendedStatus: null,
    totalItems: 0,
    processedItems: 0,
    errors: 0,
    workers: [],
    depth: 1,
    isFinalizing: false,
    staysQueuedInTest: currentJob()?.kind === 'ScheduledApex',
    maximumDepth: undefined,
    cron: null,
    name: null,
    target: serialized(target),
    isInTest: transaction.isTest,
    run,
    ...extra,
  };
  startedBy(transaction).push(job);
  if (transaction.isTest) pendingOf(transaction).push(job);
  else {
    transaction.afterCommit(() => {
      queue.jobs.set(job.id, job);
      if (job.status === 'Queued') queue.waiting.push(job);
    });
  }
  return job;
}

/** The id of the job that runs a batch's next chunk. */
export function addWorker(job: Job): string {
  const id = makeId('707', queueOf(current().org).next++);
  job.workers.push(id);
  return id;
}

function pendingOf(transaction: Transaction): Job[] {
  let pending = transaction.slots.get(pendingInTest) as Job[] | undefined;
  if (!pending) transaction.slots.set(pendingInTest, (pending = []));
  return pending;
}

function classNameOf(target: unknown): string {
  return userClassOf(nn(target))?.name ?? 'Object';
}

/** `System.enqueueJob(job)`. @returns the job's id */
export function enqueueQueueable(target: unknown, maximumDepth?: number): string {
  const transaction = current();
  transaction.limits.count('queueableJobs');
  const parent = currentJob();
  const depth = parent?.kind === 'Queueable' ? parent.depth + 1 : 1;
  const limit = maximumDepth ?? parent?.maximumDepth;
  if (limit !== undefined && depth > limit) {
    throw apexError('System.AsyncException', 'Maximum stack depth has been reached.');
  }
  const extra = { depth, maximumDepth: limit, methodName: 'execute' };
  if (parent?.kind === 'Queueable' && !parent.isFinalizing) Object.assign(extra, { staysQueuedInTest: true });
  return add('Queueable', classNameOf(target), target, runQueueable, extra).id;
}

/** A call of a `@future` method. */
export function enqueueFuture(className: string, methodName: string, action: () => void): void {
  const transaction = current();
  const parent = currentJob();
  if (parent && (parent.kind === 'Future' || parent.kind === 'BatchApex')) {
    const text = `Future method cannot be called from a future or batch method: ${className}.${methodName}`;
    throw apexError('System.AsyncException', text);
  }
  transaction.limits.count('futureCalls');
  add('Future', className, null, () => action(), { methodName });
}

/** `Database.executeBatch(job, scopeSize)`. @returns the job's id */
export function executeBatch(target: unknown, scopeSize: number): string {
  if (scopeSize < 1) throw apexError('System.TypeException', 'Batch size must be a positive integer');
  const { org } = current();
  const run = (job: Job): void =>
    runBatch(job, scopeSize, org, job.isInTest ? inTestTransaction : (part) => inOwnTransaction(org, job, part));
  return add('BatchApex', classNameOf(target), target, run).id;
}

/** `System.schedule(name, cron, job)`: kept, and run once by a test's `stopTest`. @returns an id of a CronTrigger */
export function scheduleJob(name: string, cron: string, target: unknown): string {
  const run = (job: Job): void => {
    invoke(job.target, 'execute', [{ $type: 'System.SchedulableContext', triggerId: cronId(job) }]);
  };
  // Outside of tests nothing turns the clock to the next run: the job stays listed.
  return schedule(name, cron, target, run, { status: current().isTest ? 'Queued' : 'Holding' });
}

function schedule(name: string, cron: string, target: unknown, run: Job['run'], extra: Partial<Job>): string {
  const isSame = (job: Job): boolean => job.kind === 'ScheduledApex' && job.name === name && job.status !== 'Aborted';
  if (jobsOf(current().org).some(isSame)) {
    throw apexError('System.AsyncException', `The Apex job named "${name}" is already scheduled for execution.`);
  }
  return cronId(
    add('ScheduledApex', classNameOf(target), target, run, { name, cron, methodName: 'execute', ...extra }),
  );
}

/**
 * `System.scheduleBatch(job, name, minutes, scopeSize)`: a schedule of one firing, which no test waits for.
 * @returns an id of a CronTrigger
 */
export function scheduleBatch(target: unknown, name: string, minutes: number, scopeSize: number): string {
  const transaction = current();
  const { timeZone } = transaction.user;
  const start = new ApexDatetime(transaction.now() + minutes * 60_000);
  const { year, month, day } = start.date(timeZone);
  const time = start.time(timeZone);
  const cron = `${time.second} ${time.minute} ${time.hour} ${day} ${month} ? ${year}`;
  const run = (job: Job): void => void executeBatch(job.target, scopeSize);
  return schedule(name, cron, target, run, { status: 'Holding', staysQueuedInTest: true });
}

/** CronTrigger ids begin with 08e. */
export function cronId(job: Job): string {
  return `08e${job.id.slice(3)}`;
}

/** `System.abortJob(id)`. */
export function abortJob(id: string): void {
  const queue = queueOf(current().org);
  const job = jobsOf(current().org).find((each) => each.id === id || cronId(each) === id);
  if (!job) throw apexError('System.StringException', `Invalid id: ${id}`);
  job.status = 'Aborted';
  for (const list of [queue.waiting, pendingOf(current())]) {
    const position = list.indexOf(job);
    if (position >= 0) list.splice(position, 1);
  }
}

/** Runs the jobs a test has started so far, and what they start, if it does not stay queued. An exception of a job is thrown. */
export function runPendingJobs(transaction: Transaction): void {
  const pending = pendingOf(transaction);
  for (let job = pending.shift(); job; job = pending.shift()) {
    if (!job.staysQueuedInTest) runInTest(transaction, job);
  }
}

function runInTest(transaction: Transaction, job: Job): void {
  const { limits, user } = transaction;
  const outer = transaction.slots.get(runningJob);
  transaction.limits = new LimitCounters('async', limits.isEnforced);
  transaction.user = job.user;
  transaction.slots.set(runningJob, job);
  const endWork = beginWork();
  try {
    execute(job, () => transaction.now());
  } finally {
    endWork();
    transaction.limits = limits;
    transaction.user = user;
    transaction.slots.set(runningJob, outer);
  }
}

function inOwnTransaction<T>(org: Org, job: Job, action: () => T): T {
  const what = `${job.kind} ${job.className}`;
  return org.transaction({ user: job.user, kind: 'async', what }, (transaction) => {
    transaction.slots.set(runningJob, job);
    try {
      return action();
    } finally {
      job.completedDate = transaction.now();
    }
  });
}

function execute(job: Job, now: () => number | null): void {
  job.status = 'Processing';
  try {
    job.run(job);
    // A schedule may have aborted itself.
    if ((job.status as JobStatus) !== 'Aborted') job.status = 'Completed';
  } catch (error) {
    job.status = 'Failed';
    job.errors++;
    job.extendedStatus = asApexException(error)?.apexMessage ?? String(error);
    throw error;
  } finally {
    job.completedDate = now();
  }
}

/** Runs waiting jobs until there are none. Failures are kept in the job (and given to its finalizer). */
export function drainJobs(org: Org): void {
  const { waiting } = queueOf(org);
  for (let job = waiting.shift(); job; job = waiting.shift()) runForReal(org, job);
}

function runForReal(org: Org, job: Job): void {
  try {
    if (job.kind === 'BatchApex') execute(job, () => job.completedDate);
    else inOwnTransaction(org, job, () => execute(job, () => current().now()));
  } catch (error) {
    if (!(error instanceof ApexException) && !asApexException(error)) throw error;
  }
}
