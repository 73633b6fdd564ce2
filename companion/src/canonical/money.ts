import { object, type Rest } from './read.ts';

export interface Money {
  amount: string;
  currency_code: string;
}

export interface MoneySet {
  shop_money: Money;
  presentment_money?: Money;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * A decimal as text of one form, whoever wrote it (`10`, `10.0` and `10.00` in the wild): at least two places, no zeros beyond them.
 * Numbers (refund lines have them) too.
 */
export function decimal(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = String(value);
  if (!DECIMAL.test(text)) return undefined;
  const [whole, places = ''] = text.split('.');
  return `${whole}.${places.replace(/0+$/, '').padEnd(2, '0')}`;
}

function money(value: unknown): Money | undefined {
  const part = object(value);
  const amount = decimal(part?.amount);
  return part && amount !== undefined ? { amount, currency_code: String(part.currency_code ?? '') } : undefined;
}

/**
 * A `*_set`, or where the payload version has none, the flat amount in shop currency. Presentment money is left out where it says
 * nothing new. Null where the source says null; undefined where it has neither.
 */
export function moneySet(set: unknown, flat: unknown, currency: string): MoneySet | null | undefined {
  const part = object(set);
  const shop = money(part?.shop_money);
  if (shop) {
    const presentment = money(part?.presentment_money);
    return presentment && presentment.currency_code !== shop.currency_code
      ? { shop_money: shop, presentment_money: presentment }
      : { shop_money: shop };
  }
  const amount = decimal(flat);
  if (amount !== undefined) return { shop_money: { amount, currency_code: currency } };
  return set === null || flat === null ? null : undefined;
}

/** Reads `<name>_set` and `<name>` of a document. */
export function moneyOf(source: Rest, name: string, currency: string): MoneySet | null | undefined {
  return moneySet(source[`${name}_set`], source[name], currency);
}

const scaleOf = (text: string): number => text.split('.')[1]?.length ?? 0;

/** Exact sum of decimals: units as bigint at the largest scale. */
export function addDecimals(values: string[]): string {
  const scale = Math.max(0, ...values.map(scaleOf));
  const total = values.reduce(
    (sum, value) => sum + BigInt(value.replace('.', '') + '0'.repeat(scale - scaleOf(value))),
    0n,
  );
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${total < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(digits.length - scale)}` : ''}`;
}

/** The sum of money sets; presentment only where every part has it. Undefined for none. */
export function addSets(sets: (MoneySet | null | undefined)[]): MoneySet | undefined {
  const given = sets.filter((set): set is MoneySet => set !== null && set !== undefined);
  const [first] = given;
  if (!first) return undefined;
  const sum = (monies: Money[]): Money => ({
    amount: addDecimals(monies.map(({ amount }) => amount)),
    currency_code: monies[0]?.currency_code ?? '',
  });
  const presentments = given.flatMap(({ presentment_money: presentment }) => (presentment ? [presentment] : []));
  const shop_money = sum(given.map(({ shop_money: shop }) => shop));
  return presentments.length === given.length ? { shop_money, presentment_money: sum(presentments) } : { shop_money };
}
