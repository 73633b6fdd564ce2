/** System.Integer, Long, Double, Decimal. */
import { Decimal } from '../runtime/decimal.ts';
import { ApexDouble } from '../runtime/double.ts';
import { asDecimal, isNumber } from '../runtime/equality.ts';
import type { ApexEnum } from '../runtime/enum.ts';
import { apexError } from '../runtime/exceptions.ts';
import { formatNumber } from '../runtime/locale-format.ts';
import { numberToInteger, numberToLong, longToInteger } from '../runtime/numbers.ts';
import { divideRounded, type RoundingMode } from '../runtime/rounding.ts';
import { toApexString } from '../runtime/printing.ts';
import { definePlatformType } from './define.ts';
import { argument } from './support.ts';

function invalid(kind: string, value: unknown): never {
  throw apexError('System.TypeException', `Invalid ${kind}: ${toApexString(value)}`);
}

/** @throws TypeException for texts that are no whole number in the range */
function parseWhole(text: string, bits: 32 | 64): bigint {
  const kind = bits === 32 ? 'integer' : 'long';
  if (!/^[+-]?\d+$/.test(argument(text))) invalid(kind, text);
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(bits, value) === value ? value : invalid(kind, text);
}

export function parseInteger(text: string): number {
  return Number(parseWhole(text, 32));
}

/** Null stays null. */
function integerOf(value: unknown): number | null {
  if (value === null) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return longToInteger(value)!;
  if (value instanceof Decimal || value instanceof ApexDouble) return numberToInteger(value)!;
  // As an Object a text may have a fraction, which is dropped.
  return typeof value === 'string' ? numberToInteger(parseDecimal(value))! : invalid('integer', value);
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function parseDouble(text: string): ApexDouble {
  const trimmed = argument(text).trim();
  return NUMBER.test(trimmed) ? new ApexDouble(Number(trimmed)) : invalid('double', text);
}

export function parseDecimal(text: string): Decimal {
  return Decimal.tryParse(argument(text).trim()) ?? invalid('decimal', text);
}

definePlatformType({
  name: 'System.Integer',
  instance: {
    'format()': (value: number) => formatNumber(String(value)),
  },
  statics: {
    'valueOf(String)': parseInteger,
    'valueOf(Object)': integerOf,
  },
});

definePlatformType({
  name: 'System.Long',
  instance: {
    'format()': (value: bigint) => formatNumber(String(value)),
    'intValue()': (value: bigint) => longToInteger(value),
  },
  statics: {
    'valueOf(String)': (text: string) => parseWhole(text, 64),
  },
});

definePlatformType({
  name: 'System.Double',
  instance: {
    'format()': (value: ApexDouble) => formatNumber(String(value.value)),
    'intValue()': (value: ApexDouble) => numberToInteger(value),
    'longValue()': (value: ApexDouble) => numberToLong(value),
    'round()': (value: ApexDouble) => roundToLong(Decimal.fromDouble(value.value), 'HALF_EVEN'),
    'toString()': (value: ApexDouble) => value.toString(),
  },
  statics: {
    'valueOf(String)': parseDouble,
    'valueOf(Object)': (value: unknown) => {
      if (value === null) return null;
      if (typeof value === 'string') return parseDouble(value);
      if (!isNumber(value)) return invalid('double', value);
      return value instanceof ApexDouble ? value : new ApexDouble(Number(asDecimal(value).toPlainString()));
    },
  },
});

/** To a Long, which wraps. */
export function roundToLong(value: Decimal, mode: RoundingMode): bigint {
  return BigInt.asIntN(64, value.setScale(0, mode).toBigInt());
}

const modeOf = (mode: ApexEnum): RoundingMode => argument(mode).name as RoundingMode;

function scaled(value: Decimal, scale: number, mode: RoundingMode): Decimal {
  if (argument(scale) > 33 || scale < -33) {
    throw apexError('System.MathException', 'Scale must be between -33 and 33');
  }
  // A negative scale rounds before the point: 1234 at -2 is 1200.
  if (scale < 0)
    return new Decimal(divideRounded(value.unscaled, 10n ** BigInt(value.scale - scale), mode) * 10n ** BigInt(-scale));
  return value.setScale(scale, mode);
}

definePlatformType({
  name: 'System.Decimal',
  instance: {
    'abs()': (value: Decimal) => value.abs(),
    'divide(Decimal,Integer)': (value: Decimal, by: Decimal, scale: number) =>
      value.divideTo(argument(by), argument(scale)),
    'divide(Decimal,Integer,RoundingMode)': (value: Decimal, by: Decimal, scale: number, mode: ApexEnum) =>
      value.divideTo(argument(by), argument(scale), modeOf(mode)),
    'doubleValue()': (value: Decimal) => new ApexDouble(value.toNumber()),
    'format()': (value: Decimal) => formatNumber(value.toPlainString()),
    'intValue()': (value: Decimal) => numberToInteger(value),
    'longValue()': (value: Decimal) => numberToLong(value),
    'pow(Integer)': (value: Decimal, exponent: number) => {
      if (argument(exponent) < 0 || exponent > 32_767) throw apexError('System.MathException', 'Invalid operation');
      return value.pow(exponent);
    },
    'precision()': (value: Decimal) => value.precision(),
    'scale()': (value: Decimal) => value.scale,
    'round()': (value: Decimal) => roundToLong(value, 'HALF_EVEN'),
    'round(RoundingMode)': (value: Decimal, mode: ApexEnum) => roundToLong(value, modeOf(mode)),
    'setScale(Integer)': (value: Decimal, scale: number) => scaled(value, scale, 'HALF_EVEN'),
    'setScale(Integer,RoundingMode)': (value: Decimal, scale: number, mode: ApexEnum) =>
      scaled(value, scale, modeOf(mode)),
    'stripTrailingZeros()': (value: Decimal) => value.stripTrailingZeros(),
    'toPlainString()': (value: Decimal) => value.toPlainString(),
    'compareTo(Decimal)': (value: Decimal, other: Decimal) => value.compareTo(argument(other)),
  },
  statics: {
    'valueOf(String)': parseDecimal,
    'valueOf(Double)': (value: ApexDouble) => Decimal.fromDouble(argument(value).value),
    'valueOf(Long)': (value: bigint) => Decimal.of(argument(value)),
  },
});
