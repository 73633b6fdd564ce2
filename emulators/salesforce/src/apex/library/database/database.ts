/** System.Database. */
import { current } from '../../../transaction/transaction.ts';
import { nn } from '../../runtime/exceptions.ts';
import { executeBatch } from '../../runtime/jobs.ts';
import { definePlatformType } from '../define.ts';
import { cursorStatics } from './cursors.ts';
import { convertLead } from './lead-conversion.ts';
import { queryStatics } from './querying.ts';
import { emptyRecycleBin } from './recycle-bin.ts';
import { savingStatics } from './saving.ts';

/** What `Database.setSavepoint()` gives. */
class SavepointValue {
  readonly $type = 'System.Savepoint';
  readonly savepoint: unknown;
  constructor(savepoint: unknown) {
    this.savepoint = savepoint;
  }
}

definePlatformType({
  name: 'System.Database',
  statics: {
    ...savingStatics,
    ...queryStatics,
    ...cursorStatics,
    'executeBatch(Object)': (batch: unknown) => executeBatch(nn(batch), 200),
    'executeBatch(Object,Integer)': (batch: unknown, size: number) => executeBatch(nn(batch), nn(size)),
    // Setting and rolling back cost a statement each.
    'setSavepoint()': () => {
      current().limits.count('dmlStatements');
      return new SavepointValue(current().org.dml.setSavepoint());
    },
    rollback: (value: SavepointValue) => {
      current().limits.count('dmlStatements');
      current().org.dml.rollback(nn(value).savepoint);
    },
    releaseSavepoint: (value: SavepointValue) => current().org.dml.releaseSavepoint(nn(value).savepoint),
    convertLead,
    emptyRecycleBin,
  },
});
