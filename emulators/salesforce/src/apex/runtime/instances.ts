/** Run-time type tests: `instanceof`, casts, and the names of run-time types. */
import type { ClassType, Type } from '../types/type.ts';
import { isAssignable, isSubclass } from '../types/conversion.ts';
import { libraryName } from '../types/registry.ts';
import { SObjectRecord } from '../../schema/record.ts';
import { ApexBlob } from './blob.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { ApexEnum } from './enum.ts';
import { ApexException, typeException } from './exceptions.ts';
import { isId } from './ids.ts';
import { ApexList } from './list.ts';
import { ApexMap } from './map.ts';
import { ApexSet } from './set.ts';
import { ApexTime } from './time.ts';

/** Objects of the library's classes name their type. */
interface PlatformObject {
  $type?: string | ClassType;
}

/** The run-time type's name, as casts and `String.valueOf(Type)` print it. */
export function typeNameOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return isId(value) ? 'Id' : 'String';
    case 'number':
      return 'Integer';
    case 'bigint':
      return 'Long';
    case 'boolean':
      return 'Boolean';
    default:
      return objectTypeName(value);
  }
}

function objectTypeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof ApexDouble) return 'Double';
  if (value instanceof Decimal) return 'Decimal';
  if (value instanceof ApexDate) return 'Date';
  if (value instanceof ApexDatetime) return 'Datetime';
  if (value instanceof ApexTime) return 'Time';
  if (value instanceof ApexBlob) return 'Blob';
  if (value instanceof SObjectRecord) return value.object.name;
  if (value instanceof ApexList) return `List<${value.elementType.name}>`;
  if (value instanceof ApexSet) return `Set<${value.elementType.name}>`;
  if (value instanceof ApexMap) return `Map<${value.keyType.name},${value.valueType.name}>`;
  if (value instanceof ApexEnum) return value.type.name;
  if (value instanceof ApexException) return value.typeName;
  const type = (value as PlatformObject).$type;
  if (type === undefined) return 'Object';
  return typeof type === 'string' ? type : type.name;
}

export function isInstance(value: unknown, type: Type): boolean {
  if (value === null || value === undefined) return false;
  switch (type.kind) {
    case 'object':
      return true;
    case 'primitive':
      return isPrimitive(value, type.name);
    case 'sobject':
      if (!(value instanceof SObjectRecord)) return false;
      return type.name === 'SObject' || type.name.toLowerCase() === value.object.name.toLowerCase();
    case 'list':
      return value instanceof ApexList && fits(value.elementType, type.arguments[0]!, true);
    case 'set':
      // No set but one of anything is a set of anything.
      return value instanceof ApexSet && fits(value.elementType, type.arguments[0]!, false, false);
    case 'map':
      return (
        value instanceof ApexMap && fits(value.keyType, type.arguments[0]!) && fits(value.valueType, type.arguments[1]!)
      );
    case 'class':
      return isOfClass(value, type);
    default:
      return false;
  }
}

/** Whether a collection of `from` passes for one of `to`. */
function fits(from: Type, to: Type, isList = false, isWide = true): boolean {
  if (from === to || (to.kind === 'object' && isWide)) return true;
  // A list of generic records passes for one of any object.
  if (from.kind === 'sobject' && to.kind === 'sobject' && from.object === undefined) return true;
  // Sets and maps keep the type of their elements: a set of ids is none of texts. Lists are the looser ones.
  if (!isList && from.kind === 'primitive' && to.kind === 'primitive') return false;
  return (isWide || to.kind !== 'object') && isAssignable(from, to);
}

