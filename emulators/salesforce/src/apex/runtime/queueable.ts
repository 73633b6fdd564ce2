/** One run of a queueable, and its finalizer. */
import { LimitCounters } from '../../transaction/limits.ts';
import { current } from '../../transaction/transaction.ts';
import type { ApexException } from './exceptions.ts';
import { apexError, asApexException } from './exceptions.ts';
import type { Job } from './jobs.ts';
import { invoke } from './object.ts';

const finalizerSlot = Symbol('finalizer of the running queueable');

/** `System.attachFinalizer(finalizer)`: at most one per job. */
export function attachFinalizer(finalizer: unknown): void {
  const { slots } = current();
  if (slots.get(finalizerSlot))
    throw apexError('System.AsyncException', 'Only one finalizer can be attached to a queueable job');
  slots.set(finalizerSlot, finalizer);
}

/** `QueueableContext`; methods read `jobId`. */
export interface QueueableContextValue {
  $type: 'System.QueueableContext';
  jobId: string;
}

/** `FinalizerContext`; `result` is a constant of System.ParentJobResult. */
export interface FinalizerContextValue {
  $type: 'System.FinalizerContext';
  jobId: string;
  exception: ApexException | null;
}

export function runQueueable(job: Job): void {
  const { slots } = current();
  slots.set(finalizerSlot, undefined);
  let failure: unknown;
  try {
    invoke(job.target, 'execute', [
      { $type: 'System.QueueableContext', jobId: job.id } satisfies QueueableContextValue,
    ]);
  } catch (error) {
    failure = error;
  }
  const finalizer = slots.get(finalizerSlot);
  slots.set(finalizerSlot, undefined);
  if (finalizer) {
    const exception = failure === undefined ? null : (asApexException(failure) ?? null);
    const context: FinalizerContextValue = { $type: 'System.FinalizerContext', jobId: job.id, exception };
    const transaction = current();
    const { limits } = transaction;
    transaction.limits = new LimitCounters('async', limits.isEnforced);
    job.isFinalizing = true;
    try {
      invoke(finalizer, 'execute', [context]);
    } finally {
      job.isFinalizing = false;
      transaction.limits = limits;
    }
  }
  if (failure !== undefined) throw failure;
}
