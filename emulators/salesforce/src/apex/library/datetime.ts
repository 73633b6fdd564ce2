/** System.Datetime and System.TimeZone. */
import { ApexDate } from '../runtime/date.ts';
import { ApexDatetime, type WallClock } from '../runtime/datetime.ts';
import { apexError } from '../runtime/exceptions.ts';
import { formatDatetime, formatDatetimeLong, parseDatetime } from '../runtime/locale-format.ts';
import { toApexString } from '../runtime/printing.ts';
import { dayOfYear, formatPattern, zoneName } from '../runtime/simple-date-format.ts';
import { ApexTime } from '../runtime/time.ts';
import { currentZone, isZone, offsetAt } from '../runtime/time-zone.ts';
import { now } from './dates.ts';
import { definePlatformType, type Implementation } from './define.ts';
import { argument } from './support.ts';

const GMT = 'GMT';
const addMs = (value: ApexDatetime, ms: number): ApexDatetime => new ApexDatetime(value.ms + ms);

/** Months are added to the day in GMT; the time stays. */
function addMonths(value: ApexDatetime, months: number): ApexDatetime {
  return ApexDatetime.ofUtc(value.date(GMT).addMonths(months), value.time(GMT));
}

function build(zone: () => string): Implementation {
  return (year: number, month: number, day: number, hour = 0, minute = 0, second = 0) =>
    fromParts(
      argument(year),
      argument(month),
      argument(day),
      argument(hour),
      argument(minute),
      argument(second),
      zone(),
    );
}

/** Hours beyond 23 roll the day over. */
function fromParts(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  zone: string,
): ApexDatetime {
  const ms = ((hour * 60 + minute) * 60 + second) * 1000;
  const days = Math.floor(ms / 86_400_000);
  return ApexDatetime.ofLocal(ApexDate.of(year, month, day + days), new ApexTime(ms), zone);
}

function invalid(value: unknown): never {
  throw apexError('System.TypeException', `Invalid date/time: ${toApexString(value)}`);
}

/** `2024-01-05 10:11:12` in a zone; ISO texts with a zone of their own are instants. */
function parseStandard(text: string, zone: string): ApexDatetime {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:\.\d+)?)?$/.exec(
    argument(text).trim(),
  );
  if (!match) return ApexDatetime.parse(text) ?? invalid(text);
  const date = ApexDate.parse(match.slice(1, 4).join('-')) ?? invalid(text);
  const [hour, minute, second] = [4, 5, 6].map((index) => Number(match[index] ?? 0)) as [number, number, number];
  if (hour > 23 || minute > 59 || second > 59) invalid(text);
  return ApexDatetime.ofLocal(date, ApexTime.of(hour, minute, second, 0), zone);
}

/** A Long is milliseconds since epoch; null stays null. */
function valueOf(value: unknown): ApexDatetime | null {
  if (value === null || value instanceof ApexDatetime) return value;
  if (typeof value === 'bigint' || typeof value === 'number') return new ApexDatetime(Number(value));
  if (value instanceof ApexDate) return ApexDatetime.fromDate(value);
  return typeof value === 'string' ? parseStandard(value, currentZone()) : invalid(value);
}

/** `hour()` in the user's zone, `hourGmt()` in GMT. */
function clockParts(): Record<string, Implementation> {
  const table: Record<string, Implementation> = {};
  const names: Record<string, keyof WallClock> = {
    year: 'year',
    month: 'month',
    day: 'day',
    hour: 'hour',
    minute: 'minute',
    second: 'second',
    millisecond: 'ms',
  };
  for (const [name, part] of Object.entries(names)) {
    table[`${name}()`] = (value: ApexDatetime) => value.clock(currentZone())[part];
    table[`${name}Gmt()`] = (value: ApexDatetime) => value.clock(GMT)[part];
  }
  return table;
}

