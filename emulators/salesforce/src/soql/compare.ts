/** Values of a query compared: text without case, numbers by value, days and instants by time. */
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { ApexDouble } from '../apex/runtime/double.ts';
import { ApexTime } from '../apex/runtime/time.ts';

/** A span of time standing for one value: `CreatedDate = TODAY`. */
export class Span {
  /** Inclusive and exclusive ends, in the unit `comparable` gives. */
  readonly from: number;
  readonly to: number;
  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
  }
}

/** A primitive that orders and equals like the value; null stays null. */
export function comparable(
  value: unknown,
  isCaseSensitive = false,
): string | number | boolean | bigint | Decimal | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return isCaseSensitive ? value : value.toLowerCase();
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Decimal) return value.scale === 0 && value.precision() < 16 ? Number(value.unscaled) : value;
  if (value instanceof ApexDouble) return value.value;
  if (value instanceof ApexDatetime || value instanceof ApexTime) return value.ms;
  if (value instanceof ApexDate) return value.days;
  if (typeof value === 'bigint') return value;
  return String(value);
}

/** -1, 0, 1; both must be comparable of the same kind. */
export function order(a: ReturnType<typeof comparable>, b: ReturnType<typeof comparable>): number {
  if (a instanceof Decimal || b instanceof Decimal) return decimal(a).compareTo(decimal(b));
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function decimal(value: ReturnType<typeof comparable>): Decimal {
  return value instanceof Decimal ? value : Decimal.fromNumber(Number(value));
}

/** A LIKE pattern as regular expression: `%` any text, `_` one character, `\` takes the next one literally. */
export function likePattern(pattern: string): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (char === '\\' && i + 1 < pattern.length) source += pattern[++i]!.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    else if (char === '%') source += '.*';
    else if (char === '_') source += '.';
    else source += char.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 'isu');
}
