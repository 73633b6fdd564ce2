/** FORMAT(): a value as the user's locale shows it. */
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { currentLocale, formatDate, formatDatetime, formatNumber } from '../apex/runtime/locale-format.ts';
import { NotEmulated } from '../org/services.ts';
import type { FieldType } from '../schema/model.ts';
import { decimalOf } from '../schema/values.ts';

const CURRENCY_SIGNS: Record<string, string> = {
  'en-US': '$',
  'en-CA': '$',
  'en-AU': '$',
  'en-GB': '£',
};

export function formatted(value: unknown, type: FieldType, scale: number, zone: string): unknown {
  if (value === null) return null;
  if (value instanceof ApexDate) return formatDate(value);
  if (value instanceof ApexDatetime) return formatDatetime(value, zone);
  if (!/^(int|long|double|currency|percent)$/.test(type)) return value;
  const decimal = decimalOf(value);
  if (!decimal) return value;
  const places = type === 'int' || type === 'long' ? 0 : scale;
  const number = withPlaces(formatNumber(decimal.setScale(places).toPlainString()), places);
  if (type === 'percent') return `${number}%`;
  if (type !== 'currency') return number;
  const sign = CURRENCY_SIGNS[currentLocale()];
  if (sign === undefined) throw new NotEmulated(`SOQL FORMAT() of a currency in the locale ${currentLocale()}`);
  return number.startsWith('-') ? `-${sign}${number.slice(1)}` : `${sign}${number}`;
}

/** All decimal places, also where they are zero. */
function withPlaces(text: string, places: number): string {
  const [, whole = '', fraction = ''] = /^(.*?\d)(?:[.,](\d{0,}))?$/.exec(text) ?? [];
  return places === 0 || fraction.length >= places ? text : `${whole}.${fraction.padEnd(places, '0')}`;
}
