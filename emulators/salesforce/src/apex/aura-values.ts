/** Values between Lightning (JSON-like) and @AuraEnabled methods. */
import { SObjectRecord } from '../schema/record.ts';
import type { ClassType, Type } from './types/type.ts';
import type { TypeRegistry } from './types/registry.ts';
import { ApexBlob } from './runtime/blob.ts';
import { ApexDate } from './runtime/date.ts';
import { ApexDatetime } from './runtime/datetime.ts';
import { Decimal } from './runtime/decimal.ts';
import { ApexDouble } from './runtime/double.ts';
import { ApexEnum } from './runtime/enum.ts';
import { findEnumConstant } from './runtime/enums.ts';
import { apexError } from './runtime/exceptions.ts';
import { toId } from './runtime/ids.ts';
import { ApexList } from './runtime/list.ts';
import { ApexMap } from './runtime/map.ts';
import { instanceFields, isUserObject, readField, writeField } from './runtime/object.ts';
import type { Program } from './runtime/program.ts';
import { ApexSet } from './runtime/set.ts';
import { ApexTime } from './runtime/time.ts';
import { anyType, primitives } from './types/registry.ts';
import { fieldOf, type FieldInfo } from '../schema/model.ts';

type Json = unknown;

/** A parameter as Apex wants it. @throws AuraHandledException-like TypeException for what does not fit */
export function fromJson(value: Json, type: Type, program: Program): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'primitive':
      return primitiveFromJson(value, type.name);
    case 'list':
    case 'set': {
      if (!Array.isArray(value)) return unfit(value, type);
      const items = value.map((each) => fromJson(each, type.arguments[0]!, program));
      return type.kind === 'list' ? new ApexList(type.arguments[0]!, items) : new ApexSet(type.arguments[0]!, items);
    }
    case 'map': {
      const [keyType, valueType] = type.arguments as [Type, Type];
      const entries = Object.entries(value).map(
        ([key, each]) => [fromJson(key, keyType, program), fromJson(each, valueType, program)] as const,
      );
      return new ApexMap(keyType, valueType, entries);
    }
    case 'sobject':
      return recordFromJson(value as Record<string, Json>, type.object?.name, program.registry);
    case 'class':
      return objectFromJson(value, type, program);
    default:
      return untyped(value, program);
  }
}

function unfit(value: Json, type: Type): never {
  throw apexError(
    'System.TypeException',
    `Value provided is invalid for action parameter of type '${type.name}': ${String(value)}`,
  );
}

function primitiveFromJson(value: Json, name: string): unknown {
  const text = typeof value === 'string' ? value : String(value);
  switch (name) {
    case 'Boolean':
      return value === true || text.toLowerCase() === 'true';
    case 'Integer':
      return Math.trunc(Number(text)) | 0;
    case 'Long':
      return BigInt(Math.trunc(Number(text)));
    case 'Double':
      return new ApexDouble(Number(text));
    case 'Decimal':
      return Decimal.fromString(text);
    case 'Id':
      return text === '' ? null : toId(text);
    case 'Date':
      return ApexDate.parse(text) ?? unfit(value, primitives.Date);
    case 'Datetime':
      return ApexDatetime.parse(text) ?? unfit(value, primitives.Datetime);
    case 'Time':
      return ApexTime.parse(text) ?? unfit(value, primitives.Time);
    case 'Blob':
      return ApexBlob.fromBase64(text);
    default:
      return text;
  }
}

function recordFromJson(
  value: Record<string, Json>,
  objectName: string | undefined,
  registry: TypeRegistry,
): SObjectRecord {
  const name =
    objectName ?? String(value['sobjectType'] ?? (value['attributes'] as { type?: string } | undefined)?.type);
  const object = registry.schema.object(name);
  if (!object) throw apexError('System.TypeException', `Unknown SObject type: ${name}`);
  const record = new SObjectRecord(object);
  for (const [key, each] of Object.entries(value)) {
    const field = fieldOf(object, key);
    if (!field) continue;
    record.values.set(field.name, each === null ? null : primitiveFromJson(each, apexTypeOf(field)));
    record.touched.add(field.name);
  }
  return record;
}

