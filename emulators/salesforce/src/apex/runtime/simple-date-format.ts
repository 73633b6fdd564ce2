/** java.text.SimpleDateFormat's patterns, printed for a zone. English names unless a locale is given. */
import { apexError } from './exceptions.ts';
import { utc } from './date.ts';
import { canonicalZone, offsetAt } from './time-zone.ts';

const pad = (n: number, width: number): string => String(n).padStart(width, '0');
const DAY = 86_400_000;

/**
 * @param ms   instant
 * @param zone IANA name or `GMT`
 * @throws IllegalArgumentException for letters Java does not know
 */
export function formatPattern(pattern: string, ms: number, zone: string, locale = 'en-US'): string {
  const local = new Date(ms + offsetAt(zone, ms));
  let result = '';
  for (let i = 0; i < pattern.length;) {
    const c = pattern[i]!;
    if (c === "'") {
      const [text, next] = quoted(pattern, i);
      result += text;
      i = next;
    } else if (/[A-Za-z]/.test(c)) {
      let count = 1;
      while (pattern[i + count] === c) count++;
      result += field(c, count, local, ms, zone, locale);
      i += count;
    } else {
      result += c;
      i++;
    }
  }
  return result;
}

/** Text between quotes; a doubled quote is one. */
function quoted(pattern: string, start: number): [text: string, next: number] {
  if (pattern[start + 1] === "'") return ["'", start + 2];
  let text = '';
  for (let i = start + 1; i < pattern.length; i++) {
    if (pattern[i] !== "'") text += pattern[i];
    else if (pattern[i + 1] === "'") text += pattern[++i];
    else return [text, i + 1];
  }
  throw apexError('System.IllegalArgumentException', 'Unterminated quote');
}

/** @param local its UTC getters show the zone's clock */
function field(letter: string, count: number, local: Date, ms: number, zone: string, locale: string): string {
  const number = (n: number): string => pad(n, count);
  switch (letter) {
    case 'G':
      return local.getUTCFullYear() > 0 ? 'AD' : 'BC';
    case 'y':
    case 'u':
      if (letter === 'u') return number(local.getUTCDay() || 7);
      return count === 2 ? pad(local.getUTCFullYear() % 100, 2) : number(local.getUTCFullYear());
    case 'Y': {
      const year = weekYear(local);
      return count === 2 ? pad(year % 100, 2) : number(year);
    }
    case 'M':
    case 'L':
      return count < 3
        ? number(local.getUTCMonth() + 1)
        : named(local, locale, { month: count === 3 ? 'short' : 'long' });
    case 'd':
      return number(local.getUTCDate());
    case 'D':
      return number(dayOfYear(local));
    case 'E':
      return named(local, locale, { weekday: count < 4 ? 'short' : 'long' });
    case 'F':
      return number(Math.floor((local.getUTCDate() - 1) / 7) + 1);
    case 'w':
      return number(weekOfYear(local));
    case 'W':
      return number(
        Math.floor(
          (local.getUTCDate() + new Date(utc(local.getUTCFullYear(), local.getUTCMonth(), 1)).getUTCDay() - 1) / 7,
        ) + 1,
      );
    default:
      return timeField(letter, count, local, ms, zone);
  }
}

function timeField(letter: string, count: number, local: Date, ms: number, zone: string): string {
  const number = (n: number): string => pad(n, count);
  const hour = local.getUTCHours();
  switch (letter) {
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'H':
      return number(hour);
    case 'k':
      return number(hour || 24);
    case 'K':
      return number(hour % 12);
    case 'h':
      return number(hour % 12 || 12);
    case 'm':
      return number(local.getUTCMinutes());
    case 's':
      return number(local.getUTCSeconds());
    case 'S':
      return number(local.getUTCMilliseconds());
    case 'z':
      return zoneName(zone, ms, count < 4 ? 'short' : 'long');
    case 'Z':
      return offsetText(offsetAt(zone, ms), '');
    case 'X': {
      const offset = offsetAt(zone, ms);
      if (offset === 0) return 'Z';
      return count === 1 ? offsetText(offset, '').slice(0, 3) : offsetText(offset, count === 2 ? '' : ':');
    }
    default:
      throw apexError('System.IllegalArgumentException', `Illegal pattern character '${letter}'`);
  }
}

function offsetText(offset: number, separator: string): string {
  const minutes = Math.abs(offset) / 60_000;
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${separator}${pad(minutes % 60, 2)}`;
}

function named(local: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(local);
}

/** `PST`, `Pacific Standard Time`. */
export function zoneName(zone: string, ms: number, style: 'short' | 'long'): string {
  if (canonicalZone(zone) === 'UTC')
    return style === 'short'
      ? zone === 'UTC'
        ? 'UTC'
        : 'GMT'
      : zone === 'UTC'
        ? 'Coordinated Universal Time'
        : 'Greenwich Mean Time';
  const format = new Intl.DateTimeFormat('en-US', { timeZone: canonicalZone(zone), timeZoneName: style });
  return format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

export function dayOfYear(local: Date): number {
  const start = utc(local.getUTCFullYear(), 0, 1);
  return Math.floor((local.getTime() - start) / DAY) + 1;
}

/** Weeks begin on Sunday; week 1 holds January 1. */
function weekOfYear(local: Date): number {
  if (weekYear(local) > local.getUTCFullYear()) return 1;
  const first = new Date(utc(local.getUTCFullYear(), 0, 1)).getUTCDay();
  return Math.floor((dayOfYear(local) - 1 + first) / 7) + 1;
}

function weekYear(local: Date): number {
  const year = local.getUTCFullYear();
  const next = utc(year + 1, 0, 1);
  const startOfNext = next - new Date(next).getUTCDay() * DAY;
  return local.getTime() >= startOfNext ? year + 1 : year;
}
