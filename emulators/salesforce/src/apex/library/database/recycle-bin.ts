/** Database.emptyRecycleBin. */
import type { SaveResult } from '../../../org/services.ts';
import { SObjectRecord } from '../../../schema/record.ts';
import { current } from '../../../transaction/transaction.ts';
import { ApexList } from '../../runtime/list.ts';
import { argument } from '../support.ts';
import { resultList, ResultValue } from './results.ts';

function purge(target: unknown): SaveResult {
  const { org } = current();
  const id = target instanceof SObjectRecord ? target.id : (target as string | null);
  const object = id === null ? undefined : org.schema.objectByKeyPrefix(id.slice(0, 3));
  const isGone = object !== undefined && org.dml.purge(object, id!);
  const error = {
    statusCode: 'INVALID_ID_FIELD',
    message: 'invalid record id; no recycle bin entry found',
    fields: [],
  };
  return { id, isSuccess: isGone, isCreated: false, errors: isGone ? [] : [error] };
}

/** One record, or a list of records or ids; one DML statement. */
export function emptyRecycleBin(target: unknown): unknown {
  const { limits } = current();
  limits.count('dmlStatements');
  const items = argument(target) instanceof ApexList ? (target as ApexList).items : [target];
  limits.count('dmlRows', items.length);
  const results = items.map(purge);
  if (target instanceof ApexList) return resultList('Database.EmptyRecycleBinResult', results);
  return new ResultValue('Database.EmptyRecycleBinResult', results[0]!);
}
