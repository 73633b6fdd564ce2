/** Scalar functions of SOQL: date functions, toLabel. */
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { NotEmulated } from '../org/services.ts';
import type { FieldInfo } from '../schema/model.ts';

const MS_PER_DAY = 86_400_000;

/** @param zone IANA zone for instants: GMT, or the user's inside convertTimezone */
type DateFunction = (date: ApexDate, time: { hour: number }) => unknown;

const functions: Record<string, DateFunction> = {
  CALENDAR_YEAR: (date) => date.year,
  CALENDAR_MONTH: (date) => date.month,
  CALENDAR_QUARTER: (date) => Math.ceil(date.month / 3),
  FISCAL_YEAR: (date) => date.year,
  FISCAL_MONTH: (date) => date.month,
  FISCAL_QUARTER: (date) => Math.ceil(date.month / 3),
  DAY_IN_MONTH: (date) => date.day,
  DAY_IN_WEEK: (date) => date.dayOfWeek + 1,
  DAY_IN_YEAR: (date) => date.days - ApexDate.of(date.year, 1, 1).days + 1,
  DAY_ONLY: (date) => date,
  HOUR_IN_DAY: (_date, time) => time.hour,
  WEEK_IN_MONTH: (date) => Math.ceil(date.day / 7),
  WEEK_IN_YEAR: (date) => Math.floor((date.days - ApexDate.of(date.year, 1, 1).days) / 7) + 1,
};

export function isDateFunction(fn: string): boolean {
  return fn in functions;
}

/** Whether the result is a date (DAY_ONLY) or a whole number. */
export function dateFunctionType(fn: string): 'date' | 'int' {
  return fn === 'DAY_ONLY' ? 'date' : 'int';
}

export function callDateFunction(fn: string, value: unknown, zone: string): unknown {
  if (value === null) return null;
  if (value instanceof ApexDate) return functions[fn]!(value, { hour: 0 });
  if (!(value instanceof ApexDatetime)) throw new NotEmulated(`SOQL ${fn}() of this type`);
  const date = value.date(zone);
  const time = value.time(zone);
  return functions[fn]!(date, { hour: time.hour });
}

export function labelOf(field: FieldInfo, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const labels = value.split(';').map((each) => field.picklist.find((entry) => entry.value === each)?.label ?? each);
  return labels.join(';');
}

export { MS_PER_DAY };