/** The Apex type of a field's values. */
function apexTypeOf(field: FieldInfo): string {
  switch (field.type) {
    case 'boolean':
      return 'Boolean';
    case 'int':
      return 'Integer';
    case 'long':
      return 'Long';
    case 'double':
    case 'currency':
    case 'percent':
      return 'Decimal';
    case 'date':
      return 'Date';
    case 'datetime':
      return 'Datetime';
    case 'time':
      return 'Time';
    case 'base64':
      return 'Blob';
    case 'id':
    case 'reference':
      return 'Id';
    default:
      return 'String';
  }
}

function objectFromJson(value: Json, type: ClassType, program: Program): unknown {
  if (type.form === 'enum') return findEnumConstant(type, String(value)) ?? unfit(value, type);
  if (!type.declaration) return unfit(value, type);
  const object = program.instantiate(type);
  for (const field of instanceFields(type)) {
    const key = Object.keys(value as object).find((each) => each.toLowerCase() === field.name.toLowerCase());
    if (key !== undefined)
      writeField(object, field, fromJson((value as Record<string, Json>)[key], field.type, program));
  }
  return object;
}

function untyped(value: Json, program: Program): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Decimal.fromNumber(value);
  if (Array.isArray(value))
    return new ApexList(
      anyType,
      value.map((each) => untyped(each, program)),
    );
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, each]) => [key, untyped(each, program)] as const);
    return new ApexMap(primitives.String, anyType, entries);
  }
  return value ?? null;
}

/** A result as Lightning gets it: numbers as numbers, dates as ISO text, of user objects the @AuraEnabled members. */
export function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object') return value;
  if (value instanceof ApexDouble) return value.value;
  if (value instanceof Decimal) return value.toNumber();
  if (
    value instanceof ApexDate ||
    value instanceof ApexDatetime ||
    value instanceof ApexTime ||
    value instanceof ApexBlob
  ) {
    return value.toJSON();
  }
  if (value instanceof ApexEnum) return value.name;
  if (value instanceof ApexList) return value.items.map(toJson);
  if (value instanceof ApexSet) return value.toArray().map(toJson);
  if (value instanceof ApexMap) {
    return Object.fromEntries([...value.entries()].map(({ key, value: each }) => [String(toJson(key)), toJson(each)]));
  }
  if (value instanceof SObjectRecord) return recordToJson(value);
  if (isUserObject(value)) {
    const fields = instanceFields(value.$type).filter((field) => isAuraEnabled(value.$type, field.name));
    return Object.fromEntries(fields.map((field) => [field.name, toJson(readField(value, field))]));
  }
  return String(value);
}

function isAuraEnabled(type: ClassType, name: string): boolean {
  for (let each: ClassType | undefined = type; each?.declaration?.kind === 'class'; each = each.superType) {
    for (const member of each.declaration.members) {
      if (member.kind !== 'field' && member.kind !== 'property') continue;
      const names = member.kind === 'field' ? member.variables.map((variable) => variable.name) : [member.name];
      if (!names.some((own) => own.toLowerCase() === name.toLowerCase())) continue;
      if (member.modifiers.annotations.some((annotation) => annotation.name.toLowerCase() === 'auraenabled'))
        return true;
    }
  }
  return false;
}

function recordToJson(record: SObjectRecord): Json {
  const result: Record<string, Json> = {};
  for (const [name, value] of record.values) if (value !== null) result[name] = toJson(value);
  for (const [name, parent] of record.parents ?? []) if (parent) result[name] = recordToJson(parent);
  for (const [name, rows] of record.children ?? []) result[name] = rows.map(recordToJson);
  return result;
}
