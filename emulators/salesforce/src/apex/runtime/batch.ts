/** One run of a batch: start, execute per chunk, finish. */
import type { Org } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import { LimitCounters } from '../../transaction/limits.ts';
import { genericSObject } from '../types/registry.ts';
import { asApexException } from './exceptions.ts';
import { addWorker, type Job } from './jobs.ts';
import { iterate } from './collections.ts';
import { ApexList } from './list.ts';
import { cloneObject, implementsPlatform, invoke, type UserObject } from './object.ts';
import { SObjectRecord } from '../../schema/record.ts';
import { anyType } from '../types/registry.ts';
import { programOf } from './program.ts';
import { beginWork } from './uncommitted.ts';

/** `Database.BatchableContext`; methods read the ids. */
export interface BatchableContextValue {
  $type: 'Database.BatchableContext';
  jobId: string;
  childJobId: string;
}

/** The values `start` returned: a QueryLocator's rows, or the elements of an iterable. */
export interface RowSource {
  readonly rows: SObjectRecord[];
}

/** Runs a part of a batch in the transaction that is its own. */
export type InPart = <T>(part: () => T) => T;

/** @param inPart start, each chunk and finish go through it */
export function runBatch(job: Job, scopeSize: number, org: Org, inPart: InPart): void {
  const original = job.target as UserObject;
  const isStateful = implementsPlatform(original.$type, 'Database.Stateful');
  const context: BatchableContextValue = { $type: 'Database.BatchableContext', jobId: job.id, childJobId: job.id };
  const initial = cloneObject(original);
  const items = inPart(() => itemsOf(invoke(original, 'start', [context])));
  job.totalItems = Math.ceil(items.length / scopeSize);
  for (let start = 0; start < items.length; start += scopeSize) {
    const target = isStateful ? original : cloneObject(initial);
    try {
      inPart(() => {
        const own: BatchableContextValue = { ...context, childJobId: addWorker(job) };
        return invoke(target, 'execute', [own, chunkOf(items.slice(start, start + scopeSize), org)]);
      });
    } catch (error) {
      job.errors++;
      job.extendedStatus ??= `First error: ${asApexException(error)?.apexMessage ?? String(error)}`;
      // In a test the first failure ends the batch and is the test's; finish is not called.
      if (job.isInTest || !asApexException(error)) throw error;
    }
    job.processedItems++;
  }
  inPart(() => invoke(isStateful ? original : cloneObject(initial), 'finish', [context]));
}

/** Inside a test all is one transaction: each part has limits of its own, and a failed one is undone. */
export function inTestTransaction<T>(part: () => T): T {
  const transaction = current();
  transaction.limits = new LimitCounters('async', transaction.limits.isEnforced);
  const { dml } = transaction.org;
  const savepoint = dml.setSavepoint();
  const endWork = beginWork();
  try {
    const result = part();
    dml.releaseSavepoint(savepoint);
    return result;
  } catch (error) {
    dml.rollback(savepoint);
    throw error;
  } finally {
    endWork();
  }
}

function itemsOf(source: unknown): unknown[] {
  const { rows } = source as Partial<RowSource>;
  return rows ?? [...iterate(source)];
}

function chunkOf(items: unknown[], org: Org): ApexList {
  const first = items[0];
  const { registry } = programOf(org);
  if (first instanceof SObjectRecord) return new ApexList(registry.sobject(first.object), items);
  return new ApexList(items.length === 0 ? genericSObject : anyType, items);
}
