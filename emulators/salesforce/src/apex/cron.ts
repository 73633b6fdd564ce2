/** When a cron expression (seconds, minutes, hours, day of month, month, day of week, optional year) fires next. */
import type { ApexDate } from './runtime/date.ts';
import { daysInMonth } from './runtime/date.ts';
import { ApexDatetime } from './runtime/datetime.ts';
import { ApexTime } from './runtime/time.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** 1 = Sunday. */
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** How far ahead a schedule is searched, in days: a century. */
const HORIZON = 36_600;

type Matches = (value: number) => boolean;

function number(text: string, names: string[]): number {
  const index = names.indexOf(text.toUpperCase());
  return index >= 0 ? index + 1 : Number(text);
}

/** `*`, `?`, `5`, `1-5`, `MON-FRI`, `0/15`, `1,3`. */
function field(text: string, names: string[] = []): Matches {
  if (text === '*' || text === '?') return () => true;
  const parts = text.split(',').map((part): Matches => {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const low = range === '*' ? 0 : number(from, names);
    const high = to !== undefined ? number(to, names) : step === undefined ? low : Number.MAX_SAFE_INTEGER;
    const by = step === undefined ? 1 : Number(step);
    return (value) => value >= low && value <= high && (value - low) % by === 0;
  });
  return (value) => parts.some((part) => part(value));
}

/** The days of a month a schedule means: `L` is the last one. */
function dayField(text: string): (date: ApexDate) => boolean {
  if (text.toUpperCase() === 'L') return (date) => date.day === daysInMonth(date.year, date.month);
  const matches = field(text);
  return (date) => matches(date.day);
}

/** Days of the week; `2#1` is the first Monday. */
function weekdayField(text: string): (date: ApexDate) => boolean {
  const nth = /^(\w+)#(\d)$/.exec(text);
  const weekday = (date: ApexDate): number => ((((date.days + 4) % 7) + 7) % 7) + 1;
  if (nth) {
    const day = number(nth[1]!, DAYS);
    return (date) => weekday(date) === day && Math.ceil(date.day / 7) === Number(nth[2]);
  }
  const matches = field(text, DAYS);
  return (date) => matches(weekday(date));
}

/** @param after ms since epoch @param zone IANA zone the expression is meant in. @returns null when it never fires again */
export function nextFireTime(cron: string, after: number, zone: string): ApexDatetime | null {
  const [seconds = '0', minutes = '0', hours = '0', days = '*', months = '*', weekdays = '?', years = '*'] = cron
    .trim()
    .split(/\s+/);
  const [isSecond, isMinute, isHour, isMonth, isYear] = [
    field(seconds),
    field(minutes),
    field(hours),
    field(months, MONTHS),
    field(years),
  ];
  const isDay = dayField(days);
  const isWeekday = weekdayField(weekdays);
  let date = new ApexDatetime(after).date(zone);
  for (let ahead = 0; ahead < HORIZON; ahead++, date = date.addDays(1)) {
    if (!isYear(date.year) || !isMonth(date.month) || !isDay(date) || !isWeekday(date)) continue;
    for (let hour = 0; hour < 24; hour++) {
      if (!isHour(hour)) continue;
      for (let minute = 0; minute < 60; minute++) {
        if (!isMinute(minute)) continue;
        for (let second = 0; second < 60; second++) {
          if (!isSecond(second)) continue;
          const moment = ApexDatetime.ofLocal(date, ApexTime.of(hour, minute, second, 0), zone);
          if (moment.ms > after) return moment;
        }
      }
    }
  }
  return null;
}
