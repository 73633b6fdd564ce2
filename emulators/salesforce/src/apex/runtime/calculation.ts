/** Arithmetic, comparison and text of values: what operators in emitted code call. */
import { apexError, nullPointer } from './exceptions.ts';
import { compareValues, equalsIgnoreCase, compareStrings, toApexString, valueEquals } from './equality.ts';
import { toId } from './ids.ts';
import { SObjectRecord } from '../../schema/record.ts';
import { ApexList } from './list.ts';
import { ApexMap } from './map.ts';
import { ApexObject } from './object.ts';
import { ApexSet } from './set.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { ApexDouble } from './double.ts';
import { Decimal } from './decimal.ts';

/** The text `+` appends: null is `null`. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'null';
  return toApexString(value);
}

export function orNull(value: string | null): string {
  return value === null ? 'null' : value;
}

type Ordered = number | bigint | null;

/** A null operand makes an ordering false. */
export function less(left: Ordered, right: Ordered): boolean {
  return left !== null && right !== null && left < right;
}
export function lessOrEqual(left: Ordered, right: Ordered): boolean {
  return left !== null && right !== null && left <= right;
}
export function greater(left: Ordered, right: Ordered): boolean {
  return left !== null && right !== null && left > right;
}
export function greaterOrEqual(left: Ordered, right: Ordered): boolean {
  return left !== null && right !== null && left >= right;
}

export function lessValue(left: unknown, right: unknown): boolean {
  return left !== null && right !== null && compareValues(left, right) < 0;
}
export function lessOrEqualValue(left: unknown, right: unknown): boolean {
  return left !== null && right !== null && compareValues(left, right) <= 0;
}
export function greaterValue(left: unknown, right: unknown): boolean {
  return left !== null && right !== null && compareValues(left, right) > 0;
}
export function greaterOrEqualValue(left: unknown, right: unknown): boolean {
  return left !== null && right !== null && compareValues(left, right) >= 0;
}

/** Texts: null comes before everything else. */
function compareText(left: string | null, right: string | null): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  return compareStrings(left, right);
}
export function lessText(left: string | null, right: string | null): boolean {
  return compareText(left, right) < 0;
}
export function lessOrEqualText(left: string | null, right: string | null): boolean {
  return compareText(left, right) <= 0;
}
export function greaterText(left: string | null, right: string | null): boolean {
  return compareText(left, right) > 0;
}
export function greaterOrEqualText(left: string | null, right: string | null): boolean {
  return compareText(left, right) >= 0;
}

export function equalText(left: string | null, right: string | null): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  return equalsIgnoreCase(left, right);
}

/** Ids of 15 and 18 characters are the same id. */
export function equalId(left: string | null, right: string | null): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  return left.length === right.length ? toIdOrText(left) === toIdOrText(right) : toId(left) === toId(right);
}

function toIdOrText(value: string): string {
  return value.length === 15 || value.length === 18 ? toId(value)! : value;
}

export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  return valueEquals(left, right);
}

/** `===`: the same object; values of primitive types by value. */
export function identical(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  if (isReference(left) || isReference(right)) return false;
  return valueEquals(left, right);
}

function isReference(value: object): boolean {
  return (
    value instanceof SObjectRecord ||
    value instanceof ApexList ||
    value instanceof ApexSet ||
    value instanceof ApexMap ||
    value instanceof ApexObject
  );
}

function divideByZero(): never {
  throw apexError('System.MathException', 'Divide by 0');
}

export function divideInteger(left: number, right: number): number {
  if (right === 0) divideByZero();
  return (left / right) | 0;
}

export function divideLong(left: bigint, right: bigint): bigint {
  if (right === 0n) divideByZero();
  return BigInt.asIntN(64, left / right);
}

export function shiftLong(left: bigint, operator: string, right: bigint | number): bigint {
  const by = BigInt(right) & 63n;
  if (operator === '<<') return BigInt.asIntN(64, left << by);
  return operator === '>>' ? left >> by : BigInt.asIntN(64, BigInt.asUintN(64, left) >> by);
}

/** `&`, `|`, `^` of Booleans; both sides are evaluated. */
export function bits(left: boolean, operator: string, right: boolean): boolean {
  if (operator === '&') return left && right;
  return operator === '|' ? left || right : left !== right;
}

export const addDouble = (left: ApexDouble, right: ApexDouble): ApexDouble => new ApexDouble(left.value + right.value);
export const subtractDouble = (left: ApexDouble, right: ApexDouble): ApexDouble =>
  new ApexDouble(left.value - right.value);
export const multiplyDouble = (left: ApexDouble, right: ApexDouble): ApexDouble =>
  new ApexDouble(left.value * right.value);
export const negateDouble = (value: ApexDouble): ApexDouble => new ApexDouble(-value.value);
export function divideDouble(left: ApexDouble, right: ApexDouble): ApexDouble {
  if (right.value === 0) divideByZero();
  return new ApexDouble(left.value / right.value);
}

export const addDecimal = (left: Decimal, right: Decimal): Decimal => left.add(right);
export const subtractDecimal = (left: Decimal, right: Decimal): Decimal => left.subtract(right);
export const multiplyDecimal = (left: Decimal, right: Decimal): Decimal => left.multiply(right);
export const negateDecimal = (value: Decimal): Decimal => value.negate();
export const divideDecimal = (left: Decimal, right: Decimal): Decimal => left.divide(right);

/** Date + Integer in days; Datetime + number in days and fractions. */
export function addDays(left: unknown, days: unknown): unknown {
  const amount = typeof days === 'object' && days !== null ? numberOf(days) : Number(days);
  if (left instanceof ApexDate) return left.addDays(Math.trunc(amount));
  if (left instanceof ApexDatetime) return new ApexDatetime(left.ms + Math.round(amount * 86_400_000));
  return nullPointer();
}

export function subtractDays(left: unknown, days: unknown): unknown {
  const amount = typeof days === 'object' && days !== null ? numberOf(days) : Number(days);
  return addDays(left, -amount);
}

function numberOf(value: object): number {
  if (value instanceof ApexDouble) return value.value;
  return value instanceof Decimal ? value.toNumber() : Number(value);
}
