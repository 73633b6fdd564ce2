/** Anonymous Apex: in a transaction that is kept only when the block succeeds. */
import { runJobs, soon } from '../../events/background.ts';
import { measured } from '../../events/transaction-log.ts';
import { tracedLevels } from '../../logs/trace-flags.ts';
import { closeLog, keepLog, logText, openLog, type OpenLog } from '../../logs/transaction-log.ts';
import type { AnonymousResult } from '../../org/services.ts';
import type { OrgUser } from '../../security/access.ts';
import type { ApiContext } from '../api.ts';

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

/** @param levels of the debug log; else those of the user's trace flag, else the usual ones */
export function runAnonymous(
  context: ApiContext,
  source: string,
  user: OrgUser,
  levels = tracedLevels(context.org, user.id, context.now()),
): AnonymousAnswer {
  const { org, bus } = context;
  let open: OpenLog | undefined;
  let result: AnonymousResult;
  try {
    result = measured(org, bus.transactions, { user, kind: 'sync' }, 'executeAnonymous', (transaction) => {
      open = openLog(transaction, 'execute_anonymous_apex', levels);
      const outcome = org.apex.executeAnonymous(source, transaction);
      closeLog(open, failureOf(outcome));
      if (!outcome.success) throw new Undo(outcome);
      return outcome;
    });
    soon('asynchronous jobs', () => runJobs(org));
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
    ({ result } = error);
  }
  const block = source
    .trimEnd()
    .split('\n')
    .map((line) => `Execute Anonymous: ${line}`);
  const status = result.success ? 'Success' : (result.exceptionMessage ?? result.compileProblem ?? 'Failed');
  const log = result.compiled ? keepLog(org, open!, 'executeAnonymous', status, block).body : logText(open!, block);
  const { column, compileProblem, compiled, exceptionMessage, exceptionStackTrace, line, success } = result;
  return { column, compileProblem, compiled, exceptionMessage, exceptionStackTrace, line, success, log };
}

function failureOf({ exceptionMessage, exceptionStackTrace }: AnonymousResult) {
  return exceptionMessage === null ? undefined : { message: exceptionMessage, trace: exceptionStackTrace ?? '' };
}
