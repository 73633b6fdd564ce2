/** Savepoints: set, roll back, release; which of them still can be rolled back to. */
import { current } from '../../../transaction/transaction.ts';
import { apexError, nn } from '../../runtime/exceptions.ts';
import { topFrame } from '../../runtime/stack.ts';
import type { Implementation } from '../define.ts';

/** What `Database.setSavepoint()` gives. */
class SavepointValue {
  readonly $type = 'System.Savepoint';
  readonly savepoint: unknown;
  constructor(savepoint: unknown) {
    this.savepoint = savepoint;
  }
}

const validSavepoints = Symbol('savepoints that can be rolled back to');

function savepoints(): SavepointValue[] {
  const { slots } = current();
  let known = slots.get(validSavepoints) as SavepointValue[] | undefined;
  if (!known) slots.set(validSavepoints, (known = []));
  return known;
}

/** Ends the validity of the savepoints after this one, and with `isOwn` its own. @throws TypeException when it has ended before */
function invalidate(value: SavepointValue, isOwn: boolean): void {
  const known = savepoints();
  const position = known.indexOf(nn(value));
  if (position < 0) throw apexError('System.TypeException', 'Invalid savepoint');
  known.splice(isOwn ? position : position + 1);
}

/** `Test.startTest()` and `stopTest()` release all, in tests of API 60 and later. */
export function releaseSavepoints(): void {
  if ((topFrame()?.apiVersion ?? 0) >= 60) savepoints().length = 0;
}

/** Each costs a statement; setting one counts as a row, too. */
export const savepointStatics: Record<string, Implementation> = {
  'setSavepoint()': () => {
    current().limits.count('dmlStatements');
    current().limits.count('dmlRows');
    const value = new SavepointValue(current().org.dml.setSavepoint());
    savepoints().push(value);
    return value;
  },
  rollback: (value: SavepointValue) => {
    current().limits.count('dmlStatements');
    invalidate(value, false);
    current().org.dml.rollback(value.savepoint);
  },
  releaseSavepoint: (value: SavepointValue) => {
    current().limits.count('dmlStatements');
    invalidate(value, true);
    current().org.dml.releaseSavepoint(value.savepoint);
  },
};
