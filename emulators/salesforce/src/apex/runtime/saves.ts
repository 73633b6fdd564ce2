/** DML statements, and the exception a failed save becomes. */
import type { DmlOptions, SaveResult } from '../../org/services.ts';
import type { AccessLevel } from '../../security/access.ts';
import { SObjectRecord } from '../../schema/record.ts';
import { current } from '../../transaction/transaction.ts';
import { currentAccess, currentSharing } from './access-mode.ts';
import { apexError, ApexException, nn } from './exceptions.ts';
import { ApexList } from './list.ts';

type Operation = 'insert' | 'update' | 'delete' | 'undelete';
type AnyOperation = Operation | 'upsert' | 'merge';

/** One record or a list of them. @throws NullPointerException for null and for null elements */
export function recordsOf(target: unknown): SObjectRecord[] {
  const value = nn(target);
  if (value instanceof SObjectRecord) return [value];
  return (value as ApexList).items.map((record) => nn(record) as SObjectRecord);
}

/** A list of one object's records names each once; a list of generic records may repeat one. @throws ListException */
export function mustBeDistinct(operation: AnyOperation, target: unknown): void {
  if (operation === 'insert' || !(target instanceof ApexList)) return;
  const { elementType, items } = target;
  if (items.length < 2 || elementType.kind !== 'sobject' || elementType.object === undefined) return;
  const seen = new Set<string>();
  for (const { id } of items as SObjectRecord[]) {
    if (id === null) continue;
    if (seen.has(id)) throw apexError('System.ListException', `Duplicate id in list: ${id}`);
    seen.add(id);
  }
}

/** Options of a statement written in the running method. */
export function dmlOptions(access: AccessLevel | undefined, allOrNone = true): DmlOptions {
  const level = access ?? currentAccess();
  return { access: level, sharing: currentSharing(level), allOrNone };
}

/** `insert x;` and the like. An empty list does nothing and counts nothing. @throws DmlException */
export function dml(operation: Operation, target: unknown, access: AccessLevel | undefined): void {
  const records = recordsOf(target);
  if (records.length === 0) return;
  mustBeDistinct(operation, target);
  check(operation, current().org.dml[operation](records, dmlOptions(access)), records);
}

export function upsert(target: unknown, externalId: string | undefined, access: AccessLevel | undefined): void {
  const records = recordsOf(target);
  if (records.length === 0) return;
  mustBeDistinct('upsert', target);
  check('upsert', current().org.dml.upsert(records, externalId, dmlOptions(access)), records);
}

export function merge(master: unknown, losers: unknown, access: AccessLevel | undefined): void {
  const record = nn(master) as SObjectRecord;
  // The losing records may be given as ids, too.
  const others = nn(losers) instanceof ApexList ? (losers as ApexList).items : [losers];
  const records = others.map((other) =>
    typeof other === 'string' ? withId(record, other) : (nn(other) as SObjectRecord),
  );
  check('merge', current().org.dml.merge(record, records, dmlOptions(access)), [record]);
}

function withId(like: SObjectRecord, id: string): SObjectRecord {
  const record = new SObjectRecord(like.object);
  record.values.set('Id', id);
  return record;
}

/** Throws when a row failed. */
export function check(operation: AnyOperation, results: SaveResult[], records: SObjectRecord[]): void {
  if (results.some((result) => !result.isSuccess)) throw dmlException(operation, results, records);
}

/** `Insert failed. First exception on row 0; first error: STATUS, text: [fields]`. */
export function dmlException(operation: AnyOperation, results: SaveResult[], records: SObjectRecord[]): ApexException {
  const exception = new ApexException('System.DmlException');
  results.forEach((result, index) => {
    for (const error of result.errors) {
      const id = result.id ?? records[index]?.id ?? null;
      const { statusCode, message, fields } = error;
      exception.dmlErrors.push({ index, id, statusCode, message, fields });
    }
  });
  const [first] = exception.dmlErrors;
  if (first) {
    const row = `row ${first.index}${first.id ? ` with id ${first.id}` : ''}`;
    const error = `${first.statusCode}, ${first.message}: [${first.fields.join(', ')}]`;
    exception.text = `${operation[0]!.toUpperCase()}${operation.slice(1)} failed. First exception on ${row}; first error: ${error}`;
  }
  return exception;
}
