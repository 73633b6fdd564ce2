/** JSON to values of a given Apex type. */
import { childrenInCode, fieldInCode, lookupInCode, objectInCode } from '../../../schema/code-namespace.ts';
import type { FieldInfo } from '../../../schema/model.ts';
import { SObjectRecord } from '../../../schema/record.ts';
import { current } from '../../../transaction/transaction.ts';
import { fieldType } from '../../check/members.ts';
import type { ClassType, SObjectType, Type } from '../../types/type.ts';
import { findEnumConstant } from '../../runtime/enums.ts';
import { ApexList } from '../../runtime/list.ts';
import { ApexMap } from '../../runtime/map.ts';
import { instanceFields, writeField, type UserObject } from '../../runtime/object.ts';
import { programOf } from '../../runtime/program.ts';
import { ApexSet } from '../../runtime/set.ts';
import { libraryName } from '../../types/registry.ts';
import { registry } from '../support.ts';
import { parsePrimitive } from './primitives.ts';
import { jsonError } from './tokens.ts';
import type { JsonNode } from './tree.ts';
import { untyped } from './untyped.ts';

/** @throws JSONException for values that do not fit, and with `isStrict` for fields the type lacks */
export function typed(node: JsonNode, type: Type, isStrict: boolean): unknown {
  if (node.kind === 'null') return null;
  switch (type.kind) {
    case 'object':
      return untyped(node);
    case 'primitive':
      return parsePrimitive(node, type.name);
    case 'list':
      return new ApexList(type.arguments[0]!, elements(node, type.arguments[0]!, isStrict));
    case 'set':
      return new ApexSet(type.arguments[0]!, elements(node, type.arguments[0]!, isStrict));
    case 'map': {
      const [key, value] = type.arguments as [Type, Type];
      const entries = fieldsOf(node).map(
        ([name, each]) => [typed({ kind: 'string', text: name }, key, isStrict), typed(each, value, isStrict)] as const,
      );
      return new ApexMap(key, value, entries);
    }
    case 'sobject':
      return recordOf(node, type);
    case 'class':
      return classValue(node, type, isStrict);
    default:
      throw jsonError(`Apex Type unsupported in JSON: ${type.name}`);
  }
}

function elements(node: JsonNode, type: Type, isStrict: boolean): unknown[] {
  // Child rows of a record: { totalSize, done, records }.
  const rows = node.kind === 'object' ? node.fields.find(([name]) => name === 'records')?.[1] : node;
  if (rows?.kind !== 'array') throw jsonError("Malformed JSON: Expected '[' at the beginning of List/Set");
  return rows.items.map((item) => typed(item, type, isStrict));
}

function fieldsOf(node: JsonNode): [string, JsonNode][] {
  if (node.kind !== 'object') throw jsonError("Malformed JSON: Expected '{' at the beginning of object");
  return node.fields;
}

type Reader = (fields: Map<string, JsonNode>) => unknown;
const readers = new Map<string, Reader>();

/** Platform classes that JSON can make: `JSON.deserialize(text, Database.SaveResult.class)`. Field names come in lower case. */
export function readPlatformJson(typeName: string, reader: Reader): void {
  readers.set(typeName, reader);
}

function classValue(node: JsonNode, type: ClassType, isStrict: boolean): unknown {
  const reader = type.declaration ? undefined : readers.get(libraryName(type));
  if (reader) return reader(new Map(fieldsOf(node).map(([name, each]) => [name.toLowerCase(), each])));
  if (type.form === 'enum') {
    const constant = node.kind === 'string' ? findEnumConstant(type, node.text) : undefined;
    if (!constant) throw jsonError(`Illegal value for enum ${type.name}`);
    return constant;
  }
  if (!type.declaration || type.form === 'interface' || type.isAbstract) {
    throw jsonError(`Apex Type unsupported in JSON: ${type.name}`);
  }
  // Neither constructors nor initialisers run.
  const object = new (programOf(current().org).classOf(type))() as unknown as UserObject;
  const fields = new Map(instanceFields(type).map((field) => [field.name.toLowerCase(), field]));
  for (const [name, each] of fieldsOf(node)) {
    const field = fields.get(name.toLowerCase());
    if (field && !field.isTransient) writeField(object, field, typed(each, field.type, isStrict));
    else if (isStrict) throw jsonError(`Unknown field: ${type.name}.${name}`);
  }
  return object;
}

function recordOf(node: JsonNode, type: SObjectType): SObjectRecord {
  const fields = fieldsOf(node);
  const record = new SObjectRecord(type.object ?? aggregateObject(type) ?? attributesObject(fields));
  if (record.object.name === 'AggregateResult') {
    // Aliases are no fields.
    for (const [name, each] of fields) if (name !== 'attributes') record.values.set(name, untyped(each));
    return record;
  }
  for (const [name, each] of fields) if (name !== 'attributes') setMember(record, name, each);
  return record;
}

const aggregateObject = (type: SObjectType): SObjectRecord['object'] | undefined =>
  type.name === 'AggregateResult' ? current().org.schema.object('AggregateResult') : undefined;

/** Of a generic SObject the attributes say what it is. */
function attributesObject(fields: [string, JsonNode][]): SObjectRecord['object'] {
  const attributes = fields.find(([name]) => name === 'attributes')?.[1];
  const name = attributes?.kind === 'object' ? attributes.fields.find(([key]) => key === 'type')?.[1] : undefined;
  const object = name?.kind === 'string' ? objectInCode(current().org.schema, name.text) : undefined;
  if (!object) throw jsonError('Cannot deserialize an sObject without attributes');
  return object;
}

/** Ids are taken as they are: tests make records with ids that are none. */
function fieldValue(field: FieldInfo, node: JsonNode): unknown {
  const isMadeUp =
    (field.type === 'id' || field.type === 'reference') && node.kind === 'string' && !isIdText(node.text);
  return isMadeUp && node.text !== '' ? node.text : typed(node, fieldType(registry(), field), false);
}

const isIdText = (text: string): boolean => /^\s*(?:[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})\s*$/.test(text);

function setMember(record: SObjectRecord, name: string, node: JsonNode): void {
  const { object } = record;
  const field = fieldInCode(object, name);
  if (field) {
    record.values.set(field.name, fieldValue(field, node));
    record.touched.add(field.name);
    return;
  }
  const lookup = lookupInCode(object, name);
  if (lookup) {
    const target = lookup.referenceTo.length === 1 ? registry().sobjectNamed(lookup.referenceTo[0]!) : undefined;
    record.parents ??= new Map();
    const parent =
      node.kind === 'null' ? null : recordOf(node, target ?? { kind: 'sobject', name: 'SObject', object: undefined });
    record.parents.set(lookup.relationshipName!, parent);
    return;
  }
  const relation = childrenInCode(object, name);
  const child = relation && current().org.schema.object(relation.childObject);
  // An object under a name that is no relationship is passed over; a plain value is not.
  if (!relation?.name && node.kind === 'object') return;
  if (!relation?.name || !child) throw jsonError(`No such column '${name}' on sobject of type ${object.name}`);
  record.children ??= new Map();
  const rows = node.kind === 'null' ? [] : elements(node, registry().sobject(child), false);
  record.children.set(relation.name, rows as SObjectRecord[]);
}
