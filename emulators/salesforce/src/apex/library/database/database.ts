/** System.Database. */
import { nn } from '../../runtime/exceptions.ts';
import { executeBatch } from '../../runtime/jobs.ts';
import { definePlatformType } from '../define.ts';
import { cursorStatics } from './cursors.ts';
import { convertLead } from './lead-conversion.ts';
import { queryStatics } from './querying.ts';
import { emptyRecycleBin } from './recycle-bin.ts';
import { savepointStatics } from './savepoints.ts';
import { savingStatics } from './saving.ts';

definePlatformType({
  name: 'System.Database',
  statics: {
    ...savingStatics,
    ...queryStatics,
    ...cursorStatics,
    'executeBatch(Object)': (batch: unknown) => executeBatch(nn(batch), 200),
    'executeBatch(Object,Integer)': (batch: unknown, size: number) => executeBatch(nn(batch), nn(size)),
    ...savepointStatics,
    convertLead,
    emptyRecycleBin,
  },
});
