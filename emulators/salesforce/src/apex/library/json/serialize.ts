/** Apex values to JSON. */
import { fieldOf } from '../../../schema/model.ts';
import { shownValues, SObjectRecord } from '../../../schema/record.ts';
import { ApexBlob } from '../../runtime/blob.ts';
import { ApexDate } from '../../runtime/date.ts';
import { ApexDatetime } from '../../runtime/datetime.ts';
import { Decimal } from '../../runtime/decimal.ts';
import { ApexDouble } from '../../runtime/double.ts';
import { ApexEnum } from '../../runtime/enum.ts';
import { ApexException } from '../../runtime/exceptions.ts';
import { ApexList } from '../../runtime/list.ts';
import { ApexMap } from '../../runtime/map.ts';
import { instanceFields, isUserObject, readField, type UserObject } from '../../runtime/object.ts';
import { typeNameOf } from '../../runtime/instances.ts';
import { ApexSet } from '../../runtime/set.ts';
import { ApexTime } from '../../runtime/time.ts';
import { SObjectFieldToken, SObjectTypeToken } from '../schema/tokens.ts';
import { jsonError } from './tokens.ts';
import type { ClassType, FieldSymbol } from '../../types/type.ts';
import type { JsonNode } from './tree.ts';

/** Library objects that have a JSON form give their fields. */
export interface JsonObject {
  /** Names and Apex values, in order. */
  jsonFields(): [string, unknown][];
}

const VERSION = 'v67.0';
const text = (value: string): JsonNode => ({ kind: 'string', text: value });
const NULL: JsonNode = { kind: 'null' };

/**
 * @param withoutNulls leave null fields of user objects out (not those of records and maps)
 * @throws JSONException for values without a JSON form and for cycles
 */
export function toJsonNode(value: unknown, withoutNulls: boolean, inside = new Set<object>()): JsonNode {
  if (value === null || value === undefined) return NULL;
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'boolean':
      return { kind: 'boolean', value };
    case 'number':
    case 'bigint':
      return { kind: 'number', text: String(value), isWhole: true };
    default:
  }
  if (value instanceof Decimal) return { kind: 'number', text: value.toPlainString(), isWhole: false };
  if (value instanceof ApexDouble) return { kind: 'number', text: value.toString(), isWhole: false };
  if (value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime)
    return text(value.toString());
  if (value instanceof ApexBlob) return text(value.toBase64());
  if (value instanceof ApexEnum) return text(value.name);
  if ('jsonText' in (value as object)) return text((value as { jsonText: string }).jsonText);
  return structure(value as object, withoutNulls, inside);
}

function structure(value: object, withoutNulls: boolean, inside: Set<object>): JsonNode {
  if (inside.has(value)) throw jsonError('Direct self-reference leading to cycle');
  inside.add(value);
  const convert = (each: unknown): JsonNode => toJsonNode(each, withoutNulls, inside);
  try {
    if (value instanceof ApexList || value instanceof ApexSet) return { kind: 'array', items: [...value].map(convert) };
    // Maps come out last entry first: nowhere documented, but what orgs do.
    if (value instanceof ApexMap)
      return {
        kind: 'object',
        fields: [...value.entries()]
          .map((each): [string, JsonNode] => [keyText(each.key), convert(each.value)])
          .reverse(),
      };
    if (value instanceof SObjectRecord) return recordNode(value, convert);
    if (value instanceof ApexException) throw unsupported(value);
    if (isUserObject(value)) return { kind: 'object', fields: userFields(value, withoutNulls, convert) };
    if ('jsonFields' in value) {
      return {
        kind: 'object',
        fields: (value as JsonObject).jsonFields().map(([name, each]) => [name, convert(each)]),
      };
    }
    throw unsupported(value);
  } finally {
    inside.delete(value);
  }
}

function unsupported(value: unknown): Error {
  return jsonError(`Apex Type unsupported in JSON: ${typeNameOf(value)}`);
}

/** Keys are primitives, ids, enum constants, or tokens of fields and objects. */
function keyText(key: unknown): string {
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  if (key instanceof SObjectFieldToken || key instanceof SObjectTypeToken) return key.apexText();
  const node = toJsonNode(key, false);
  if (node.kind === 'string' || node.kind === 'number') return node.text;
  if (node.kind === 'boolean') return String(node.value);
  throw unsupported(key);
}

const orders = new WeakMap<ClassType, FieldSymbol[]>();

/**
 * Members from Z to A, whatever the order of their declaration: the documentation's samples show `totalPrice`, `statementDate`,
 * `lineItems`, `invoiceNumber`, and tests of published projects expect it.
 */
function jsonFields(type: ClassType): FieldSymbol[] {
  let order = orders.get(type);
  if (!order) {
    order = instanceFields(type).filter((field) => !field.isTransient);
    order.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? 1 : -1));
    orders.set(type, order);
  }
  return order;
}

function userFields(
  value: UserObject,
  withoutNulls: boolean,
  convert: (each: unknown) => JsonNode,
): [string, JsonNode][] {
  const fields: [string, JsonNode][] = [];
  for (const field of jsonFields(value.$type)) {
    const each = readField(value, field);
    if (each === null && withoutNulls) continue;
    fields.push([field.name, convert(each)]);
  }
  return fields;
}

/** `attributes` first, then the fields in the order they were set or queried, parents and child rows nested. */
function recordNode(record: SObjectRecord, convert: (each: unknown) => JsonNode): JsonNode {
  const { object, id } = record;
  const attributes: [string, JsonNode][] = [['type', text(object.name)]];
  if (id !== null) attributes.push(['url', text(`/services/data/${VERSION}/sobjects/${object.name}/${id}`)]);
  const fields: [string, JsonNode][] = [['attributes', { kind: 'object', fields: attributes }]];
  for (const [name, value] of shownValues(record)) fields.push([name, fieldNode(record, name, value, convert)]);
  for (const [name, parent] of record.parents ?? []) if (parent) fields.push([name, convert(parent)]);
  for (const [name, rows] of record.children ?? []) {
    fields.push([
      name,
      {
        kind: 'object',
        fields: [
          ['totalSize', { kind: 'number', text: String(rows.length), isWhole: true }],
          ['done', { kind: 'boolean', value: true }],
          ['records', { kind: 'array', items: rows.map(convert) }],
        ],
      },
    ]);
  }
  return { kind: 'object', fields };
}

/** Instants of records carry the offset `+0000`. */
function fieldNode(
  record: SObjectRecord,
  name: string,
  value: unknown,
  convert: (each: unknown) => JsonNode,
): JsonNode {
  if (value instanceof ApexDatetime && fieldOf(record.object, name)?.type === 'datetime')
    return text(value.toString().replace('Z', '+0000'));
  return convert(value);
}
