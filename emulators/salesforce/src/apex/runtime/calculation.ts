/** Arithmetic, comparison and text of values: what operators in emitted code call. */
import { apexError } from './exceptions.ts';
import { compareValues, compareTextIgnoreCase, equalsIgnoreCase, toApexString, valueEquals } from './equality.ts';
import { checkText, LARGE } from './heap.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { ApexTime } from './time.ts';
import { ApexDouble } from './double.ts';
import { Decimal } from './decimal.ts';

/** The text `+` appends: null is `null`. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'null';
  return toApexString(value);
}

export function orNull(value: string | null): string {
  if (value === null) return 'null';
  return value.length > LARGE ? checkText(value) : value;
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
  return compareTextIgnoreCase(left, right);
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

export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  return valueEquals(left, right);
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

/** Date + Integer in days; Datetime + number in days and fractions; Time + Integer in milliseconds. */
export function addDays(left: unknown, right: unknown): unknown {
  if (left instanceof ApexDate) return left.addDays(Math.trunc(numberOf(right)));
  if (left instanceof ApexDatetime) return new ApexDatetime(left.ms + Math.round(numberOf(right) * DAY));
  if (left instanceof ApexTime) return new ApexTime((((left.ms + numberOf(right)) % DAY) + DAY) % DAY);
  return addDays(right, left);
}

export function subtractDays(left: unknown, right: unknown): unknown {
  return addDays(left, -numberOf(right));
}

const DAY = 86_400_000;

function numberOf(value: unknown): number {
  if (value instanceof ApexDouble) return value.value;
  return value instanceof Decimal ? value.toNumber() : Number(value);
}
