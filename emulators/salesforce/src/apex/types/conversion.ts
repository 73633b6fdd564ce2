/** Which types fit where: assignment, casts, comparison, and how far a conversion is. */
import type { ClassType, PrimitiveName, Type } from './type.ts';
import { PlatformClass } from './platform-type.ts';

/** Numbers from narrow to wide. Double and Decimal convert into each other. */
const rank: Partial<Record<PrimitiveName, number>> = { Integer: 1, Long: 2, Double: 3, Decimal: 4 };

export function isNumeric(type: Type): boolean {
  return type.kind === 'primitive' && rank[type.name] !== undefined;
}

/** The wider of two numeric types. */
export function widerNumber(left: Type, right: Type): Type {
  return (rank[left.name as PrimitiveName] ?? 0) >= (rank[right.name as PrimitiveName] ?? 0) ? left : right;
}

export function isText(type: Type): boolean {
  return type.kind === 'primitive' && (type.name === 'String' || type.name === 'Id');
}

/** The type `SObject` itself. */
export function isGenericRecord(type: Type): boolean {
  return type.kind === 'sobject' && type.object === undefined && type.name === 'SObject';
}

/** `SObject`, and `Name`: what a lookup to several objects gives. */
function isAnyRecord(type: Type): boolean {
  return isGenericRecord(type) || (type.kind === 'sobject' && type.name === 'Name');
}

/** Exceptions are classes whose chain ends in System.Exception. */
export function isException(type: Type): boolean {
  for (let at: ClassType | undefined = type.kind === 'class' ? type : undefined; at; at = at.superType) {
    if (at.name === 'System.Exception') return true;
  }
  return false;
}

/** `from` is `to`, extends it or implements it. */
export function isSubclass(from: ClassType, to: ClassType): boolean {
  return inheritance(from, to) !== undefined;
}

/** Steps from `from` up to `to`; undefined when it is no ancestor. */
function inheritance(from: ClassType, to: ClassType, guard = 0): number | undefined {
  if (from === to || sameGeneric(from, to)) return 0;
  if (guard > 50) return undefined;
  const parents = from.superType ? [from.superType, ...from.interfaces] : from.interfaces;
  let best: number | undefined;
  for (const parent of parents) {
    const steps = inheritance(parent, to, guard + 1);
    if (steps !== undefined && (best === undefined || steps + 1 < best)) best = steps + 1;
  }
  return best;
}

/** Platform generics agree when their arguments do: `Iterable<Account>` and `Iterable<SObject>`. */
function sameGeneric(from: ClassType, to: ClassType): boolean {
  if (!(from instanceof PlatformClass) || !(to instanceof PlatformClass) || from.baseName !== to.baseName) return false;
  return from.arguments.every(
    (argument, index) => argument.kind === 'object' || fitsElement(argument, to.arguments[index]!),
  );
}

/** Collections are covariant, and records of `SObject` pass for those of a concrete object. */
function fitsElement(from: Type, to: Type): boolean {
  if (from === to || to.kind === 'object') return true;
  if (from.kind === 'sobject' && to.kind === 'sobject') return isGenericRecord(from) || isGenericRecord(to);
  if (from.kind === 'primitive' && to.kind === 'primitive') return isText(from) && isText(to);
  return isAssignable(from, to);
}

/** Whether a value of `from` may be given where `to` is wanted, without a cast. */
export function isAssignable(from: Type, to: Type): boolean {
  return distance(from, to) !== undefined;
}

/**
 * How far `from` is from `to`: 0 for the same type, larger for looser conversions; undefined when it does not fit. Overload
 * resolution prefers the smallest sum.
 */
export function distance(from: Type, to: Type): number | undefined {
  if (from === to) return 0;
  if (from.kind === 'void' || to.kind === 'void') return undefined;
  if (from.kind === 'null' || to.kind === 'null') return 1;
  if (to.kind === 'object') return 20;
  switch (from.kind) {
    case 'primitive':
      return to.kind === 'primitive' ? primitiveDistance(from.name, to.name) : undefined;
    case 'sobject':
      if (to.kind !== 'sobject') return undefined;
      return isGenericRecord(to) ? 2 : undefined;
    case 'list':
    case 'set':
    case 'map':
      return collectionDistance(from, to);
    case 'class':
      return to.kind === 'class' ? inheritance(from, to) : undefined;
    default:
      return undefined;
  }
}

