/** A view of a transaction with statics, limits and user of its own: what a @TestSetup method sees of its class's transaction. */
import type { Org } from '../../org/services.ts';
import type { OrgUser } from '../../security/access.ts';
import type { LimitCounters } from '../../transaction/limits.ts';
import type { Transaction } from '../../transaction/transaction.ts';

export class FreshTransaction implements Transaction {
  readonly #outer: Transaction;
  readonly id: string;
  readonly org: Org;
  readonly kind: Transaction['kind'];
  readonly statics = new Map<object, unknown>();
  readonly isTest: boolean;
  readonly slots: Map<symbol, unknown>;
  user: OrgUser;
  limits: LimitCounters;

  constructor(outer: Transaction, limits: LimitCounters) {
    this.#outer = outer;
    this.id = outer.id;
    this.org = outer.org;
    this.kind = outer.kind;
    this.isTest = outer.isTest;
    this.slots = outer.slots;
    this.user = outer.user;
    this.limits = limits;
  }

  now(): number {
    return this.#outer.now();
  }

  afterCommit(action: () => void): void {
    this.#outer.afterCommit(action);
  }
}
