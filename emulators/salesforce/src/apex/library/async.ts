/** What asynchronous Apex is handed (contexts) and asks for (AsyncOptions, AsyncInfo). */
import type { BatchableContextValue } from '../runtime/batch.ts';
import { currentJob } from '../runtime/jobs.ts';
import type { FinalizerContextValue, QueueableContextValue } from '../runtime/queueable.ts';
import { definePlatformType } from './define.ts';
import { platformEnum } from './support.ts';

definePlatformType({
  name: 'System.QueueableContext',
  instance: { 'getJobId()': (context: QueueableContextValue) => context.jobId },
});

definePlatformType({
  name: 'Database.BatchableContext',
  instance: {
    'getJobId()': (context: BatchableContextValue) => context.jobId,
    'getChildJobId()': (context: BatchableContextValue) => context.childJobId,
  },
});

definePlatformType({
  name: 'System.SchedulableContext',
  instance: { 'getTriggerId()': (context: { triggerId: string }) => context.triggerId },
});

definePlatformType({
  name: 'System.FinalizerContext',
  instance: {
    'getAsyncApexJobId()': (context: FinalizerContextValue) => context.jobId,
    'getRequestId()': (context: FinalizerContextValue) => context.jobId,
    'getException()': (context: FinalizerContextValue) => context.exception,
    'getResult()': (context: FinalizerContextValue) =>
      platformEnum('System.ParentJobResult', context.exception ? 'UNHANDLED_EXCEPTION' : 'SUCCESS'),
  },
});

/** Options of `System.enqueueJob(job, options)`. */
export class AsyncOptionsValue {
  readonly $type = 'System.AsyncOptions';
  duplicateSignature: unknown = null;
  maximumDepth: number | null = null;
  minimumDelay: number | null = null;
}

definePlatformType({
  name: 'System.AsyncOptions',
  constructors: { '()': () => new AsyncOptionsValue() },
  properties: {
    DuplicateSignature: {
      get: (options: AsyncOptionsValue) => options.duplicateSignature,
      set: (options: AsyncOptionsValue, value: unknown) => {
        options.duplicateSignature = value;
      },
    },
    MaximumQueueableStackDepth: {
      get: (options: AsyncOptionsValue) => options.maximumDepth,
      set: (options: AsyncOptionsValue, value: number | null) => {
        options.maximumDepth = value;
      },
    },
    MinimumQueueableDelayInMinutes: {
      get: (options: AsyncOptionsValue) => options.minimumDelay,
      set: (options: AsyncOptionsValue, value: number | null) => {
        options.minimumDelay = value;
      },
    },
  },
});

definePlatformType({
  name: 'System.AsyncInfo',
  statics: {
    'getCurrentQueueableStackDepth()': () => currentJob()?.depth ?? 0,
    'getMaximumQueueableStackDepth()': () => currentJob()?.maximumDepth ?? null,
    'getMinimumQueueableDelayInMinutes()': () => null,
    'hasMaxStackDepth()': () => currentJob()?.maximumDepth !== undefined,
  },
});
