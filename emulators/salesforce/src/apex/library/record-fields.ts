/** Fields of records by name or token, with the platform's exceptions. */
import { fieldType } from '../check/members.ts';
import { childrenInCode, fieldInCode, lookupInCode, namesInCode } from '../../schema/code-namespace.ts';
import type { FieldInfo, ObjectInfo } from '../../schema/model.ts';
import type { SObjectRecord } from '../../schema/record.ts';
import { ApexDate } from '../runtime/date.ts';
import { ApexDatetime } from '../runtime/datetime.ts';
import { Decimal } from '../runtime/decimal.ts';
import { ApexDouble } from '../runtime/double.ts';
import { asDecimal, isNumber } from '../runtime/equality.ts';
import { ApexEnum } from '../runtime/enum.ts';
import { apexError } from '../runtime/exceptions.ts';
import { toId } from '../runtime/ids.ts';
import { isInstance, typeNameOf } from '../runtime/instances.ts';
import { getField, getParent, setField, setParent } from '../runtime/records.ts';
import { currentZone } from '../runtime/time-zone.ts';
import { SObjectFieldToken } from './schema/tokens.ts';
import { argument, registry } from './support.ts';

const isAggregate = (record: SObjectRecord): boolean => record.object.name === 'AggregateResult';

function invalidField(name: string, object: ObjectInfo): never {
  throw apexError('System.SObjectException', `Invalid field ${name} for ${object.name}`);
}

/** The field a name or token means. @throws SObjectException */
export function resolveField(record: SObjectRecord, key: string | SObjectFieldToken): FieldInfo {
  const name = argument(key) instanceof SObjectFieldToken ? (key as SObjectFieldToken).field.name : (key as string);
  return fieldInCode(record.object, name) ?? invalidField(name, record.object);
}

export function getByName(record: SObjectRecord, key: string | SObjectFieldToken): unknown {
  if (isAggregate(record)) return aggregateValue(record, argument(key));
  if (typeof key === 'string' && isAlias(record, key)) return aggregateValue(record, key);
  const field = resolveField(record, key);
  return getField(record, field);
}

/** `SELECT toLabel(Status) Shown FROM Case`: the alias is a name of the row's own. */
function isAlias(record: SObjectRecord, name: string): boolean {
  if (!record.queried || fieldInCode(record.object, name)) return false;
  return [...record.queried].some((each) => each.toLowerCase() === name.toLowerCase()) && !record.parents?.has(name);
}

function aggregateValue(record: SObjectRecord, key: string | SObjectFieldToken): unknown {
  const name = typeof key === 'string' ? key : key.field.name;
  const exact = record.values.get(name);
  if (exact !== undefined) return exact;
  for (const each of namesInCode(name))
    for (const [alias, value] of record.values) if (alias.toLowerCase() === each.toLowerCase()) return value;
  return invalidField(name, record.object);
}

/** Returns the former value. */
export function putByName(record: SObjectRecord, key: string | SObjectFieldToken, value: unknown): unknown {
  const field = resolveField(record, key);
  const former = record.values.get(field.name) ?? null;
  setField(record, field, convertForField(field, value));
  return former;
}

/** A value as the field stores it. @throws SObjectException `Illegal assignment from A to B` */
export function convertForField(field: FieldInfo, value: unknown): unknown {
  if (value === null) return null;
  const type = fieldType(registry(), field);
  switch (type.name) {
    case 'Decimal':
      if (isNumber(value)) return asDecimal(value);
      break;
    case 'Integer':
      if (typeof value === 'number') return value;
      if (value instanceof Decimal && value.stripTrailingZeros().scale <= 0) return Number(value.toBigInt());
      break;
    case 'Long':
      if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value);
      break;
    case 'Double':
      if (value instanceof ApexDouble || value instanceof Decimal) return value;
      break;
    case 'Id':
      if (typeof value === 'string') return idForField(value);
      break;
    case 'String':
      if (value instanceof ApexEnum) break;
      if (typeof value === 'string') return value;
      break;
    case 'Date':
      if (value instanceof ApexDate) return value;
      if (value instanceof ApexDatetime) return value.date(currentZone());
      break;
    case 'Datetime':
      if (value instanceof ApexDatetime) return value;
      if (value instanceof ApexDate) return ApexDatetime.fromDate(value);
      break;
    default:
      if (isInstance(value, type) || type.kind === 'object' || type.kind === 'class') return value;
  }
  throw apexError('System.SObjectException', `Illegal assignment from ${typeNameOf(value)} to ${type.name}`);
}

function idForField(text: string): string | null {
  return text === '' ? null : toId(text);
}

/** A lookup by relationship name (`Account`, `Owner__r`), field name (`AccountId`) or token. @throws SObjectException */
function lookupField(record: SObjectRecord, key: string | SObjectFieldToken): FieldInfo {
  const name = argument(key) instanceof SObjectFieldToken ? (key as SObjectFieldToken).field.name : (key as string);
  const parent = lookupInCode(record.object, name);
  if (parent) return parent;
  const field = fieldInCode(record.object, name);
  if (field?.relationshipName) return field;
  throw apexError('System.SObjectException', `Invalid relationship ${name} for ${record.object.name}`);
}

export function getParentByName(record: SObjectRecord, key: string | SObjectFieldToken): SObjectRecord | null {
  return getParent(record, lookupField(record, key));
}

export function putParentByName(
  record: SObjectRecord,
  key: string | SObjectFieldToken,
  parent: SObjectRecord | null,
): SObjectRecord | null {
  const field = lookupField(record, key);
  const former = record.parents?.get(field.relationshipName!) ?? null;
  if (parent && field.referenceTo.length > 0 && !field.referenceTo.includes(parent.object.name)) {
    throw apexError(
      'System.SObjectException',
      `Illegal assignment from ${parent.object.name} to ${field.referenceTo[0]}`,
    );
  }
  setParent(record, field, parent);
  return former;
}

/** Child rows of a sub-query; null when the query had none, or none were found. @throws SObjectException */
export function childrenByName(record: SObjectRecord, name: string): SObjectRecord[] | null {
  const relation = childrenInCode(record.object, argument(name));
  if (!relation?.name)
    throw apexError('System.SObjectException', `Invalid relationship ${name} for ${record.object.name}`);
  const rows = record.children?.get(relation.name);
  // No rows: null; only definitions (EntityDefinition.Fields) answer with an empty list.
  return rows && (rows.length > 0 || record.object.name === 'EntityDefinition') ? rows : null;
}

export function isSet(record: SObjectRecord, key: string | SObjectFieldToken): boolean {
  return record.values.has(resolveField(record, key).name);
}
