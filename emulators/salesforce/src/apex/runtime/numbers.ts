/** Numeric literals and conversions between the number types. Null stays null. */
import { current } from '../../transaction/transaction.ts';
import type { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { toId } from './ids.ts';

export function decimalLiteral(text: string): Decimal {
  return Decimal.fromString(text);
}

export function doubleLiteral(text: string): ApexDouble {
  return new ApexDouble(Number(text));
}

export function integerToLong(value: number | null): bigint | null {
  return value === null ? null : BigInt(value);
}

export function integerToDouble(value: number | null): ApexDouble | null {
  return value === null ? null : new ApexDouble(value);
}

export function integerToDecimal(value: number | null): Decimal | null {
  return value === null ? null : Decimal.of(BigInt(value));
}

export function longToDouble(value: bigint | null): ApexDouble | null {
  return value === null ? null : new ApexDouble(Number(value));
}

export function longToDecimal(value: bigint | null): Decimal | null {
  return value === null ? null : Decimal.of(value);
}

export function doubleToDecimal(value: ApexDouble | null): Decimal | null {
  return value === null ? null : Decimal.fromDouble(value.value);
}

export function decimalToDouble(value: Decimal | null): ApexDouble | null {
  return value === null ? null : new ApexDouble(value.toNumber());
}

/** A cast drops the high bits. */
export function longToInteger(value: bigint | null): number | null {
  return value === null ? null : Number(BigInt.asIntN(32, value));
}

/** A cast cuts the fraction off. */
export function numberToInteger(value: ApexDouble | Decimal | null): number | null {
  return value === null ? null : Math.trunc(asNumber(value)) | 0;
}

export function numberToLong(value: ApexDouble | Decimal | null): bigint | null {
  if (value === null) return null;
  if (value instanceof Decimal) return BigInt.asIntN(64, value.toBigInt());
  return BigInt.asIntN(64, BigInt(Math.trunc(value.value)));
}

function asNumber(value: ApexDouble | Decimal): number {
  return value instanceof Decimal ? value.toNumber() : value.value;
}

export const stringToId = toId;

/** Midnight GMT. */
export function dateToDatetime(value: ApexDate | null): ApexDatetime | null {
  return value === null ? null : new ApexDatetime(value.ms);
}

export function datetimeToDate(value: ApexDatetime | null): ApexDate | null {
  return value === null ? null : value.date(current().user.timeZone);
}
