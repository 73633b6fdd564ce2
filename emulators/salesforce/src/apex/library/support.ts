/** Small helpers of the library files: typed collections, enum constants, null checks. */
import { current } from '../../transaction/transaction.ts';
import { anyType, genericSObject, primitives, type TypeRegistry } from '../types/registry.ts';
import type { Type } from '../types/type.ts';
import { enumConstant } from '../runtime/enums.ts';
import type { ApexEnum } from '../runtime/enum.ts';
import { apexError } from '../runtime/exceptions.ts';
import { ApexList } from '../runtime/list.ts';
import { ApexMap } from '../runtime/map.ts';
import { programOf } from '../runtime/program.ts';
import { ApexSet } from '../runtime/set.ts';
import type { SObjectRecord } from '../../schema/record.ts';

/** Types of the running org. */
export function registry(): TypeRegistry {
  return programOf(current().org).registry;
}

/** A constant of a platform enum: `platformEnum('System.StatusCode', 'DUPLICATE_VALUE')`. Undefined for unknown names. */
export function platformEnum(type: string, name: string): ApexEnum | undefined {
  const found = registry().platform(type);
  if (!found) throw new Error(`no platform enum ${type}`);
  const canonical = found.constants.find((each) => each.toLowerCase() === name.toLowerCase());
  return canonical === undefined ? undefined : enumConstant(found, canonical);
}

/** A platform class as a type, for element types of lists. */
export function platformClass(name: string): Type {
  return registry().platform(name) ?? anyType;
}

/** @throws NullPointerException `Argument cannot be null.` */
export function argument<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw apexError('System.NullPointerException', 'Argument cannot be null.');
  return value;
}

export function listOf(elementType: Type, items: unknown[]): ApexList {
  return new ApexList(elementType, items);
}

export const strings = (items: (string | null)[]): ApexList => new ApexList(primitives.String, items);
export const integers = (items: number[]): ApexList => new ApexList(primitives.Integer, items);
export const ids = (items: (string | null)[]): ApexList => new ApexList(primitives.Id, items);

export function stringSet(items: Iterable<string>): ApexSet {
  return new ApexSet(primitives.String, items);
}

/** Keys are strings. */
export function mapOf(valueType: Type, entries: Iterable<readonly [string | null, unknown]>): ApexMap {
  return new ApexMap(primitives.String, valueType, entries);
}

/** A list of records typed by their object, or `List<SObject>` when they differ or there are none. */
export function recordList(records: SObjectRecord[]): ApexList {
  const object = records[0]?.object;
  const isUniform = object !== undefined && records.every((record) => record.object === object);
  return new ApexList(isUniform ? registry().sobject(object) : genericSObject, records);
}

/** Type argument of the call's result (`List<X>` → X), or of its receiver. */
export function elementOf(type: Type, index = 0): Type {
  return ('arguments' in type ? type.arguments[index] : undefined) ?? anyType;
}
