/** What each transaction of the org used: read by tests through the control endpoint. */
import type { Org, TransactionOptions } from '../org/services.ts';
import type { LimitName } from '../transaction/limits.ts';
import type { Transaction } from '../transaction/transaction.ts';

export interface LoggedTransaction {
  at: number;
  what: string;
  kind: Transaction['kind'];
  user: string;
  ms: number;
  used: Partial<Record<LimitName, number>>;
  failed: boolean;
}

const KEPT = 2000;

export class TransactionLog {
  readonly entries: LoggedTransaction[] = [];

  add(entry: LoggedTransaction): void {
    this.entries.push(entry);
    if (this.entries.length > KEPT) this.entries.splice(0, this.entries.length - KEPT);
  }

  clear(): void {
    this.entries.length = 0;
  }
}

/** `org.transaction` with an entry in the log, also for those that fail. */
export function measured<T>(
  org: Org,
  log: TransactionLog,
  options: TransactionOptions,
  what: string,
  action: (transaction: Transaction) => T,
): T {
  const started = performance.now();
  let running: Transaction | undefined;
  let failed = true;
  try {
    const result = org.transaction({ ...options, what }, (transaction) => {
      running = transaction;
      return action(transaction);
    });
    failed = false;
    return result;
  } finally {
    const used = Object.fromEntries(running?.limits.used ?? []);
    const ms = Math.round(performance.now() - started);
    log.add({ at: Date.now(), what, kind: options.kind, user: options.user.username, ms, used, failed });
  }
}
