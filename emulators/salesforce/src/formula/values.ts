/** Values inside formulas: null is blank; numbers are Decimals; conversions between what fields hold and what formulas use. */
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { ApexDouble } from '../apex/runtime/double.ts';
import { ApexTime } from '../apex/runtime/time.ts';
import type { FormulaValue } from './context.ts';

/** A formula that cannot be read or calculated: at deployment the platform refuses it, in a field it reads as blank. */
export class FormulaError extends Error {}

/** A field's value as formulas see it. */
export function fromStored(value: unknown): FormulaValue {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return Decimal.fromNumber(value);
  if (typeof value === 'bigint') return Decimal.of(value);
  if (value instanceof ApexDouble) return Decimal.fromDouble(value.value);
  return value as FormulaValue;
}

export function isBlank(value: FormulaValue): boolean {
  return value === null || value === '';
}

/** Blank stays null. */
export function asNumber(value: FormulaValue): Decimal | null {
  if (value === null || value instanceof Decimal) return value;
  if (typeof value === 'string' && value === '') return null;
  throw new FormulaError(`Incorrect parameter type. Expected Number, received ${typeOf(value)}`);
}

export function asText(value: FormulaValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof Decimal) return value.stripTrailingZeros().toPlainString();
  if (value instanceof ApexDatetime) return `${new Date(value.ms).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return value.toString().replace(/ 00:00:00$/, '');
}

/** A blank condition is false. */
export function asBoolean(value: FormulaValue): boolean {
  if (value === null) return false;
  if (typeof value === 'boolean') return value;
  throw new FormulaError(`Incorrect parameter type. Expected Boolean, received ${typeOf(value)}`);
}

export function typeOf(value: FormulaValue): string {
  if (value === null) return 'Null';
  if (typeof value === 'string') return 'Text';
  if (typeof value === 'boolean') return 'Boolean';
  if (value instanceof Decimal) return 'Number';
  if (value instanceof ApexDate) return 'Date';
  return value instanceof ApexDatetime ? 'DateTime' : 'Time';
}

/** -1, 0, 1; null when one side is blank. Text compares with case. */
export function compare(left: FormulaValue, right: FormulaValue): number | null {
  if (typeof left === 'string' || typeof right === 'string') {
    const [a, b] = [asText(left), asText(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (left === null || right === null) return left === right ? 0 : null;
  if (left instanceof Decimal && right instanceof Decimal) return left.compareTo(right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  const [a, b] = [instant(left), instant(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function instant(value: FormulaValue): number {
  if (value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime) return value.ms;
  throw new FormulaError(`Values of type ${typeOf(value)} cannot be compared`);
}

export function integer(value: FormulaValue): number {
  return Math.trunc(asNumber(value)?.toNumber() ?? 0);
}

export function number(value: number): Decimal {
  return Number.isInteger(value) ? Decimal.of(value) : Decimal.fromNumber(value);
}
