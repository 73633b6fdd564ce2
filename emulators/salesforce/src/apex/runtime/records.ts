/** SObject fields, parents and children as Apex reads and writes them. */
import type { FieldInfo, ObjectInfo } from '../../schema/model.ts';
import { SObjectRecord } from '../../schema/record.ts';
import type { CollectionType } from '../types/type.ts';
import { NotEmulated } from '../../org/services.ts';
import { apexError, nn } from './exceptions.ts';
import { ApexList } from './list.ts';

export function notQueried(record: SObjectRecord, name: string): never {
  const text = `SObject row was retrieved via SOQL without querying the requested field: ${record.object.name}.${name}`;
  throw apexError('System.SObjectException', text);
}

/** @throws NullPointerException, SObjectException for a field the query did not select */
export function getField(target: SObjectRecord | null, field: FieldInfo): unknown {
  const record = nn(target);
  const value = record.values.get(field.name);
  // A checkbox is never null: set to it, it is false.
  if (value !== undefined) return value === null && field.type === 'boolean' && !record.queried ? false : value;
  if (record.queried && !record.queried.has(field.name) && field.name !== 'Id')
    return record.implied?.has(field.name) ? record.implied.get(field.name) : notQueried(record, field.name);
  // A checkbox of a record made by `new` is false before it is set.
  return field.type === 'boolean' && !record.queried ? false : null;
}

/** For `record.Parent.Field`: no parent, no value. */
export function getFieldOrNull(target: SObjectRecord | null, field: FieldInfo): unknown {
  return target === null ? null : getField(target, field);
}

/** @throws FinalException where the record is read-only (Trigger.old, Trigger.new of after triggers) */
export function setField(target: SObjectRecord | null, field: FieldInfo, value: unknown): unknown {
  const record = writable(target);
  record.values.set(field.name, value);
  record.touched.add(field.name);
  return value;
}

function writable(target: SObjectRecord | null): SObjectRecord {
  const record = nn(target);
  if (record.isReadOnly) throw apexError('System.FinalException', 'Record is read-only');
  return record;
}

export function getParent(target: SObjectRecord | null, field: FieldInfo): SObjectRecord | null {
  const record = nn(target);
  const name = field.relationshipName!;
  const parent = record.parents?.get(name);
  if (parent !== undefined) return parent;
  if (record.queried && !record.queried.has(name) && !hasPath(record.queried, name)) notQueried(record, name);
  return null;
}

/** `queried` may hold paths: `Account.Name` selects the parent too. */
function hasPath(queried: Set<string>, name: string): boolean {
  for (const path of queried) if (path.startsWith(`${name}.`)) return true;
  return false;
}

export function getParentOrNull(target: SObjectRecord | null, field: FieldInfo): SObjectRecord | null {
  return target === null ? null : getParent(target, field);
}

export function setParent(target: SObjectRecord | null, field: FieldInfo, value: SObjectRecord | null): unknown {
  const record = writable(target);
  record.parents ??= new Map();
  record.parents.set(field.relationshipName!, value);
  return value;
}

/** A list over the rows of the sub-query; without one it is empty. */
export function getChildren(target: SObjectRecord | null, relationship: string, type: CollectionType): ApexList {
  const record = nn(target);
  if (record.stripped?.has(relationship)) notQueried(record, relationship);
  return new ApexList(type.arguments[0]!, record.children?.get(relationship) ?? []);
}

export function newRecord(object: ObjectInfo): SObjectRecord {
  return new SObjectRecord(object);
}

export function newAnyRecord(): never {
  throw new NotEmulated('new SObject()');
}

/** `new Account(Name = 'x')`. */
export function withField(record: SObjectRecord, field: FieldInfo, value: unknown): SObjectRecord {
  setField(record, field, value);
  return record;
}

/** `new Contact(Account = new Account(Key__c = 'x'))`. */
export function withParent(record: SObjectRecord, field: FieldInfo, value: SObjectRecord | null): SObjectRecord {
  setParent(record, field, value);
  return record;
}

/** `record.Field.addError(message)`. */
export function addFieldError(target: SObjectRecord | null, field: FieldInfo, message: unknown): void {
  addError(target, [field.name], message);
}

/** `record.addError(message)`; the message may be an exception. */
export function addError(target: SObjectRecord | null, fields: string[], message: unknown): void {
  const record = nn(target);
  const isException = typeof message === 'object' && message !== null && 'apexMessage' in message;
  const text = isException ? String((message as { apexMessage: string }).apexMessage) : String(message);
  record.errors ??= [];
  record.errors.push({ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: text, fields });
}
