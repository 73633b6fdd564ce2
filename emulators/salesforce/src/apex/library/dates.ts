/** System.Date and System.Time. */
import { current } from '../../transaction/transaction.ts';
import { ApexDate, daysInMonth, isLeapYear, isRealDate } from '../runtime/date.ts';
import { ApexDatetime } from '../runtime/datetime.ts';
import { apexError } from '../runtime/exceptions.ts';
import { formatDate, parseDate } from '../runtime/locale-format.ts';
import { toApexString } from '../runtime/printing.ts';
import { ApexTime } from '../runtime/time.ts';
import { currentZone } from '../runtime/time-zone.ts';
import { definePlatformType } from './define.ts';
import { argument } from './support.ts';

/** The transaction's clock. */
export function now(): ApexDatetime {
  return new ApexDatetime(current().now());
}

/** The day it is for the running user. */
export function today(): ApexDate {
  return now().date(currentZone());
}

function invalidDate(value: unknown): never {
  throw apexError('System.TypeException', `Invalid date: ${toApexString(value)}`);
}

/** Null stays null. */
function dateOf(value: unknown): ApexDate | null {
  if (value === null || value instanceof ApexDate) return value;
  if (value instanceof ApexDatetime) return value.date('GMT'); // Of an object, as of the history of a field: no zone has a say.
  if (typeof value === 'string') return ApexDate.parse(value) ?? invalidDate(value);
  return invalidDate(value);
}

/** Whole months between, ignoring days: `monthsBetween`. */
const monthsBetween = (from: ApexDate, to: ApexDate): number => (to.year - from.year) * 12 + to.month - from.month;

definePlatformType({
  name: 'System.Date',
  instance: {
    'addDays(Integer)': (date: ApexDate, days: number) => date.addDays(argument(days)),
    'addMonths(Integer)': (date: ApexDate, months: number) => date.addMonths(argument(months)),
    'addYears(Integer)': (date: ApexDate, years: number) => date.addMonths(argument(years) * 12),
    'day()': (date: ApexDate) => date.day,
    'month()': (date: ApexDate) => date.month,
    'year()': (date: ApexDate) => date.year,
    'dayOfYear()': (date: ApexDate) => date.days - ApexDate.of(date.year, 1, 1).days + 1,
    'daysBetween(Date)': (date: ApexDate, other: ApexDate) => argument(other).days - date.days,
    'monthsBetween(Date)': (date: ApexDate, other: ApexDate) => monthsBetween(date, argument(other)),
    'isSameDay(Date)': (date: ApexDate, other: ApexDate) => argument(other).days === date.days,
    'format()': formatDate,
    'toStartOfMonth()': (date: ApexDate) => ApexDate.of(date.year, date.month, 1),
    'toStartOfWeek()': (date: ApexDate) => date.addDays(-((date.dayOfWeek - firstDayOfWeek() + 7) % 7)),
  },
  statics: {
    'newInstance(Integer,Integer,Integer)': (year: number, month: number, day: number) =>
      ApexDate.of(argument(year), argument(month), argument(day)),
    'today()': today,
    'parse(String)': (text: string) => parseDate(argument(text)) ?? invalidDate(text),
    'valueOf(String)': (text: string) => dateOf(argument(text)),
    valueOf: dateOf,
    'daysInMonth(Integer,Integer)': (year: number, month: number) => {
      if (!isRealDate(argument(year), argument(month), 1))
        throw apexError('System.InvalidParameterValueException', `Invalid month: ${month}`);
      return daysInMonth(year, month);
    },
    'isLeapYear(Integer)': (year: number) => isLeapYear(argument(year)),
  },
});

/** Sunday in the Americas, Monday in Europe: what the locale says. */
function firstDayOfWeek(): number {
  const locale = new Intl.Locale(current().user.locale.replaceAll('_', '-')) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
  };
  return (locale.getWeekInfo?.().firstDay ?? 7) % 7;
}

const addMs = (time: ApexTime, ms: number): ApexTime => new ApexTime(time.ms + ms);

definePlatformType({
  name: 'System.Time',
  instance: {
    'addHours(Integer)': (time: ApexTime, hours: number) => addMs(time, argument(hours) * 3_600_000),
    'addMinutes(Integer)': (time: ApexTime, minutes: number) => addMs(time, argument(minutes) * 60_000),
    'addSeconds(Integer)': (time: ApexTime, seconds: number) => addMs(time, argument(seconds) * 1000),
    'addMilliseconds(Integer)': (time: ApexTime, ms: number) => addMs(time, argument(ms)),
    'hour()': (time: ApexTime) => time.hour,
    'minute()': (time: ApexTime) => time.minute,
    'second()': (time: ApexTime) => time.second,
    'millisecond()': (time: ApexTime) => time.millisecond,
  },
  statics: {
    'newInstance(Integer,Integer,Integer,Integer)': (hour: number, minute: number, second: number, ms: number) =>
      ApexTime.of(argument(hour), argument(minute), argument(second), argument(ms)),
  },
});
