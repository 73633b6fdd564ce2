/**
 * When two Apex values are equal, what they hash to, and how they order.
 *
 * `==` between strings ignores case and is decided by static types (`equalsIgnoreCase`); everything here takes values inside
 * collections and `Object`s, where strings compare with case.
 */
import { SObjectRecord } from '../../schema/record.ts';
import { ApexBlob } from './blob.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { ApexEnum } from './enum.ts';
import { ApexList } from './list.ts';
import { ApexMap } from './map.ts';
import { hasMethod, invoke, isUserObject } from './object.ts';
import { ApexSet } from './set.ts';
import { ApexTime } from './time.ts';

export { toApexString } from './printing.ts';

/** Library objects that are equal by content, not identity, say by which text. */
export interface KeyedObject {
  equalityKey(): string;
}

/** What `exactKey` gives for values that only a user's `equals` can compare. */
export const INEXACT = Symbol('needs equals');

const isKeyed = (value: object): value is KeyedObject => 'equalityKey' in value;
const hasEquals = (value: unknown): boolean => hasMethod(value, 'equals', 1) && hasMethod(value, 'hashCode', 0);

/** `===`: the same object, or the same primitive value. */
export function identical(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  if (left instanceof SObjectRecord || left instanceof ApexList || left instanceof ApexSet || left instanceof ApexMap)
    return false;
  return !isUserObject(left) && apexEquals(left, right);
}

export { apexEquals as valueEquals };

/** Deep equality: `==` on anything but two strings, `System.assertEquals`, list and map equality. */
export function apexEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null || left === undefined || right === undefined) return false;
  if (isNumber(left)) return isNumber(right) && compareNumbers(left, right) === 0;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left instanceof SObjectRecord) return right instanceof SObjectRecord && equalRecords(left, right);
  if (left instanceof ApexList) return right instanceof ApexList && equalLists(left.items, right.items);
  if (left instanceof ApexSet) return right instanceof ApexSet && equalSets(left, right);
  if (left instanceof ApexMap) return right instanceof ApexMap && equalMaps(left, right);
  if (isUserObject(left)) return hasMethod(left, 'equals', 1) && invoke(left, 'equals', [right]) === true;
  return equalBuiltIns(left, right);
}

function equalBuiltIns(left: object, right: object): boolean {
  if (left instanceof ApexDate) {
    if (right instanceof ApexDatetime) return left.ms === right.ms;
    return right instanceof ApexDate && left.days === right.days;
  }
  if (left instanceof ApexDatetime) {
    // Fractions of a second do not count: what comes back from the database has none.
    return (right instanceof ApexDatetime || right instanceof ApexDate) && seconds(left.ms) === seconds(right.ms);
  }
  if (left instanceof ApexTime) return right instanceof ApexTime && left.ms === right.ms;
  if (left instanceof ApexBlob) return right instanceof ApexBlob && left.equals(right);
  return isKeyed(left) && isKeyed(right) && left.equalityKey() === right.equalityKey();
}

const seconds = (ms: number): number => Math.floor(ms / 1000);

function equalRecords(left: SObjectRecord, right: SObjectRecord): boolean {
  if (left.object.name !== right.object.name) return false;
  for (const [name, value] of left.values) if (!apexEquals(value, right.values.get(name) ?? null)) return false;
  for (const [name, value] of right.values) if (value !== null && !left.values.has(name)) return false;
  return true;
}

function equalLists(left: unknown[], right: unknown[]): boolean {
  return left.length === right.length && left.every((value, index) => apexEquals(value, right[index]));
}

function equalSets(left: ApexSet, right: ApexSet): boolean {
  if (left.size !== right.size) return false;
  for (const element of left) if (!right.has(element)) return false;
  return true;
}

function equalMaps(left: ApexMap, right: ApexMap): boolean {
  if (left.size !== right.size) return false;
  for (const { key, value } of left.entries()) {
    if (!right.has(key) || !apexEquals(value, right.get(key))) return false;
  }
  return true;
}

type NumberValue = number | bigint | ApexDouble | Decimal;

export function isNumber(value: unknown): value is NumberValue {
  return (
    typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal || value instanceof ApexDouble
  );
}

