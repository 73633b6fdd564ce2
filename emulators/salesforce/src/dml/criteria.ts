/** Filter items of metadata: roll-up filters, assignment criteria, list views. */
import { Decimal } from '../apex/runtime/decimal.ts';
import { fieldOf, type ObjectInfo } from '../schema/model.ts';
import { BadValue, coerce } from '../schema/values.ts';
import { comparable, order } from '../soql/compare.ts';
import { NotEmulated } from '../org/services.ts';

export interface Criterion {
  /** `Case.Priority`, `Priority`. */
  field: string;
  operation: string;
  /** Several values separated by commas: any of them. */
  value: string;
}

export function matchesCriteria(
  { field: path, operation, value }: Criterion,
  row: Readonly<Record<string, unknown>>,
  object: ObjectInfo,
): boolean {
  const field = fieldOf(object, path.split('.').at(-1)!);
  if (!field) throw new NotEmulated(`filter on ${path}`);
  const actual = row[field.name] ?? (field.type === 'boolean' ? false : null);
  const wanted = value === '' ? [null] : value.split(',').map((each) => parse(field, each.trim()));
  const compare = (test: (n: number) => boolean): boolean =>
    wanted.some((each) => actual !== null && each !== null && test(order(comparable(actual), comparable(each))));
  const text = String(actual ?? '').toLowerCase();
  switch (operation) {
    case 'equals':
      return wanted.some((each) => same(actual, each));
    case 'notEqual':
      return wanted.every((each) => !same(actual, each));
    case 'lessThan':
      return compare((n) => n < 0);
    case 'lessOrEqual':
      return compare((n) => n <= 0);
    case 'greaterThan':
      return compare((n) => n > 0);
    case 'greaterOrEqual':
      return compare((n) => n >= 0);
    case 'contains':
      return wanted.some((each) => text.includes(String(each ?? '').toLowerCase()));
    case 'notContain':
      return wanted.every((each) => !text.includes(String(each ?? '').toLowerCase()));
    case 'startsWith':
      return wanted.some((each) => text.startsWith(String(each ?? '').toLowerCase()));
    default:
      throw new NotEmulated(`filter operation ${operation}`);
  }
}

function same(a: unknown, b: unknown): boolean {
  return order(comparable(a), comparable(b)) === 0;
}

function parse(field: Parameters<typeof coerce>[0], text: string): unknown {
  try {
    return coerce(field, text);
  } catch (error) {
    if (error instanceof BadValue) return text;
    throw error;
  }
}

export { Decimal };
