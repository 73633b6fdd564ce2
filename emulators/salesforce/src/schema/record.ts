/**
 * A record in memory, as Apex, SOQL, DML and REST see it.
 *
 * Field values use the run-time representation of Apex values (see docs/emulator.md, "Values"): text and Ids are strings,
 * Integer is a number, Currency/Double/Percent fields are Decimal, Date/Datetime/Time/Blob are their value classes, null is null.
 * Keys of `values` are canonical API names; a key that is absent was neither set nor queried.
 */
import type { ObjectInfo } from './model.ts';

export class SObjectRecord {
  readonly object: ObjectInfo;
  /** Field values: set by code or filled by a query. */
  readonly values = new Map<string, unknown>();
  /** Parent records by relationship name (`Account`, `Customer__r`); null = queried, but there is none. */
  parents: Map<string, SObjectRecord | null> | undefined;
  /** Child rows by relationship name, from a sub-query. */
  children: Map<string, SObjectRecord[]> | undefined;
  /** Child relationships that `stripInaccessible` took away: they may not be read any more. */
  stripped: Set<string> | undefined;
  /** Names (canonical) a query selected; undefined for a record made by `new`: then unset fields read as null. */
  queried: Set<string> | undefined;
  /** Fields set or put since the record was made, in order: what an update writes (and `isSet` reports). */
  readonly touched = new Set<string>();
  /** Errors added by addError or a failed DML. */
  errors: RecordError[] | undefined;
  /** Read-only inside after triggers (Trigger.new) and for Trigger.old. */
  isReadOnly = false;
  /** What a query read along without being asked: the ids behind the parents it selects, the record type. Shown nowhere. */
  implied: ReadonlyMap<string, unknown> | undefined;
  /** Aggregate results: alias → value are in `values`, `object` is AggregateResult. */

  constructor(object: ObjectInfo) {
    this.object = object;
  }

  get id(): string | null {
    return (this.values.get('Id') as string | undefined) ?? null;
  }
}

export interface RecordError {
  statusCode: string;
  message: string;
  /** API names. */
  fields: string[];
  /** Duplicate rule matches, where the error is one. */
  duplicate?: DuplicateResult;
}

export interface DuplicateResult {
  duplicateRule: string;
  matchRule: string;
  isAllowSave: boolean;
  matchedIds: string[];
}

/** Field values that code sees in the record: a null that only a query brought is left out. */
export function* shownValues(record: SObjectRecord): Generator<[string, unknown]> {
  for (const [name, value] of record.values) {
    if (value === null && record.queried && !record.touched.has(name)) continue;
    yield [name, value];
  }
}
