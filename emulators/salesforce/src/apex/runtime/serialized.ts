/**
 * The copy of a job that waits: the platform serialises it when it is enqueued, so what its maker changes later it does not see, nor
 * its maker what it does. Transient variables are lost.
 */
import { SObjectRecord } from '../../schema/record.ts';
import { backingName, fieldName } from '../emit/names.ts';
import { ApexList } from './list.ts';
import { ApexMap } from './map.ts';
import { instanceFields, isUserObject, type UserObject } from './object.ts';
import { ApexSet } from './set.ts';

type Copies = Map<object, unknown>;

export function serialized(value: unknown): unknown {
  return copyOf(value, new Map());
}

/** Values of the platform's classes are shared: they do not change, or cannot be serialised at all. */
function copyOf(value: unknown, copies: Copies): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (value instanceof ApexList) return copyList(value, copies);
  if (value instanceof ApexSet) {
    const copy = new ApexSet(value.elementType);
    copies.set(value, copy);
    for (const element of value) copy.table.set(copyOf(element, copies), true);
    return copy;
  }
  if (value instanceof ApexMap) {
    const copy = new ApexMap(value.keyType, value.valueType);
    copies.set(value, copy);
    for (const entry of value.entries()) copy.put(copyOf(entry.key, copies), copyOf(entry.value, copies));
    return copy;
  }
  if (value instanceof SObjectRecord) return copyRecord(value, copies);
  return isUserObject(value) ? copyObject(value, copies) : value;
}

function copyList(list: ApexList, copies: Copies): ApexList {
  const copy = new ApexList(list.elementType);
  copies.set(list, copy);
  copy.isDeclared = list.isDeclared;
  copy.bytes = list.bytes;
  for (const item of list.items) copy.items.push(copyOf(item, copies));
  return copy;
}

function copyRecord(record: SObjectRecord, copies: Copies): SObjectRecord {
  const copy = new SObjectRecord(record.object);
  copies.set(record, copy);
  for (const [name, value] of record.values) copy.values.set(name, value);
  for (const name of record.touched) copy.touched.add(name);
  copy.queried = record.queried && new Set(record.queried);
  copy.implied = record.implied;
  if (record.parents) {
    copy.parents = new Map();
    for (const [name, parent] of record.parents) copy.parents.set(name, parent && copyRecord(parent, copies));
  }
  if (record.children) {
    copy.children = new Map();
    for (const [name, rows] of record.children)
      copy.children.set(
        name,
        rows.map((row) => copyRecord(row, copies)),
      );
  }
  return copy;
}

function copyObject(object: UserObject, copies: Copies): UserObject {
  const copy = Object.create(Object.getPrototypeOf(object) as object) as UserObject;
  copies.set(object, copy);
  const lost = new Set<string>();
  for (const field of instanceFields(object.$type)) {
    if (field.isTransient) lost.add(fieldName(field)).add(backingName(field));
  }
  for (const [name, value] of Object.entries(object)) {
    (copy as Record<string, unknown>)[name] = lost.has(name) ? null : copyOf(value, copies);
  }
  return copy;
}
