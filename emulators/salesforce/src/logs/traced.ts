/** Debug logs of transactions of users who have a trace flag. */
import { asApexException } from '../apex/runtime/exceptions.ts';
import { ApexThrown, type Org } from '../org/services.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { tracedLevels } from './trace-flags.ts';
import { closeLog, hasEvents, keepLog, openLog, type OpenLog } from './transaction-log.ts';

/** @param what shown as the log's operation; anonymous blocks keep a log of their own */
export function traced<T>(org: Org, transaction: Transaction, what: string, action: () => T): T {
  const isWanted = !transaction.isTest && what !== 'executeAnonymous';
  const levels = isWanted ? tracedLevels(org, transaction.user.id, transaction.now()) : undefined;
  if (!levels) return action();
  const open = openLog(transaction, what, levels);
  try {
    const result = action();
    keep(org, open, what);
    return result;
  } catch (error) {
    keep(org, open, what, failureOf(error));
    throw error;
  }
}

/** Requests in which no Apex ran leave no log. */
function keep(org: Org, open: OpenLog, what: string, failure?: { message: string; trace: string }): void {
  if (!hasEvents(open) && !failure) return;
  closeLog(open, failure);
  keepLog(org, open, what, failure?.message ?? 'Success');
}

function failureOf(error: unknown): { message: string; trace: string } {
  if (error instanceof ApexThrown) return { message: error.message, trace: error.apexStack };
  const exception = asApexException(error);
  if (exception) return { message: exception.message, trace: exception.trace };
  return { message: error instanceof Error ? error.message : String(error), trace: '' };
}
