/** Database.insert, update, upsert, delete, undelete, merge, in all their overloads. */
import type { DmlOptions, SaveResult } from '../../../org/services.ts';
import { SObjectRecord } from '../../../schema/record.ts';
import type { FieldInfo } from '../../../schema/model.ts';
import { current } from '../../../transaction/transaction.ts';
import { apexError, nn } from '../../runtime/exceptions.ts';
import { ApexList } from '../../runtime/list.ts';
import { check, dmlOptions, mustBeDistinct } from '../../runtime/saves.ts';
import type { Implementation } from '../define.ts';
import { AccessLevelValue, fromDmlOptions, isDmlOptions } from './options.ts';
import { resultList, resultOf, ResultValue, type ResultType } from './results.ts';
import { platformClass } from '../support.ts';

type Operation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

/** What follows the records: all-or-none flag, options, access level, external id field; each at most once, in any order. */
function readArguments(rest: unknown[]): { options: DmlOptions; externalId: string | undefined } {
  let access: AccessLevelValue | undefined;
  let externalId: string | undefined;
  let more: Partial<DmlOptions> = {};
  for (const value of rest) {
    if (value instanceof AccessLevelValue) access = value;
    else if (typeof value === 'boolean') more = { allOrNone: value };
    else if (isDmlOptions(value)) more = fromDmlOptions(value);
    else if (value !== null && typeof value === 'object' && 'field' in value) {
      externalId = (value as { field: FieldInfo }).field.name;
    }
  }
  return { options: { ...dmlOptions(access?.level), ...more }, externalId };
}

/** Records may be given by id for delete and undelete. */
function toRecord(value: unknown): SObjectRecord {
  const given = nn(value);
  if (given instanceof SObjectRecord) return given;
  const object = current().org.schema.objectByKeyPrefix(String(given).slice(0, 3));
  if (!object) throw apexError('System.StringException', `Invalid id: ${String(given)}`);
  const record = new SObjectRecord(object);
  record.values.set('Id', given);
  return record;
}

const RESULTS: Record<Operation, ResultType> = {
  insert: 'Database.SaveResult',
  update: 'Database.SaveResult',
  upsert: 'Database.UpsertResult',
  delete: 'Database.DeleteResult',
  undelete: 'Database.UndeleteResult',
};

/** One record in, one result out; a list in, a list out. @throws DmlException when all or none was asked for and one failed */
function save(operation: Operation, target: unknown, rest: unknown[]): unknown {
  const { options, externalId } = readArguments(rest);
  const isList = nn(target) instanceof ApexList;
  const records = isList ? (target as ApexList).items.map(toRecord) : [toRecord(target)];
  mustBeDistinct(operation, target);
  const results = records.length === 0 ? [] : run(operation, records, externalId, options);
  if (options.allOrNone) check(operation, results, records);
  return isList ? resultList(RESULTS[operation], results) : resultOf(RESULTS[operation], results[0]!);
}

function run(
  operation: Operation,
  records: SObjectRecord[],
  externalId: string | undefined,
  options: DmlOptions,
): SaveResult[] {
  const { dml } = current().org;
  return operation === 'upsert' ? dml.upsert(records, externalId, options) : dml[operation](records, options);
}

function merge(master: unknown, duplicates: unknown, ...rest: unknown[]): unknown {
  const { options } = readArguments(rest);
  const record = toRecord(master);
  const isList = nn(duplicates) instanceof ApexList;
  const losers = isList ? (duplicates as ApexList).items.map(toRecord) : [toRecord(duplicates)];
  const results = current().org.dml.merge(record, losers, options);
  if (options.allOrNone) check('merge', results, [record]);
  const values = results.map((result, index) => {
    const merged = losers[index]?.id;
    return new ResultValue('Database.MergeResult', result, merged ? [merged] : []);
  });
  return isList ? new ApexList(platformClass('Database.MergeResult'), values) : values[0];
}

export const savingStatics: Record<string, Implementation> = {
  insert: (target: unknown, ...rest: unknown[]) => save('insert', target, rest),
  update: (target: unknown, ...rest: unknown[]) => save('update', target, rest),
  upsert: (target: unknown, ...rest: unknown[]) => save('upsert', target, rest),
  delete: (target: unknown, ...rest: unknown[]) => save('delete', target, rest),
  undelete: (target: unknown, ...rest: unknown[]) => save('undelete', target, rest),
  merge,
};