function primitiveDistance(from: PrimitiveName, to: PrimitiveName): number | undefined {
  const low = rank[from];
  const high = rank[to];
  if (low !== undefined && high !== undefined) {
    if (from === 'Decimal' && to === 'Double') return 2;
    return low < high ? high - low : undefined;
  }
  if (from === 'Id' && to === 'String') return 1;
  if (from === 'String' && to === 'Id') return 5;
  if (from === 'Date' && to === 'Datetime') return 1;
  return undefined;
}

function collectionDistance(from: Type & { arguments: Type[] }, to: Type): number | undefined {
  if (to.kind === 'class') {
    if (from.kind === 'map' || !(to instanceof PlatformClass) || to.baseName !== 'System.Iterable') return undefined;
    return fitsElement(from.arguments[0]!, to.arguments[0]!) ? 3 : undefined;
  }
  if (to.kind !== from.kind || !('arguments' in to)) return undefined;
  const parts = from.arguments.map((argument, index) => elementDistance(from.kind, argument, to.arguments[index]!));
  return parts.some((part) => part === undefined) ? undefined : Math.max(...(parts as number[]));
}

/** Lists are the loosest: `List<SObject>` fits `List<Account>`. Sets and maps only widen. */
function elementDistance(kind: Type['kind'], from: Type, to: Type): number | undefined {
  if (from === to) return 0;
  if (from.kind === 'primitive' && to.kind === 'primitive') {
    if (kind === 'list' && isText(from) && isText(to)) return 2;
    if (kind === 'list' && /^(Double|Decimal)$/.test(from.name) && /^(Double|Decimal)$/.test(to.name)) return 2;
    return undefined;
  }
  if (kind === 'list' && from.kind === 'sobject' && to.kind === 'sobject')
    return isGenericRecord(from) ? 3 : distance(from, to);
  return distance(from, to);
}

/** Whether a cast or `instanceof` from one to the other can ever succeed. */
export function isCastable(from: Type, to: Type): boolean {
  if (from.kind === 'null' || to.kind === 'null' || from.kind === 'object' || to.kind === 'object') return true;
  if (isAssignable(from, to)) return true;
  if (from.kind === 'primitive' && to.kind === 'primitive')
    return (isNumeric(from) && isNumeric(to)) || (from.name === 'Datetime' && to.name === 'Date');
  if (from.kind === 'sobject' && to.kind === 'sobject') return isAnyRecord(from) || isAnyRecord(to);
  if (from.kind === 'class' && to.kind === 'class') {
    if (isSubclass(to, from) || isSubclass(from, to)) return true;
    // An interface may be met by a subclass nobody knows yet.
    return (from.form === 'interface' && mayGrow(to)) || (to.form === 'interface' && mayGrow(from));
  }
  if (from.kind === to.kind && 'arguments' in from && 'arguments' in to) {
    return from.arguments.every((argument, index) => isCastable(argument, to.arguments[index]!));
  }
  if (isIterable(from) && 'arguments' in to) return to.kind !== 'map';
  return isIterable(to) && 'arguments' in from && from.kind !== 'map';
}

const mayGrow = (type: ClassType): boolean =>
  type.form === 'interface' || type.isVirtual || type.isAbstract || type.form === 'class';
const isIterable = (type: Type): boolean =>
  type.kind === 'class' && type instanceof PlatformClass && type.baseName === 'System.Iterable';

/** Whether the value must change on its way from one type to the other (Integer → Decimal, Date → Datetime, String → Id). */
export function needsConversion(from: Type, to: Type): boolean {
  if (from === to || from.kind === 'null' || to.kind === 'object') return false;
  return from.kind === 'primitive' && to.kind === 'primitive' && !(from.name === 'Id' && to.name === 'String');
}

/** Whether `==` makes sense between the two. */
export function isComparable(left: Type, right: Type): boolean {
  if (left.kind === 'void' || right.kind === 'void') return false;
  if (isNumeric(left) && isNumeric(right)) return true;
  return isCastable(left, right) || isCastable(right, left);
}
