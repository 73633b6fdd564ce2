/** Database.Cursor: a query's rows, fetched piece by piece. */
import type { SObjectRecord } from '../../../schema/record.ts';
import { current } from '../../../transaction/transaction.ts';
import { apexError } from '../../runtime/exceptions.ts';
import type { ApexList } from '../../runtime/list.ts';
import { definePlatformType, type Implementation } from '../define.ts';
import { argument, recordList } from '../support.ts';
import { queryStatics } from './querying.ts';

class CursorValue {
  readonly $type = 'Database.Cursor';
  readonly rows: SObjectRecord[];
  constructor(rows: SObjectRecord[]) {
    this.rows = rows;
  }
}

/** A cursor over what the query method of the same parameters finds. Queries and rows count when it is fetched from. */
const over =
  (name: 'query' | 'queryWithBinds'): Implementation =>
  (...list: never[]) => {
    const { limits } = current();
    const before = (['queries', 'queryRows'] as const).map((name) => [name, limits.get(name)] as const);
    const { items } = queryStatics[name]!(...list) as ApexList;
    for (const [name, used] of before) limits.used.set(name, used);
    limits.count('apexCursors');
    limits.count('apexCursorRows', items.length);
    return new CursorValue(items as SObjectRecord[]);
  };

export const cursorStatics: Record<string, Implementation> = {
  getCursor: over('query'),
  getCursorWithBinds: over('queryWithBinds'),
};

definePlatformType({
  name: 'Database.Cursor',
  instance: {
    'getNumRecords()': (cursor: CursorValue) => cursor.rows.length,
    'fetch(Integer,Integer)': (cursor: CursorValue, position: number, count: number) => {
      if (argument(position) < 0 || position > cursor.rows.length || argument(count) < 0) {
        throw apexError('System.InvalidParameterValueException', `Invalid cursor position: ${position}`);
      }
      const { limits } = current();
      limits.count('fetchCallsOnApexCursor');
      limits.count('queries');
      const rows = cursor.rows.slice(position, position + count);
      limits.count('queryRows', rows.length);
      return recordList(rows);
    },
  },
});
