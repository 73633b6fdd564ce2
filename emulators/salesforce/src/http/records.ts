/** Records to and from REST's JSON. */
import { ApexBlob } from '../apex/runtime/blob.ts';
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { ApexTime } from '../apex/runtime/time.ts';
import type { Org, QueryResult } from '../org/services.ts';
import { type FieldInfo, fieldOf, type ObjectInfo } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import { normalId } from '../storage/ids.ts';
import { ApiError } from './errors.ts';
import { fieldJson, JsonNumber } from './json.ts';

/** @throws 404 */
export function objectNamed(org: Org, name: string): ObjectInfo {
  const object = org.schema.object(name);
  if (!object) throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
  return object;
}

/** For bodies that name their type. @throws INVALID_TYPE */
export function typeNamed(org: Org, name: unknown): ObjectInfo {
  const object = typeof name === 'string' ? org.schema.object(name) : undefined;
  if (!object) throw new ApiError(400, 'INVALID_TYPE', `sObject type '${String(name)}' is not supported.`);
  return object;
}

/** A record from a body. @throws INVALID_FIELD, JSON_PARSER_ERROR */
export function recordFrom(org: Org, object: ObjectInfo, body: Record<string, unknown>): SObjectRecord {
  const record = new SObjectRecord(object);
  for (const [key, value] of Object.entries(body)) {
    if (key === 'attributes') continue;
    const field = fieldOf(object, key);
    if (field) {
      record.values.set(field.name, fieldValue(value, field));
      record.touched.add(field.name);
    } else if (!setParent(org, record, key, value)) {
      throw new ApiError(400, 'INVALID_FIELD', `No such column '${key}' on sobject of type ${object.name}`);
    }
  }
  return record;
}

/** `"Account": {"Ext__c": "x"}`: a parent by external id. */
function setParent(org: Org, record: SObjectRecord, key: string, value: unknown): boolean {
  const lookup = [...record.object.fields.values()].find(
    (field) => field.relationshipName?.toLowerCase() === key.toLowerCase(),
  );
  if (!lookup || typeof value !== 'object' || value === null) return false;
  const { attributes, ...rest } = value as { attributes?: { type?: string } };
  const parent = org.schema.object(attributes?.type ?? lookup.referenceTo[0] ?? '');
  if (!parent) return false;
  record.parents ??= new Map();
  record.parents.set(lookup.relationshipName!, recordFrom(org, parent, rest));
  return true;
}

/** A JSON (or CSV: text) value as the field holds it. @throws JSON_PARSER_ERROR */
export function fieldValue(value: unknown, field: FieldInfo): unknown {
  if (value === null || value === undefined) return null;
  const text =
    value instanceof JsonNumber ? value.text : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const unfit = (): never => {
    const words = `Cannot deserialize instance of ${field.type} from value ${text} or request may be missing a required field`;
    throw new ApiError(400, 'JSON_PARSER_ERROR', words);
  };
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : /^(true|false|1|0)$/i.test(text) ? /^(true|1)$/i.test(text) : unfit();
    case 'int':
      return /^[+-]?\d+(\.0+)?$/.test(text) ? Math.trunc(Number(text)) : text === '' ? null : unfit();
    case 'long':
      return /^[+-]?\d+$/.test(text) ? BigInt(text) : text === '' ? null : unfit();
    case 'double':
    case 'currency':
    case 'percent':
      return text === '' ? null : (Decimal.tryParse(text) ?? unfit());
    case 'date':
      return text === '' ? null : (ApexDate.parse(text) ?? unfit());
    case 'datetime':
      return text === '' ? null : (ApexDatetime.parse(text) ?? unfit());
    case 'time':
      return text === '' ? null : (ApexTime.parse(text) ?? unfit());
    case 'base64':
      return ApexBlob.fromBase64(text);
    case 'id':
    case 'reference':
      return text === '' ? null : (normalId(text) ?? text);
    default:
      return text;
  }
}

function attributes(object: ObjectInfo, id: string | null, version: string): Record<string, string> {
  if (object.name === 'AggregateResult') return { type: 'AggregateResult' };
  if (id === null) return { type: object.name };
  return { type: object.name, url: `/services/data/v${version}/sobjects/${object.name}/${id}` };
}

/** One record as REST shows it: what was queried, in that order. */
export function recordJson(record: SObjectRecord, version: string, order?: string[]): Record<string, unknown> {
  const json: Record<string, unknown> = { attributes: attributes(record.object, record.id, version) };
  const names = order ?? [
    ...(record.queried ?? record.values.keys()),
    ...(record.parents?.keys() ?? []),
    ...(record.children?.keys() ?? []),
  ];
  for (const name of new Set(names)) {
    if (record.children?.has(name)) json[name] = childrenJson(record.children.get(name)!, version);
    else if (record.parents?.has(name)) json[name] = parentJson(record.parents.get(name)!, version);
    else if (record.values.has(name) || fieldOf(record.object, name)) json[name] = fieldJson(record.values.get(name));
    else json[name] = null;
  }
  return json;
}

function parentJson(record: SObjectRecord | null, version: string): unknown {
  return record === null ? null : recordJson(record, version);
}

function childrenJson(records: SObjectRecord[], version: string): unknown {
  if (records.length === 0) return null;
  return { totalSize: records.length, done: true, records: records.map((record) => recordJson(record, version)) };
}

/** All rows of a query. */
export function rowsJson(result: QueryResult, version: string): Record<string, unknown>[] {
  return result.records.map((record) => {
    // Aggregate rows have aliases instead of fields; they are all there is.
    if (record.object.name === 'AggregateResult') return recordJson(record, version, [...record.values.keys()]);
    return recordJson(record, version, topNames(result, record));
  });
}

/** First steps of the select list: `Account.Name` → `Account`. */
function topNames(result: QueryResult, record: SObjectRecord): string[] {
  const own = (name: string): string => {
    const top = name.split('.')[0]!;
    const keys = [...(record.parents?.keys() ?? []), ...(record.children?.keys() ?? [])];
    return keys.find((key) => key.toLowerCase() === top.toLowerCase()) ?? fieldOf(record.object, top)?.name ?? top;
  };
  return result.columns.map(({ name }) => own(name));
}
