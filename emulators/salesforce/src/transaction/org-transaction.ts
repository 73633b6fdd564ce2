/** The transaction object `Org.transaction` makes. */
import type { Org, TransactionOptions } from '../org/services.ts';
import type { OrgUser } from '../security/access.ts';
import { LimitCounters } from './limits.ts';
import type { Transaction } from './transaction.ts';

let serial = 0;

export class OrgTransaction implements Transaction {
  readonly id: string;
  readonly org: Org;
  readonly kind: Transaction['kind'];
  readonly isTest: boolean;
  readonly seesAllData: boolean;
  readonly statics = new Map<object, unknown>();
  readonly slots = new Map<symbol, unknown>();
  readonly afterCommitActions: (() => void)[] = [];
  user: OrgUser;
  limits: LimitCounters;
  readonly #now: () => number;

  constructor(org: Org, options: TransactionOptions, now: () => number) {
    this.id = `TX${String(++serial).padStart(10, '0')}`;
    this.org = org;
    this.kind = options.kind;
    this.isTest = options.isTest ?? false;
    this.seesAllData = options.seeAllData ?? false;
    this.user = options.user;
    this.limits = new LimitCounters(options.kind === 'async' ? 'async' : 'sync', options.enforceLimits ?? true);
    this.#now = now;
  }

  now(): number {
    return this.#now();
  }

  afterCommit(action: () => void): void {
    this.afterCommitActions.push(action);
  }
}
