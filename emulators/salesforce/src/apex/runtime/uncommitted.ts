/**
 * Work that is not committed keeps code from calling out. In a test what was written before the method, before `Test.startTest()` and
 * before the running job counts as committed.
 */
import { current } from '../../transaction/transaction.ts';

const base = Symbol('what counts as committed');

/** What is written so far counts as committed. @returns takes that back */
export function beginWork(): () => void {
  const { org, slots } = current();
  const outer = slots.get(base);
  slots.set(base, org.dml.written());
  return () => slots.set(base, outer);
}

export function hasUncommittedWork(): boolean {
  const { org, slots } = current();
  return org.dml.written() > Number(slots.get(base) ?? 0);
}
