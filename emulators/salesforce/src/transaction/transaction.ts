/**
 * One Apex transaction: who runs it, its limits, savepoints, statics, and what is to happen after commit.
 *
 * Execution is synchronous, so the running transaction is one module variable; `runIn` swaps it. Everything that counts
 * against a governor limit goes through `limits.count(...)`, which throws a LimitException by name and number.
 */
import type { AccessLevel, OrgUser } from '../security/access.ts';
import type { LimitCounters } from './limits.ts';
import type { Org } from '../org/services.ts';

export interface Transaction {
  readonly id: string;
  /** The org it runs in. */
  readonly org: Org;
  /** Who runs it; `System.runAs` pushes another. */
  user: OrgUser;
  readonly kind: 'sync' | 'async' | 'trigger-event' | 'test';
  limits: LimitCounters;
  /** Statics of user classes, by class symbol: made when the class is first used in this transaction. */
  readonly statics: Map<object, unknown>;
  /** Test isolation: true inside a test method or setup. */
  readonly isTest: boolean;
  /** A test that sees the org's records. */
  readonly seesAllData?: boolean;
  /** The clock of this transaction, ms since epoch; a test may move it. */
  now(): number;
  /** Runs after a successful commit: after-commit events, queueables, change events. */
  afterCommit(action: () => void): void;
  /** Free slots of other rooms (test mocks, event bus of a test, sharing mode …), keyed by their own symbol. */
  readonly slots: Map<symbol, unknown>;
}

export type { AccessLevel };

let running: Transaction | undefined;

/** The running transaction; code that needs one outside of any is a bug of the emulator. */
export function current(): Transaction {
  if (!running) throw new Error('no transaction is running');
  return running;
}

export function isRunning(): boolean {
  return running !== undefined;
}

export function runIn<T>(transaction: Transaction, action: () => T): T {
  const outer = running;
  running = transaction;
  try {
    return action();
  } finally {
    running = outer;
  }
}
