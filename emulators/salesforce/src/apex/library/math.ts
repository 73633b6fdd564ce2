/** System.Math. Functions on Decimals other than abs, max, min, ceil, floor and rounding go through double precision. */
import { randomBytes } from 'node:crypto';
import { Decimal } from '../runtime/decimal.ts';
import { ApexDouble } from '../runtime/double.ts';
import { compareNumbers } from '../runtime/equality.ts';
import { apexError } from '../runtime/exceptions.ts';
import type { RoundingMode } from '../runtime/rounding.ts';
import { definePlatformType, type Implementation } from './define.ts';
import { roundToLong } from './numbers.ts';
import { argument } from './support.ts';

type Real = Decimal | ApexDouble;
type AnyNumber = Real | number | bigint;

const plain = (value: Real): number => (value instanceof Decimal ? value.toNumber() : value.value);

/** The result has the argument's type. */
function same(like: Real, result: number): Real {
  if (like instanceof ApexDouble) return new ApexDouble(result);
  if (!Number.isFinite(result)) throw apexError('System.MathException', 'Invalid operation');
  return Decimal.fromNumber(result);
}

function real(fn: (x: number) => number): Implementation {
  return (value: Real) => same(argument(value), fn(plain(value)));
}

function inRange(isAllowed: (x: number) => boolean, fn: (x: number) => number): Implementation {
  return (value: Real) => {
    const x = plain(argument(value));
    if (!isAllowed(x)) throw apexError('System.MathException', 'Invalid operation');
    return same(value, fn(x));
  };
}

function rounded(mode: RoundingMode, fn: (x: number) => number): Implementation {
  return (value: Real) =>
    argument(value) instanceof Decimal ? (value as Decimal).setScale(0, mode) : new ApexDouble(fn(plain(value)));
}

/** Java's Math.rint: ties to even. */
function rint(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

function absolute(value: AnyNumber): AnyNumber {
  if (value instanceof Decimal) return value.abs();
  if (value instanceof ApexDouble) return new ApexDouble(Math.abs(value.value));
  if (typeof value === 'bigint') return value < 0n ? BigInt.asIntN(64, -value) : value;
  return Math.abs(value) | 0;
}

function divideCheck(divisor: number | bigint): void {
  if (Number(divisor) === 0) throw apexError('System.MathException', 'Divide by 0');
}

/** One argument a Double, one a Decimal: the result is a Decimal. */
function chosen(value: AnyNumber, other: AnyNumber): AnyNumber {
  return other instanceof Decimal && value instanceof ApexDouble ? Decimal.fromNumber(value.value) : value;
}

const roundHalfEven = (value: Real): bigint =>
  roundToLong(argument(value) instanceof Decimal ? (value as Decimal) : Decimal.fromDouble(plain(value)), 'HALF_EVEN');

/** 53 random bits, 0 to 1. */
function random(): number {
  const bytes = randomBytes(8);
  return Number(bytes.readBigUInt64BE() >> 11n) / 2 ** 53;
}

definePlatformType({
  name: 'System.Math',
  statics: {
    abs: (value: AnyNumber) => absolute(argument(value)),
    acos: inRange((x) => Math.abs(x) <= 1, Math.acos),
    asin: inRange((x) => Math.abs(x) <= 1, Math.asin),
    atan: real(Math.atan),
    atan2: (y: Real, x: Real) => same(argument(y), Math.atan2(plain(y), plain(argument(x)))),
    cbrt: real(Math.cbrt),
    ceil: rounded('CEILING', Math.ceil),
    cos: real(Math.cos),
    cosh: real(Math.cosh),
    exp: real(Math.exp),
    floor: rounded('FLOOR', Math.floor),
    log: inRange((x) => x > 0, Math.log),
    log10: inRange((x) => x > 0, Math.log10),
    max: (left: AnyNumber, right: AnyNumber) =>
      compareNumbers(argument(left), argument(right)) >= 0 ? chosen(left, right) : chosen(right, left),
    min: (left: AnyNumber, right: AnyNumber) =>
      compareNumbers(argument(left), argument(right)) <= 0 ? chosen(left, right) : chosen(right, left),
    mod: (left: number | bigint, right: number | bigint) => {
      divideCheck(argument(right));
      const result = (argument(left) as number) % (right as number);
      return result === 0 && typeof result === 'number' ? 0 : result;
    },
    'pow(Double,Double)': (base: ApexDouble, exponent: ApexDouble) =>
      new ApexDouble(argument(base).value ** argument(exponent).value),
    'random()': () => new ApexDouble(random()),
    rint: rounded('HALF_EVEN', rint),
    round: (value: Real) => Number(BigInt.asIntN(32, roundHalfEven(value))),
    roundToLong: roundHalfEven,
    signum: (value: Real) =>
      argument(value) instanceof Decimal
        ? Decimal.of((value as Decimal).signum())
        : new ApexDouble(Math.sign(plain(value))),
    sin: real(Math.sin),
    sinh: real(Math.sinh),
    sqrt: inRange((x) => x >= 0, Math.sqrt),
    tan: real(Math.tan),
    tanh: real(Math.tanh),
  },
  staticProperties: {
    E: { get: () => new ApexDouble(Math.E) },
    PI: { get: () => new ApexDouble(Math.PI) },
  },
});
