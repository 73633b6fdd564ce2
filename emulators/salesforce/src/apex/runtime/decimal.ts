/**
 * Apex Decimal: java.math.BigDecimal on bigint. Immutable. The scale is part of the value: `1.50` prints as 1.50.
 *
 * Sums have the larger scale, products the sum of the scales. The operator `/` works with 33 significant digits, as observed on
 * the platform (1.0/3.0 has 33 threes), and drops trailing zeros down to the scale BigDecimal prefers.
 */
import { apexError, type ApexException } from './exceptions.ts';
import { divideRounded, type RoundingMode } from './rounding.ts';

const DIVISION_DIGITS = 33;
const divideByZero = (): ApexException => apexError('System.MathException', 'Divide by 0');
const powers: bigint[] = [1n];

/** 10 to the n. */
export function powerOfTen(n: number): bigint {
  for (let i = powers.length; i <= n; i++) powers.push(powers[i - 1]! * 10n);
  return powers[n]!;
}

const digitsOf = (n: bigint): number => (n < 0n ? -n : n).toString().length;

export class Decimal {
  readonly unscaled: bigint;
  /** Digits after the point; negative only between operations (1E+3). */
  readonly scale: number;

  constructor(unscaled: bigint, scale = 0) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  static readonly ZERO = new Decimal(0n, 0);

  /** An integer, or an unscaled number with its scale. */
  static of(unscaled: bigint | number, scale = 0): Decimal {
    return new Decimal(BigInt(unscaled), scale);
  }

