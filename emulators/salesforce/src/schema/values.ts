/** Conversion of incoming field values (Apex, JSON, metadata text) to what is stored. */
import { ApexBlob } from '../apex/runtime/blob.ts';
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { ApexDouble } from '../apex/runtime/double.ts';
import { ApexTime } from '../apex/runtime/time.ts';
import { normalId } from '../storage/ids.ts';
import type { FieldInfo } from './model.ts';

/** A value that does not fit its field: status code and words of the platform. */
export class BadValue extends Error {
  readonly statusCode: string;
  constructor(statusCode: string, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/**
 * The stored form of a value: numbers at the field's scale, text trimmed, ids with 18 characters, times to the second;
 * blank becomes null.
 * @throws BadValue
 */
export function coerce(field: FieldInfo, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return field.type === 'boolean' ? null : null;
  switch (field.type) {
    case 'id':
    case 'reference':
      return idValue(field, value);
    case 'boolean':
      return booleanValue(field, value);
    case 'int': {
      const number = decimalOf(value);
      if (!number) throw wrongType(field, value);
      return Number(number.setScale(0, 'HALF_UP').unscaled);
    }
    case 'long': {
      if (typeof value === 'bigint') return value;
      const number = decimalOf(value);
      if (!number) throw wrongType(field, value);
      return number.toBigInt();
    }
    case 'double':
    case 'currency':
    case 'percent': {
      const number = decimalOf(value);
      if (!number) throw wrongType(field, value);
      // Digits beyond the field's scale are kept, as the platform does: the scale is for display.
      return number.scale < field.scale ? number.setScale(field.scale) : number;
    }
    case 'date': {
      const date = value instanceof ApexDatetime ? value.date('UTC') : value instanceof ApexDate ? value : undefined;
      return date ?? (typeof value === 'string' && ApexDate.parse(value)) ?? fail(field, value);
    }
    case 'datetime':
      return datetimeValue(field, value);
    case 'time':
      return value instanceof ApexTime
        ? value
        : ((typeof value === 'string' && ApexTime.parse(value)) ?? fail(field, value));
    case 'base64':
      if (value instanceof ApexBlob) return value;
      return typeof value === 'string' ? ApexBlob.fromBase64(value) : fail(field, value);
    case 'anyType':
    case 'complexvalue':
    case 'address':
    case 'location':
      return value;
    default:
      return textValue(field, value);
  }
}

function fail(field: FieldInfo, value: unknown): never {
  throw wrongType(field, value);
}

function wrongType(field: FieldInfo, value: unknown): BadValue {
  return new BadValue(
    'INVALID_TYPE_ON_FIELD_IN_RECORD',
    `${field.label}: value not of required type: ${String(value)}`,
  );
}

function idValue(field: FieldInfo, value: unknown): string {
  const id = typeof value === 'string' ? normalId(value.trim()) : undefined;
  if (id) return id;
  throw new BadValue('MALFORMED_ID', `${field.label}: id value of incorrect type: ${String(value)}`);
}

function booleanValue(field: FieldInfo, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const text = String(value).toLowerCase();
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw wrongType(field, value);
}

function datetimeValue(field: FieldInfo, value: unknown): ApexDatetime {
  const time =
    value instanceof ApexDatetime
      ? value
      : value instanceof ApexDate
        ? ApexDatetime.fromDate(value)
        : typeof value === 'string'
          ? ApexDatetime.parse(value)
          : undefined;
  if (!time) throw wrongType(field, value);
  return time.ms % 1000 === 0 ? time : new ApexDatetime(Math.floor(time.ms / 1000) * 1000);
}

function textValue(field: FieldInfo, value: unknown): string | null {
  if (typeof value === 'object' && !(value instanceof Decimal) && !(value instanceof ApexDouble)) {
    throw wrongType(field, value);
  }
  const text = (typeof value === 'string' ? value : String(value)).trim();
  return text === '' ? null : text;
}

/** Any number, or its text, as Decimal. */
export function decimalOf(value: unknown): Decimal | undefined {
  if (value instanceof Decimal) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? Decimal.fromNumber(value) : undefined;
  if (typeof value === 'bigint') return new Decimal(value, 0);
  if (value instanceof ApexDouble) return Decimal.fromDouble(value.value);
  return typeof value === 'string' ? Decimal.tryParse(value.trim()) : undefined;
}

/** Same stored value? Decimals by number, dates by instant. */
export function sameValue(a: unknown, b: unknown): boolean {
  const left = a ?? null;
  const right = b ?? null;
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (left instanceof Decimal && right instanceof Decimal) return left.compareTo(right) === 0;
  if (left instanceof ApexDatetime && right instanceof ApexDatetime) return left.ms === right.ms;
  if (left instanceof ApexDate && right instanceof ApexDate) return left.days === right.days;
  if (left instanceof ApexTime && right instanceof ApexTime) return left.ms === right.ms;
  if (left instanceof ApexBlob && right instanceof ApexBlob) return left.equals(right);
  return false;
}

/** JSON form for the disk; `coerce` reads it back. */
export function toPlain(value: unknown): unknown {
  if (value instanceof Decimal) return value.toPlainString();
  if (value instanceof ApexBlob) return value.toBase64();
  if (value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime) return value.toString();
  if (typeof value === 'bigint') return value.toString();
  return value;
}
