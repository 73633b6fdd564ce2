/** Date literals: LAST_N_DAYS:7 … as days from `from` to before `to`, in the user's zone. Weeks start on Sunday; the fiscal year is the calendar's. */
import { ApexDate } from '../apex/runtime/date.ts';
import { NotEmulated } from '../org/services.ts';

export interface DayRange {
  from: ApexDate;
  to: ApexDate;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

function startOf(day: ApexDate, unit: Unit): ApexDate {
  switch (unit) {
    case 'DAY':
      return day;
    case 'WEEK':
      return day.addDays(-day.dayOfWeek);
    case 'MONTH':
      return ApexDate.of(day.year, day.month, 1);
    case 'QUARTER':
      return ApexDate.of(day.year, Math.floor((day.month - 1) / 3) * 3 + 1, 1);
    case 'YEAR':
      return ApexDate.of(day.year, 1, 1);
  }
}

function plus(day: ApexDate, unit: Unit, n: number): ApexDate {
  switch (unit) {
    case 'DAY':
      return day.addDays(n);
    case 'WEEK':
      return day.addDays(7 * n);
    case 'MONTH':
      return day.addMonths(n);
    case 'QUARTER':
      return day.addMonths(3 * n);
    case 'YEAR':
      return day.addMonths(12 * n);
  }
}

const UNITS: Record<string, Unit> = { DAY: 'DAY', WEEK: 'WEEK', MONTH: 'MONTH', QUARTER: 'QUARTER', YEAR: 'YEAR' };

export function dayRange(name: string, n: number, today: ApexDate): DayRange {
  const plain = name.replace('FISCAL_', '');
  if (plain === 'TODAY') return { from: today, to: today.addDays(1) };
  if (plain === 'YESTERDAY') return { from: today.addDays(-1), to: today };
  if (plain === 'TOMORROW') return { from: today.addDays(1), to: today.addDays(2) };
  if (plain === 'LAST_90_DAYS') return { from: today.addDays(-90), to: today.addDays(1) };
  if (plain === 'NEXT_90_DAYS') return { from: today.addDays(1), to: today.addDays(91) };
  const single = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(plain);
  if (single) {
    const unit = UNITS[single[2]!]!;
    const from = plus(startOf(today, unit), unit, single[1] === 'LAST' ? -1 : single[1] === 'NEXT' ? 1 : 0);
    return { from, to: plus(from, unit, 1) };
  }
  const many = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S(?:_N)?$/.exec(plain);
  if (many) {
    const unit = UNITS[many[2]!]!;
    // Days include today backwards; other units leave the current one out.
    if (unit === 'DAY') {
      return many[1] === 'LAST'
        ? { from: today.addDays(-n), to: today.addDays(1) }
        : { from: today.addDays(1), to: today.addDays(n + 1) };
    }
    const start = startOf(today, unit);
    return many[1] === 'LAST'
      ? { from: plus(start, unit, -n), to: start }
      : { from: plus(start, unit, 1), to: plus(start, unit, n + 1) };
  }
  const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO(?:_N)?$/.exec(plain);
  if (ago) {
    const unit = UNITS[ago[1]!]!;
    const from = plus(startOf(today, unit), unit, -n);
    return { from, to: plus(from, unit, 1) };
  }
  throw new NotEmulated(`SOQL date literal ${name}`);
}