/** Across Integer, Long, Double and Decimal. NaN is greater than all, as in Java's Double.compare. */
export function compareNumbers(left: NumberValue, right: NumberValue): number {
  if (typeof left !== 'object' && typeof right !== 'object') return left < right ? -1 : left > right ? 1 : 0;
  if (left instanceof ApexDouble || right instanceof ApexDouble) {
    const [a, b] = [asDouble(left), asDouble(right)];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return asDecimal(left).compareTo(asDecimal(right));
}

function asDouble(value: NumberValue): number {
  if (value instanceof ApexDouble) return value.value;
  return value instanceof Decimal ? value.toNumber() : Number(value);
}

export function asDecimal(value: NumberValue): Decimal {
  if (value instanceof Decimal) return value;
  return value instanceof ApexDouble ? Decimal.fromDouble(value.value) : Decimal.of(value);
}

/** `==` on two strings. */
export function equalsIgnoreCase(left: string | null, right: string | null): boolean {
  if (left === right) return true;
  if (left === null || right === null || left.length !== right.length) return false;
  return left.toLowerCase() === right.toLowerCase();
}

/** `==` on two Ids: 15 and 18 characters of the same record are equal. */
export function equalIds(left: string | null, right: string | null): boolean {
  if (left === right) return true;
  if (left === null || right === null || left.length === right.length) return false;
  return left.slice(0, 15) === right.slice(0, 15);
}

/** Unicode order, as `String.compareTo` and sorting of string lists: -1, 0 or 1. */
export function compareStrings(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `<` on strings: ignoring case. */
export function compareTextIgnoreCase(left: string, right: string): number {
  return compareStrings(left.toLowerCase(), right.toLowerCase());
}

/** Order of two non-null values of one kind: numbers, strings, dates, times, enum constants, booleans. */
export function compareValues(left: unknown, right: unknown): number {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareStrings(left, right);
  if (left instanceof ApexEnum && right instanceof ApexEnum) return left.ordinal - right.ordinal;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  const [a, b] = [instant(left), instant(right)];
  if (a === undefined || b === undefined) throw new Error('values without an order');
  return a < b ? -1 : a > b ? 1 : 0;
}

function instant(value: unknown): number | undefined {
  return value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime ? value.ms : undefined;
}

/**
 * A JavaScript key that two values share exactly when they are equal as members of a set or map; INEXACT where user code decides.
 * Integer 1 and Long 1 are different keys, 1.5 and 1.50 too.
 */
export function exactKey(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return value;
  if (value instanceof ApexEnum) return value;
  if (isUserObject(value)) return hasEquals(value) ? INEXACT : value;
  const text = contentKey(value);
  return text ?? value;
}

/** Undefined: equal by identity only. */
function contentKey(value: object): string | symbol | undefined {
  if (value instanceof Decimal) return `\0d${value.unscaled}e${value.scale}`;
  if (value instanceof ApexDouble) return `\0f${value.value}`;
  if (value instanceof ApexDate) return `\0D${value.days}`;
  if (value instanceof ApexDatetime) return `\0I${seconds(value.ms)}`;
  if (value instanceof ApexTime) return `\0T${value.ms}`;
  if (value instanceof ApexBlob) return `\0B${value.toBase64()}`;
  if (value instanceof SObjectRecord) return recordKey(value);
  if (value instanceof ApexList) return joined('L', value.items, false);
  if (value instanceof ApexSet) return joined('S', [...value], true);
  if (value instanceof ApexMap) return mapKey(value);
  return isKeyed(value) ? `\0K${value.equalityKey()}` : undefined;
}

function recordKey(record: SObjectRecord): string | symbol {
  const fields = [...record.values].filter(([, value]) => value !== null).sort(([a], [b]) => compareStrings(a, b));
  return joined(`R${record.object.name}`, fields.flat(), false);
}

function mapKey(map: ApexMap): string | symbol {
  const parts = [...map.entries()].map(({ key, value }) => joined('E', [key, value], false));
  if (parts.some((part) => typeof part === 'symbol')) return INEXACT;
  return `\0M(${(parts as string[]).sort().join('|')})`;
}

function joined(mark: string, values: unknown[], isSorted: boolean): string | symbol {
  const parts: string[] = [];
  for (const value of values) {
    const key = exactKey(value);
    if (key === INEXACT) return INEXACT;
    parts.push(
      typeof key === 'object' && key !== null
        ? `#${identityOf(key)}`
        : `${typeof key}${String(key).length}:${String(key)}`,
    );
  }
  return `\0${mark}(${(isSorted ? parts.sort() : parts).join(',')})`;
}

const identities = new WeakMap<object, number>();
let nextIdentity = 1;

/** A number that tells objects apart, the same for the object's life. */
export function identityOf(value: object): number {
  let id = identities.get(value);
  if (id === undefined) identities.set(value, (id = nextIdentity++));
  return id;
}

/** `System.hashCode(value)`: 32 bits, equal for equal values; strings and numbers hash as in Java. */
export function hashOf(value: unknown): number {
  if (value === null || value === undefined) return 0;
  switch (typeof value) {
    case 'string':
      return hashText(value);
    case 'number':
      return value | 0;
    case 'boolean':
      return value ? 1231 : 1237;
    case 'bigint':
      return Number(BigInt.asIntN(32, value ^ (BigInt.asUintN(64, value) >> 32n)));
    default:
      return hashObject(value as object);
  }
}

function hashObject(value: object): number {
  if (isUserObject(value))
    return hasMethod(value, 'hashCode', 0) ? (invoke(value, 'hashCode', []) as number) | 0 : identityOf(value);
  if (value instanceof ApexEnum) return hashText(`${value.type.name}.${value.name}`);
  if (value instanceof ApexList)
    return value.items.reduce((hash: number, each) => (Math.imul(hash, 31) + hashOf(each)) | 0, 1);
  if (value instanceof ApexSet) return [...value].reduce((hash: number, each) => (hash + hashOf(each)) | 0, 0);
  if (value instanceof ApexMap) {
    return [...value.entries()].reduce((hash, each) => (hash + (hashOf(each.key) ^ hashOf(each.value))) | 0, 0);
  }
  const key = contentKey(value);
  return typeof key === 'string' ? hashText(key) : identityOf(value);
}

/** Java's String.hashCode. */
export function hashText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}
