/** Java's rounding modes, on integers: how a quotient is rounded. */
import { apexError } from './exceptions.ts';

export type RoundingMode = 'UP' | 'DOWN' | 'CEILING' | 'FLOOR' | 'HALF_UP' | 'HALF_DOWN' | 'HALF_EVEN' | 'UNNECESSARY';

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

/** numerator / denominator as an integer. @throws MathException when UNNECESSARY meets a value that needs rounding */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const quotient = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n) return quotient;
  const isNegative = numerator < 0n !== denominator < 0n;
  return awayFromZero(quotient, rest, denominator, isNegative, mode) ? quotient + (isNegative ? -1n : 1n) : quotient;
}

function awayFromZero(quotient: bigint, rest: bigint, by: bigint, isNegative: boolean, mode: RoundingMode): boolean {
  switch (mode) {
    case 'UP':
      return true;
    case 'DOWN':
      return false;
    case 'CEILING':
      return !isNegative;
    case 'FLOOR':
      return isNegative;
    case 'UNNECESSARY':
      throw apexError('System.MathException', 'Rounding necessary');
    default: {
      const twice = abs(rest) * 2n - abs(by);
      if (twice !== 0n) return twice > 0n;
      if (mode === 'HALF_UP') return true;
      return mode === 'HALF_EVEN' && quotient % 2n !== 0n;
    }
  }
}
