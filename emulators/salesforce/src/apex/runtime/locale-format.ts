/** Numbers and dates as the running user's locale shows and reads them. */
import { current, isRunning } from '../../transaction/transaction.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { ApexTime } from './time.ts';
import { canonicalZone } from './time-zone.ts';

/** `en_US` → `en-US`. */
export function currentLocale(): string {
  return (isRunning() ? current().user.locale : 'en_US').replaceAll('_', '-');
}

const plainSpaces = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');

/** Grouped, with at most three digits after the point, as `Decimal.format()`. @param number decimal digits as text */
export function formatNumber(number: string): string {
  // Intl takes numbers as text, exactly; TypeScript's library does not say so for this version.
  const options = { maximumFractionDigits: 3, roundingMode: 'halfEven' } as Intl.NumberFormatOptions;
  return new Intl.NumberFormat(currentLocale(), options).format(number as unknown as number);
}

const DATE: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'numeric', day: 'numeric' };

export function formatDate(date: ApexDate): string {
  return new Intl.DateTimeFormat(currentLocale(), { ...DATE, timeZone: 'UTC' }).format(date.ms);
}

/** `1/5/2024, 10:11 AM` in English of the United States. */
export function formatDatetime(datetime: ApexDatetime, zone: string): string {
  const options = { ...DATE, hour: 'numeric', minute: '2-digit', timeZone: canonicalZone(zone) } as const;
  return plainSpaces(new Intl.DateTimeFormat(currentLocale(), options).format(datetime.ms));
}

/** `1/5/2024, 10:11:12 AM PST`. */
export function formatDatetimeLong(datetime: ApexDatetime, zone: string): string {
  const options = {
    ...DATE,
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone: canonicalZone(zone),
  } as const;
  return plainSpaces(new Intl.DateTimeFormat(currentLocale(), options).format(datetime.ms));
}

/** Order of year, month and day in the locale. */
function dateOrder(): string[] {
  const parts = new Intl.DateTimeFormat(currentLocale(), DATE).formatToParts(0);
  return parts.map((part) => part.type).filter((type) => type === 'year' || type === 'month' || type === 'day');
}

/** A date as the locale writes it; two-digit years are of this century. Undefined when it is none. */
export function parseDate(text: string): ApexDate | undefined {
  const numbers = /^\s*(\d{1,4})\D+(\d{1,2})\D+(\d{1,4})\.?\s*$/.exec(text);
  if (!numbers) return undefined;
  const by: Record<string, number> = {};
  dateOrder().forEach((part, index) => (by[part] = Number(numbers[index + 1])));
  const year = by.year! < 100 ? 2000 + by.year! : by.year!;
  const iso = `${String(year).padStart(4, '0')}-${by.month}-${by.day}`;
  return ApexDate.parse(iso);
}

/** Date and time as the locale writes them, in a zone. */
export function parseDatetime(text: string, zone: string): ApexDatetime | undefined {
  const match = /^(.+?),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?$/.exec(plainSpaces(text).trim());
  const date = match && parseDate(match[1]!);
  if (!match || !date) return undefined;
  const half = match[5]?.toLowerCase();
  const hour = half ? (Number(match[2]) % 12) + (half === 'pm' ? 12 : 0) : Number(match[2]);
  if (hour > 23 || Number(match[3]) > 59) return undefined;
  return ApexDatetime.ofLocal(date, ApexTime.of(hour, Number(match[3]), Number(match[4] ?? 0), 0), zone);
}
