/** One run of a batch: start, execute per chunk, finish. */
import { current } from '../../transaction/transaction.ts';
import { LimitCounters } from '../../transaction/limits.ts';
import { genericSObject } from '../types/registry.ts';
import { asApexException } from './exceptions.ts';
import type { Job } from './jobs.ts';
import { iterate } from './collections.ts';
import { ApexList } from './list.ts';
import { cloneObject, implementsPlatform, invoke, type UserObject } from './object.ts';
import { SObjectRecord } from '../../schema/record.ts';
import { anyType } from '../types/registry.ts';
import { programOf } from './program.ts';

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

export function runBatch(job: Job, scopeSize: number): void {
  const original = job.target as UserObject;
  const isStateful = implementsPlatform(original.$type, 'Database.Stateful');
  const context: BatchableContextValue = { $type: 'Database.BatchableContext', jobId: job.id, childJobId: job.id };
  const initial = cloneObject(original);
  const items = itemsOf(invoke(original, 'start', [context]));
  const chunks = Math.ceil(items.length / scopeSize);
  job.totalItems = chunks;
  for (let start = 0; start < items.length; start += scopeSize) {
    const target = isStateful ? original : cloneObject(initial);
    renewLimits();
    const { dml } = current().org;
    const savepoint = dml.setSavepoint();
    try {
      invoke(target, 'execute', [context, chunkOf(items.slice(start, start + scopeSize))]);
      job.processedItems++;
      dml.releaseSavepoint(savepoint);
    } catch (error) {
      dml.rollback(savepoint);
      job.errors++;
      job.extendedStatus = asApexException(error)?.apexMessage ?? null;
      // In a test the first failure ends the batch and is the test's; finish is not called.
      if (current().isTest || !asApexException(error)) throw error;
    }
  }
  renewLimits();
  invoke(isStateful ? original : cloneObject(initial), 'finish', [context]);
}

/** Every chunk has limits of its own. */
function renewLimits(): void {
  const transaction = current();
  transaction.limits = new LimitCounters('async', transaction.limits.isEnforced);
}

function itemsOf(source: unknown): unknown[] {
  const { rows } = source as Partial<RowSource>;
  return rows ?? [...iterate(source)];
}

function chunkOf(items: unknown[]): ApexList {
  const first = items[0];
  const { registry } = programOf(current().org);
  if (first instanceof SObjectRecord) return new ApexList(registry.sobject(first.object), items);
  return new ApexList(items.length === 0 ? genericSObject : anyType, items);
}
