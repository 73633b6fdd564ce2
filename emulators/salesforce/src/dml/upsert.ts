/** Upsert: which records are inserted and which updated. */
import { fieldOf } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import { coerce } from '../schema/values.ts';
import { failed, type Outcome } from './outcome.ts';
import type { Room } from './room.ts';

export interface SortedUpsert {
  operation: Map<SObjectRecord, 'insert' | 'update'>;
  /** The record to save: the given one, or for updates one with the id found. */
  target: Map<SObjectRecord, SObjectRecord>;
  errors: Map<SObjectRecord, Outcome>;
}

export function sortUpsert(records: SObjectRecord[], externalId: string | undefined, room: Room): SortedUpsert {
  const sorted: SortedUpsert = { operation: new Map(), target: new Map(), errors: new Map() };
  const keys = new Set<string>();
  for (const record of records) {
    if (externalId === undefined || externalId.toLowerCase() === 'id') {
      sorted.operation.set(record, record.id ? 'update' : 'insert');
      sorted.target.set(record, record);
      continue;
    }
    const outcome = byKey(record, externalId, keys, sorted, room);
    if (outcome) sorted.errors.set(record, outcome);
  }
  return sorted;
}

function byKey(
  record: SObjectRecord,
  externalId: string,
  keys: Set<string>,
  sorted: SortedUpsert,
  room: Room,
): Outcome | undefined {
  const field = fieldOf(record.object, externalId);
  if (!field || (!field.isExternalId && !field.isIdLookup)) {
    return failed(
      'INVALID_FIELD',
      `Invalid field for upsert, must be an External Id custom or standard indexed field: ${externalId}`,
    );
  }
  const value = coerce(field, record.values.get(field.name));
  if (value === null) return failed('MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
  const key = String(value).toLowerCase();
  if (keys.has(key)) {
    return failed('DUPLICATE_VALUE', `Duplicate external id specified: ${String(value)}`, [field.name]);
  }
  keys.add(key);
  const found = [...room.storage.table(record.object.name).matching(field.name, value)].filter(
    (row) => row['IsDeleted'] !== true && (!field.isCaseSensitive || row[field.name] === value),
  );
  if (found.length > 1) {
    const ids = found.map((row) => row.Id).join(', ');
    return failed(
      'DUPLICATE_EXTERNAL_ID',
      `${field.name}: more than one record found for external id field: [${ids}]`,
      [],
    );
  }
  sorted.operation.set(record, found[0] ? 'update' : 'insert');
  sorted.target.set(record, found[0] ? withId(record, found[0].Id) : record);
  return undefined;
}

function withId(record: SObjectRecord, id: string): SObjectRecord {
  const copy = new SObjectRecord(record.object);
  copy.values.set('Id', id);
  for (const [name, value] of record.values) if (name !== 'Id') copy.values.set(name, value);
  copy.parents = record.parents;
  copy.queried = record.queried;
  for (const name of record.touched) copy.touched.add(name);
  return copy;
}
