/** SOQL and SOSL literals. */
import type { QueryOptions, QueryResult } from '../../org/services.ts';
import { QueryError } from '../../org/services.ts';
import type { SObjectRecord } from '../../schema/record.ts';
import { current } from '../../transaction/transaction.ts';
import { genericSObject } from '../types/registry.ts';
import type { Type } from '../types/type.ts';
import { currentAccess, currentSharing } from './access-mode.ts';
import { apexError, fromQueryError, nullPointer } from './exceptions.ts';
import { ApexList } from './list.ts';
import { programOf } from './program.ts';

function options(): QueryOptions {
  // A query may say WITH SYSTEM_MODE: then the class's sharing counts. In user mode sharing is always enforced.
  return { access: currentAccess(), sharing: currentSharing('system') };
}

function bindMap(values: unknown[]): Map<string, unknown> {
  return new Map(values.map((value, index) => [`bind${index}`, value]));
}

/** `IN :ids` takes the list apart before it asks for anything. */
function checkLists(text: string, binds: unknown[]): void {
  for (const [index, value] of binds.entries()) {
    if (value === null && new RegExp(`\\bIN\\s*:\\s*bind${index}\\b`, 'i').test(text)) nullPointer();
  }
}

function run(text: string, binds: unknown[]): QueryResult {
  checkLists(text, binds);
  try {
    return current().org.query.query(text, bindMap(binds), options());
  } catch (error) {
    throw error instanceof QueryError ? fromQueryError(error) : error;
  }
}

/** `[SELECT …]` as a list of `type`'s element. */
export function query(text: string, binds: unknown[], type: Type): ApexList {
  const result = run(text, binds);
  const element = 'arguments' in type ? type.arguments[0] : undefined;
  return new ApexList(element ?? genericSObject, result.records);
}

/** `[SELECT COUNT() …]`. */
export function queryCount(text: string, binds: unknown[]): number {
  const result = run(text, binds);
  return result.count ?? result.records.length;
}

/** `[FIND …]`: a list of lists of records. */
export function search(text: string, binds: unknown[]): ApexList {
  const { registry } = programOf(current().org);
  try {
    const rows = current().org.query.search(text, bindMap(binds), options());
    const element = registry.list(genericSObject);
    return new ApexList(
      element,
      rows.map((records) => new ApexList(records[0] ? registry.sobject(records[0].object) : genericSObject, records)),
    );
  } catch (error) {
    throw error instanceof QueryError ? apexError('System.SearchException', error.message) : error;
  }
}

/** A query where one record is wanted. @throws QueryException unless there is exactly one row */
export function singleRow(list: ApexList | null): SObjectRecord {
  if (list === null) nullPointer();
  const rows = list.items as SObjectRecord[];
  if (rows.length === 0) throw apexError('System.QueryException', 'List has no rows for assignment to SObject');
  if (rows.length > 1) throw apexError('System.QueryException', 'List has more than 1 row for assignment to SObject');
  return rows[0]!;
}

/** The same before `?.` and `??`, where no row means null. */
export function singleRowOrNull(list: ApexList): SObjectRecord | null {
  return list.items.length === 0 ? null : singleRow(list);
}

export function countOf(list: ApexList | number): number {
  return typeof list === 'number' ? list : list.items.length;
}
