/** Anonymous Apex: in a transaction that is kept only when the block succeeds. */
import { runJobs, soon } from '../../events/background.ts';
import { measured } from '../../events/transaction-log.ts';
import type { AnonymousResult } from '../../org/services.ts';
import type { OrgUser } from '../../security/access.ts';
import { LIMITS, type LimitName } from '../../transaction/limits.ts';
import type { Transaction } from '../../transaction/transaction.ts';
import type { ApiContext } from '../api.ts';
import { addLog } from './logs.ts';

export interface AnonymousAnswer {
  column: number;
  compileProblem: string | null;
  compiled: boolean;
  exceptionMessage: string | null;
  exceptionStackTrace: string | null;
  line: number;
  success: boolean;
  log: string;
}

/** Ends the transaction of a block that failed. */
class Undo extends Error {
  readonly result: AnonymousResult;
  constructor(result: AnonymousResult) {
    super('undo');
    this.result = result;
  }
}

export function runAnonymous(context: ApiContext, source: string, user: OrgUser): AnonymousAnswer {
  const { org, bus } = context;
  const startTime = context.now();
  const started = performance.now();
  let used = '';
  let result: AnonymousResult;
  try {
    result = measured(org, bus.transactions, { user, kind: 'sync' }, 'executeAnonymous', (transaction) => {
      const outcome = org.apex.executeAnonymous(source, transaction);
      used = limitUsage(transaction);
      if (!outcome.success) throw new Undo(outcome);
      return outcome;
    });
    soon('asynchronous jobs', () => runJobs(org));
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
    ({ result } = error);
  }
  const duration = Math.round(performance.now() - started);
  const body = logText(source, result, used);
  const status = result.success ? 'Success' : (result.exceptionMessage ?? result.compileProblem ?? 'Failed');
  if (result.compiled) addLog(org, { user, operation: 'executeAnonymous', status, startTime, duration, body });
  const { column, compileProblem, compiled, exceptionMessage, exceptionStackTrace, line, success } = result;
  return { column, compileProblem, compiled, exceptionMessage, exceptionStackTrace, line, success, log: body };
}

function logText(source: string, result: AnonymousResult, used: string): string {
  const block = source
    .trimEnd()
    .split('\n')
    .map((line) => `Execute Anonymous: ${line}`);
  return [
    '67.0 APEX_CODE,DEBUG;APEX_PROFILING,INFO',
    ...block,
    'EXECUTION_STARTED',
    ...(result.debugLog === '' ? [] : [result.debugLog]),
    ...(result.exceptionMessage
      ? [`FATAL_ERROR|${result.exceptionMessage}`, '', result.exceptionStackTrace ?? '']
      : []),
    used,
    'EXECUTION_FINISHED',
    '',
  ].join('\n');
}

const SHOWN: [LimitName, string][] = [
  ['queries', 'Number of SOQL queries'],
  ['queryRows', 'Number of query rows'],
  ['dmlStatements', 'Number of DML statements'],
  ['dmlRows', 'Number of DML rows'],
  ['publishImmediateDml', 'Number of Publish Immediate DML'],
];

function limitUsage({ limits }: Transaction): string {
  const lines = SHOWN.map(([name, words]) => `  ${words}: ${limits.get(name)} out of ${LIMITS[name][limits.column]}`);
  return ['LIMIT_USAGE_FOR_NS|(default)|', ...lines].join('\n');
}