  /** Java syntax: `-12.50`, `1E+3`. Undefined when the text is no number. */
  static tryParse(text: string): Decimal | undefined {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text);
    if (!match) return undefined;
    const [, sign, whole = '', fraction = '', exponent] = match;
    if (whole === '' && fraction === '') return undefined;
    const digits = BigInt(whole + fraction);
    return new Decimal(sign === '-' ? -digits : digits, fraction.length - Number(exponent ?? 0));
  }

  /** @throws TypeException `Invalid decimal: x` */
  static parse(text: string): Decimal {
    const value = Decimal.tryParse(text);
    if (!value) throw apexError('System.TypeException', `Invalid decimal: ${text}`);
    return value;
  }

  static fromString(text: string): Decimal {
    return Decimal.parse(text);
  }

  /** Through the double's shortest text, so 1.1 stays 1.1; whole numbers get scale 1 as in Java (`5.0`). */
  static fromDouble(value: number): Decimal {
    if (!Number.isFinite(value)) throw new Error(`not a decimal: ${value}`);
    if (Number.isInteger(value) && Math.abs(value) < 1e7) return new Decimal(BigInt(value) * 10n, 1);
    return Decimal.fromString(String(value));
  }

  /** JSON or storage numbers: whole ones get scale 0. */
  static fromNumber(value: number): Decimal {
    return Decimal.fromString(String(value));
  }

  add(other: Decimal): Decimal {
    if (this.scale === other.scale) return new Decimal(this.unscaled + other.unscaled, this.scale);
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) + other.at(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  multiply(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  /** The operator `/`. @throws MathException when `other` is zero */
  divide(other: Decimal): Decimal {
    if (other.unscaled === 0n) throw divideByZero();
    const preferred = this.scale - other.scale;
    if (this.unscaled === 0n) return new Decimal(0n, Math.max(preferred, 0));
    // One digit more than needed, so that the quotient never has too few; then rounded once.
    const shift = Math.max(0, DIVISION_DIGITS + 1 + digitsOf(other.unscaled) - digitsOf(this.unscaled));
    const numerator = this.unscaled * powerOfTen(shift);
    const scale = preferred + shift;
    const excess = digitsOf(numerator / other.unscaled) - DIVISION_DIGITS;
    const rounded =
      excess > 0
        ? new Decimal(divideRounded(numerator, other.unscaled * powerOfTen(excess), 'HALF_UP'), scale - excess)
        : new Decimal(divideRounded(numerator, other.unscaled, 'HALF_UP'), scale);
    return rounded.stripZeros(Math.max(preferred, 0)).notNegativeScale();
  }

  /** `divide(divisor, scale, mode)`. @throws MathException for zero, and where UNNECESSARY is not true */
  divideTo(other: Decimal, scale: number, mode: RoundingMode = 'HALF_EVEN'): Decimal {
    if (other.unscaled === 0n) throw divideByZero();
    const shift = scale - this.scale + other.scale;
    const numerator = shift > 0 ? this.unscaled * powerOfTen(shift) : this.unscaled;
    const denominator = shift < 0 ? other.unscaled * powerOfTen(-shift) : other.unscaled;
    return new Decimal(divideRounded(numerator, denominator, mode), scale);
  }

  remainder(other: Decimal): Decimal {
    if (other.unscaled === 0n) throw divideByZero();
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) % other.at(scale), scale);
  }

  pow(exponent: number): Decimal {
    return new Decimal(this.unscaled ** BigInt(exponent), this.scale * exponent);
  }

  negate(): Decimal {
    return new Decimal(-this.unscaled, this.scale);
  }

  abs(): Decimal {
    return this.unscaled < 0n ? this.negate() : this;
  }

  setScale(scale: number, mode: RoundingMode = 'HALF_EVEN'): Decimal {
    if (scale === this.scale) return this;
    if (scale > this.scale) return new Decimal(this.at(scale), scale);
    return new Decimal(divideRounded(this.unscaled, powerOfTen(this.scale - scale), mode), scale);
  }

  /** Total digits; a number between 0 and 1 counts its fraction only. */
  precision(): number {
    return this.unscaled === 0n ? 1 : digitsOf(this.unscaled);
  }

  signum(): -1 | 0 | 1 {
    return this.unscaled === 0n ? 0 : this.unscaled < 0n ? -1 : 1;
  }

  /** By value: 1.5 and 1.50 compare as 0. */
  compareTo(other: Decimal): -1 | 0 | 1 {
    const scale = Math.max(this.scale, other.scale);
    const left = this.scale === scale ? this.unscaled : this.at(scale);
    const right = other.scale === scale ? other.unscaled : other.at(scale);
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compareTo(other) === 0;
  }

  stripTrailingZeros(): Decimal {
    return this.unscaled === 0n ? Decimal.ZERO : this.stripZeros(-Infinity);
  }

  private stripZeros(until: number): Decimal {
    let { unscaled, scale } = this;
    while (scale > until && unscaled !== 0n && unscaled % 10n === 0n) {
      unscaled /= 10n;
      scale--;
    }
    return scale === this.scale ? this : new Decimal(unscaled, scale);
  }

  private notNegativeScale(): Decimal {
    return this.scale < 0 ? new Decimal(this.at(0), 0) : this;
  }

  /** The unscaled value at a scale that is not smaller than its own. */
  private at(scale: number): bigint {
    return scale === this.scale ? this.unscaled : this.unscaled * powerOfTen(scale - this.scale);
  }

  /** Towards zero. */
  toBigInt(): bigint {
    return this.scale > 0 ? this.unscaled / powerOfTen(this.scale) : this.at(0);
  }

  toNumber(): number {
    return Number(this.toPlainString());
  }

  /** BigDecimal.toString: exponent form for very small and for scaled-up numbers. */
  toString(): string {
    const digits = (this.unscaled < 0n ? -this.unscaled : this.unscaled).toString();
    const exponent = digits.length - 1 - this.scale;
    if (this.scale >= 0 && exponent >= -6) return this.toPlainString();
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    const sign = this.unscaled < 0n ? '-' : '';
    return `${sign}${mantissa}E${exponent < 0 ? '' : '+'}${exponent}`;
  }

  toPlainString(): string {
    if (this.scale <= 0) return this.at(0).toString();
    const isNegative = this.unscaled < 0n;
    const digits = (isNegative ? -this.unscaled : this.unscaled).toString().padStart(this.scale + 1, '0');
    const point = digits.length - this.scale;
    return `${isNegative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  /** JSON.stringify of a Decimal is its number, for REST; exact text is `toPlainString`. */
  toJSON(): number {
    return this.toNumber();
  }
}