function isPrimitive(value: unknown, name: string): boolean {
  switch (name) {
    case 'String':
      return typeof value === 'string';
    case 'Id':
      return typeof value === 'string' && isId(value);
    case 'Integer':
      return typeof value === 'number';
    case 'Long':
      return typeof value === 'bigint' || typeof value === 'number';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Double':
      return (
        value instanceof ApexDouble ||
        value instanceof Decimal ||
        typeof value === 'number' ||
        typeof value === 'bigint'
      );
    case 'Decimal':
      return (
        value instanceof Decimal ||
        value instanceof ApexDouble ||
        typeof value === 'number' ||
        typeof value === 'bigint'
      );
    case 'Date':
      return value instanceof ApexDate;
    case 'Datetime':
      return value instanceof ApexDatetime || value instanceof ApexDate;
    case 'Time':
      return value instanceof ApexTime;
    case 'Blob':
      return value instanceof ApexBlob;
    default:
      return false;
  }
}

function isOfClass(value: unknown, type: ClassType): boolean {
  if (value instanceof ApexException && !value.$type) return isPlatformException(value.typeName, type);
  if (value instanceof ApexEnum) return value.type === type || libraryName(type) === 'System.Enum';
  if (value instanceof ApexList || value instanceof ApexSet) return libraryName(type) === 'System.Iterable';
  const own = (value as PlatformObject).$type;
  if (own === undefined) return false;
  if (typeof own !== 'string') return isSubclass(own, type);
  return (
    own.toLowerCase() === libraryName(type).toLowerCase() ||
    platformParents(own).includes(libraryName(type).toLowerCase())
  );
}

/** All platform exceptions extend System.Exception directly. */
function isPlatformException(typeName: string, type: ClassType): boolean {
  return type.name === 'System.Exception' || type.name.toLowerCase() === typeName.toLowerCase();
}

const parents = new Map<string, string[]>();

/** For library objects that implement platform interfaces (iterators, contexts): declared by the library. */
export function declarePlatformParents(name: string, interfaces: string[]): void {
  parents.set(
    name.toLowerCase(),
    interfaces.map((each) => each.toLowerCase()),
  );
}

function platformParents(name: string): string[] {
  return parents.get(name.toLowerCase()) ?? [];
}

/** A checked cast; null passes. @throws TypeException */
export function cast(value: unknown, type: Type): unknown {
  if (value === null || value === undefined) return null;
  if (type.kind === 'primitive') return castPrimitive(value, type);
  if (isInstance(value, type)) return value;
  // The element type of an untyped or empty collection is settled by the first cast.
  throw typeException(`Invalid conversion from runtime type ${shown(typeNameOf(value))} to ${shown(type.name)}`);
}

/** Collections of anything are said to be of `ANY`. */
const shown = (name: string): string => name.replace(/\bObject\b(?=[,>])/g, 'ANY');

function castPrimitive(value: unknown, type: Type & { kind: 'primitive' }): unknown {
  const from = typeNameOf(value);
  switch (type.name) {
    case 'String':
      if (typeof value === 'string') return value;
      break;
    case 'Id':
      if (typeof value === 'string' && isId(value)) return value;
      if (typeof value === 'string') throw typeExceptionForId(value);
      break;
    case 'Integer':
      if (typeof value === 'number') return value;
      break;
    case 'Long':
      if (typeof value === 'bigint') return value;
      if (typeof value === 'number') return BigInt(value);
      break;
    case 'Double':
      if (value instanceof ApexDouble) return value;
      if (typeof value === 'number' || typeof value === 'bigint') return new ApexDouble(Number(value));
      if (value instanceof Decimal) return new ApexDouble(value.toNumber());
      break;
    case 'Decimal':
      if (value instanceof Decimal) return value;
      if (typeof value === 'number' || typeof value === 'bigint') return Decimal.of(BigInt(value));
      if (value instanceof ApexDouble) return Decimal.fromDouble(value.value);
      break;
    case 'Datetime':
      if (value instanceof ApexDate) return ApexDatetime.fromDate(value);
      if (value instanceof ApexDatetime) return value;
      break;
    default:
      if (isPrimitive(value, type.name)) return value;
  }
  throw typeException(`Invalid conversion from runtime type ${from} to ${type.name}`);
}

function typeExceptionForId(text: string): ApexException {
  return new ApexException('System.StringException', `Invalid id: ${text}`);
}
