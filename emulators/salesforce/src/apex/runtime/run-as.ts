/** `System.runAs(user) { … }`. */
import type { OrgUser } from '../../security/access.ts';
import type { SObjectRecord } from '../../schema/record.ts';
import { current } from '../../transaction/transaction.ts';
import { apexError, nn } from './exceptions.ts';
import { check } from './saves.ts';

/** Switches the transaction's user. @returns what `endRunAs` restores */
export function beginRunAs(target: unknown): OrgUser {
  const transaction = current();
  const outer = transaction.user;
  const record = nn(target) as SObjectRecord;
  const id = record.id ?? saveRunAsUser(record);
  const user = transaction.org.security.user(id);
  if (!user) throw apexError('System.UnexpectedException', `runAs: no user with id ${id}`);
  transaction.limits.count('dmlStatements');
  transaction.user = user;
  return outer;
}

export function endRunAs(outer: OrgUser): void {
  current().user = outer;
}

/** A user that is not saved yet is saved first, as the platform does. */
function saveRunAsUser(record: SObjectRecord): string {
  const results = current().org.dml.insert([record], { access: 'system', sharing: false, allOrNone: true });
  check('insert', results, [record]);
  return record.id!;
}
