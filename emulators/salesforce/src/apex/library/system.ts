/** System.System. */
import { current } from '../../transaction/transaction.ts';
import { apexEquals, hashOf } from '../runtime/equality.ts';
import type { ApexEnum } from '../runtime/enum.ts';
import { apexError } from '../runtime/exceptions.ts';
import { writeDebug } from '../runtime/debug-log.ts';
import { abortJob, currentJob, enqueueQueueable, scheduleBatch, scheduleJob, type JobKind } from '../runtime/jobs.ts';
import { toApexString } from '../runtime/printing.ts';
import { attachFinalizer } from '../runtime/queueable.ts';
import { assertEqual, assertNotEqual, assertTrue } from './assert.ts';
import type { AsyncOptionsValue } from './async.ts';
import { now, today } from './dates.ts';
import { definePlatformType } from './define.ts';
import { argument, platformEnum } from './support.ts';

const isRunning = (kind: JobKind): boolean => currentJob()?.kind === kind;

const QUIDDITY_CODES: Record<string, string> = {
  ANONYMOUS: 'X',
  AURA: 'A',
  BATCH_APEX: 'BA',
  FUTURE: 'F',
  QUEUEABLE: 'Q',
  REST: 'R',
  RUNTEST_SYNC: 'RS',
  RUNTEST_ASYNC: 'RA',
  SCHEDULED: 'SC',
  SYNCHRONOUS: 'S',
};

definePlatformType({
  name: 'System.System',
  statics: {
    'debug(Object)': (value: unknown) => writeDebug('DEBUG', toApexString(value)),
    'debug(LoggingLevel,Object)': (level: ApexEnum, value: unknown) =>
      writeDebug(argument(level).name, toApexString(value)),
    assert: assertTrue,
    assertEquals: assertEqual,
    assertNotEquals: assertNotEqual,
    'equals(Object,Object)': apexEquals,
    'hashCode(Object)': hashOf,
    'now()': now,
    'today()': today,
    'currentTimeMillis()': () => BigInt(current().now()),
    'enqueueJob(Queueable)': (job: unknown) => enqueueQueueable(argument(job)),
    'enqueueJob(Queueable,Integer)': (job: unknown) => enqueueQueueable(argument(job)),
    'enqueueJob(Queueable,AsyncOptions)': (job: unknown, options: AsyncOptionsValue) =>
      enqueueQueueable(argument(job), argument(options).maximumDepth ?? undefined),
    'schedule(String,String,Schedulable)': (name: string, cron: string, job: unknown) =>
      scheduleJob(argument(name), checkedCron(argument(cron)), argument(job)),
    scheduleBatch: (job: unknown, name: string, minutes: number, size = 200) =>
      scheduleBatch(argument(job), argument(name), argument(minutes), size),
    'abortJob(String)': (id: string) => abortJob(argument(id)),
    'attachFinalizer(Finalizer)': (finalizer: unknown) => attachFinalizer(argument(finalizer)),
    'isBatch()': () => isRunning('BatchApex'),
    'isFuture()': () => isRunning('Future'),
    'isQueueable()': () => isRunning('Queueable') && !currentJob()?.isFinalizing,
    'isScheduled()': () => isRunning('ScheduledApex'),
    'isFunctionCallback()': () => false,
    'isRunningElasticCompute()': () => false,
    'getApplicationReadWriteMode()': () => platformEnum('System.ApplicationReadWriteMode', 'DEFAULT') ?? null,
    'getQuiddityShortCode(Quiddity)': (quiddity: ApexEnum) => QUIDDITY_CODES[argument(quiddity).name] ?? null,
  },
});

/** Seconds, minutes, hours, day of month, month, day of week, optional year. @throws AsyncException-like StringException */
function checkedCron(cron: string): string {
  const parts = cron.trim().split(/\s+/);
  if (parts.length < 6 || parts.length > 7) throw apexError('System.StringException', `Unexpected end of expression.`);
  const [seconds, minutes, hours, dayOfMonth, , dayOfWeek] = parts as [string, string, string, string, string, string];
  for (const [text, most, label] of [
    [seconds, 59, 'Minute and Second'],
    [minutes, 59, 'Minute and Second'],
    [hours, 23, 'Hour'],
  ] as const) {
    if (/^\d+$/.test(text) && Number(text) > most) {
      throw apexError('System.StringException', `${label} values must be between 0 and ${most}`);
    }
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw apexError(
      'System.StringException',
      dayOfMonth === '?'
        ? "'?' can only be specified for Day-of-Month -OR- Day-of-Week."
        : 'Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.',
    );
  }
  return cron;
}
