/** A transaction's debug log from its first line to its last, and the text that is kept of it. */
import { heapSize } from '../apex/runtime/heap.ts';
import type { Org } from '../org/services.ts';
import { debugLog, type DebugLog } from '../transaction/debug-log.ts';
import { LIMITS, type LimitName } from '../transaction/limits.ts';
import { type LogLevels, levelsText } from '../transaction/log-levels.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { addLog, type ApexLog } from './apex-logs.ts';

const API_VERSION = '67.0';

export interface OpenLog {
  log: DebugLog;
  transaction: Transaction;
  unit: string;
  startTime: number;
  started: number;
  /** Lines that every log has. */
  prelude: number;
}

/** @param unit `execute_anonymous_apex`, `POST /sobjects/Account` */
export function openLog(transaction: Transaction, unit: string, levels?: LogLevels): OpenLog {
  const log = debugLog(transaction, levels);
  const { user } = transaction;
  log.write('USER_INFO', '[EXTERNAL]', user.id.slice(0, 15), user.username, user.timeZone);
  log.write('EXECUTION_STARTED');
  log.write('CODE_UNIT_STARTED', '[EXTERNAL]', unit);
  return {
    log,
    transaction,
    unit,
    startTime: transaction.now(),
    started: performance.now(),
    prelude: log.lines.length,
  };
}

/** Whether code has written anything. */
export function hasEvents({ log, prelude }: OpenLog): boolean {
  return log.lines.length > prelude;
}

/** @param failure `System.MathException: Divide by 0` and its trace, when that ended the transaction */
export function closeLog({ log, transaction, unit }: OpenLog, failure?: { message: string; trace: string }): string[] {
  if (failure) {
    log.write('EXCEPTION_THROWN', `[${/line (\d+)/.exec(failure.trace)?.[1] ?? 'EXTERNAL'}]`, failure.message);
    log.write('FATAL_ERROR', `${failure.message}\n\n${failure.trace}`);
  }
  log.write('CUMULATIVE_LIMIT_USAGE');
  log.write('LIMIT_USAGE_FOR_NS', '(default)', `\n${limitLines(transaction).join('\n')}\n`);
  log.write('CUMULATIVE_LIMIT_USAGE_END');
  log.write('CODE_UNIT_FINISHED', unit);
  log.write('EXECUTION_FINISHED');
  return log.lines;
}

/** Keeps a closed log. @param before lines between header and log: the text of an anonymous block */
export function keepLog(org: Org, open: OpenLog, operation: string, status: string, before: string[] = []): ApexLog {
  return addLog(org, {
    user: open.transaction.user,
    operation,
    status,
    startTime: open.startTime,
    duration: Math.round(performance.now() - open.started),
    body: logText(open, before),
  });
}

export function logText({ log }: OpenLog, before: string[] = []): string {
  return [`${API_VERSION} ${levelsText(log.levels)}`, ...before, ...log.lines, ''].join('\n');
}

const SHOWN: [LimitName, string][] = [
  ['queries', 'Number of SOQL queries'],
  ['queryRows', 'Number of query rows'],
  ['soslQueries', 'Number of SOSL queries'],
  ['dmlStatements', 'Number of DML statements'],
  ['publishImmediateDml', 'Number of Publish Immediate DML'],
  ['dmlRows', 'Number of DML rows'],
  ['cpuTime', 'Maximum CPU time'],
  ['heapSize', 'Maximum heap size'],
  ['callouts', 'Number of callouts'],
  ['emailInvocations', 'Number of Email Invocations'],
  ['futureCalls', 'Number of future calls'],
  ['queueableJobs', 'Number of queueable jobs added to the queue'],
  ['mobilePushApexCalls', 'Number of Mobile Apex push calls'],
];

function limitLines(transaction: Transaction): string[] {
  const { limits } = transaction;
  const used = (name: LimitName): number => (name === 'heapSize' ? heapSize(transaction) : limits.get(name));
  return SHOWN.map(([name, words]) => `  ${words}: ${used(name)} out of ${LIMITS[name][limits.column]}`);
}
