/** Date and time functions of formulas. */
import { ApexDate, isRealDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { ApexTime } from '../apex/runtime/time.ts';
import type { FormulaValue } from './context.ts';
import { asText, integer, number, typeOf, FormulaError } from './values.ts';
import type { SimpleFunction } from './functions.ts';

function date(value: FormulaValue | undefined): ApexDate | null {
  if (value === null || value === undefined || value instanceof ApexDate) return value ?? null;
  throw new FormulaError(`Incorrect parameter type. Expected Date, received ${typeOf(value)}`);
}

function time(value: FormulaValue | undefined): ApexTime | null {
  if (value === null || value === undefined || value instanceof ApexTime) return value ?? null;
  throw new FormulaError(`Incorrect parameter type. Expected Time, received ${typeOf(value)}`);
}

const part =
  (read: (value: ApexDate) => number): SimpleFunction =>
  ([value]) => {
    const day = date(value);
    return day && number(read(day));
  };

const timePart =
  (read: (value: ApexTime) => number): SimpleFunction =>
  ([value]) => {
    const moment = time(value);
    return moment && number(read(moment));
  };

export const dateFunctions: Record<string, SimpleFunction> = {
  TODAY: (_, context) => new ApexDatetime(context.now).date(context.user.timeZone),
  NOW: (_, context) => new ApexDatetime(context.now),
  TIMENOW: (_, context) => new ApexDatetime(context.now).time(context.user.timeZone),
  DATE: ([year, month, day]) => {
    const [y, m, d] = [integer(year ?? null), integer(month ?? null), integer(day ?? null)];
    if (!isRealDate(y, m, d)) throw new FormulaError('#Error!');
    return ApexDate.of(y, m, d);
  },
  DATEVALUE: ([value], context) => {
    if (value === null || value === undefined || value instanceof ApexDate) return value ?? null;
    if (value instanceof ApexDatetime) return value.date(context.user.timeZone);
    const parsed = ApexDate.parse(asText(value));
    if (!parsed) throw new FormulaError('#Error!');
    return parsed;
  },
  DATETIMEVALUE: ([value]) => {
    if (value === null || value === undefined || value instanceof ApexDatetime) return value ?? null;
    if (value instanceof ApexDate) return new ApexDatetime(value.ms);
    const text = asText(value);
    const parsed = ApexDatetime.parse(/Z$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
    if (!parsed) throw new FormulaError('#Error!');
    return parsed;
  },
  TIMEVALUE: ([value], context) => {
    if (value instanceof ApexDatetime) return value.time(context.user.timeZone);
    return value === null || value === undefined ? null : (ApexTime.parse(asText(value)) ?? null);
  },
  YEAR: part((day) => day.year),
  MONTH: part((day) => day.month),
  DAY: part((day) => day.day),
  /** 1 = Sunday. */
  WEEKDAY: part((day) => ((((Math.floor(day.ms / 86_400_000) + 4) % 7) + 7) % 7) + 1),
  DAYOFYEAR: part((day) => day.days - ApexDate.of(day.year, 1, 1).days + 1),
  ADDMONTHS: ([value, months]) => {
    if (value instanceof ApexDatetime) {
      const day = new ApexDate(Math.floor(value.ms / 86_400_000));
      return new ApexDatetime(day.addMonths(integer(months ?? null)).ms + (value.ms - day.ms));
    }
    return date(value)?.addMonths(integer(months ?? null)) ?? null;
  },
  HOUR: timePart((moment) => moment.hour),
  MINUTE: timePart((moment) => moment.minute),
  SECOND: timePart((moment) => moment.second),
  MILLISECOND: timePart((moment) => moment.millisecond),
  UNIXTIMESTAMP: ([value]) => {
    if (value instanceof ApexDatetime || value instanceof ApexDate) return number(Math.floor(value.ms / 1000));
    return null;
  },
};