definePlatformType({
  name: 'System.Datetime',
  instance: {
    ...clockParts(),
    'addDays(Integer)': (value: ApexDatetime, days: number) => addMs(value, argument(days) * 86_400_000),
    'addHours(Integer)': (value: ApexDatetime, hours: number) => addMs(value, argument(hours) * 3_600_000),
    'addMinutes(Integer)': (value: ApexDatetime, minutes: number) => addMs(value, argument(minutes) * 60_000),
    'addSeconds(Integer)': (value: ApexDatetime, seconds: number) => addMs(value, argument(seconds) * 1000),
    'addMonths(Integer)': (value: ApexDatetime, months: number) => addMonths(value, argument(months)),
    'addYears(Integer)': (value: ApexDatetime, years: number) => addMonths(value, argument(years) * 12),
    'date()': (value: ApexDatetime) => value.date(currentZone()),
    'dateGmt()': (value: ApexDatetime) => value.date(GMT),
    'time()': (value: ApexDatetime) => value.time(currentZone()),
    'timeGmt()': (value: ApexDatetime) => value.time(GMT),
    'dayOfYear()': (value: ApexDatetime) => dayOfYear(new Date(value.ms + offsetAt(currentZone(), value.ms))),
    'dayOfYearGmt()': (value: ApexDatetime) => dayOfYear(new Date(value.ms)),
    'getTime()': (value: ApexDatetime) => BigInt(value.ms),
    'isSameDay(Datetime)': (value: ApexDatetime, other: ApexDatetime) =>
      value.date(currentZone()).days === argument(other).date(currentZone()).days,
    'format()': (value: ApexDatetime) => formatDatetime(value, currentZone()),
    'format(String)': (value: ApexDatetime, pattern: string) =>
      formatPattern(argument(pattern), value.ms, currentZone()),
    'format(String,String)': (value: ApexDatetime, pattern: string, zone: string | null) =>
      formatPattern(argument(pattern), value.ms, zone ?? currentZone()),
    'formatGmt(String)': (value: ApexDatetime, pattern: string) => formatPattern(argument(pattern), value.ms, GMT),
    'formatLong()': (value: ApexDatetime) => formatDatetimeLong(value, currentZone()),
  },
  statics: {
    'now()': now,
    'newInstance(Date,Time)': (date: ApexDate, time: ApexTime) =>
      ApexDatetime.ofLocal(argument(date), argument(time), currentZone()),
    'newInstance(Long)': (ms: bigint) => new ApexDatetime(Number(argument(ms))),
    newInstance: build(currentZone),
    'newInstanceGmt(Date,Time)': (date: ApexDate, time: ApexTime) => ApexDatetime.ofUtc(argument(date), argument(time)),
    newInstanceGmt: build(() => GMT),
    'parse(String)': (text: string) => parseDatetime(argument(text), currentZone()) ?? invalid(text),
    'valueOf(String)': (text: string) => parseStandard(text, currentZone()),
    valueOf,
    'valueOfGmt(String)': (text: string) => parseStandard(text, GMT),
  },
});

export class ApexTimeZone {
  readonly $type = 'System.TimeZone';
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
  equalityKey(): string {
    return `TimeZone ${this.id}`;
  }
  apexText(): string {
    return this.id;
  }
}

definePlatformType({
  name: 'System.TimeZone',
  instance: {
    'getID()': (zone: ApexTimeZone) => zone.id,
    'getDisplayName()': (zone: ApexTimeZone) => {
      const ms = now().ms;
      const offset = formatPattern('XXX', ms, zone.id).replace('Z', '+00:00');
      return `(GMT${offset}) ${zoneName(zone.id, ms, 'long')} (${zone.id})`;
    },
    'getOffset(Datetime)': (zone: ApexTimeZone, at: ApexDatetime) => offsetAt(zone.id, argument(at).ms),
    'toString()': (zone: ApexTimeZone) => zone.id,
  },
  statics: {
    // Java takes unknown names for GMT.
    'getTimeZone(String)': (id: string) => new ApexTimeZone(isZone(argument(id)) ? id : GMT),
  },
});
