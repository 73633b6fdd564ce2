/** Offsets of IANA time zones, from the data of Intl. Java's short names (`EST`, `PST`) and `GMT+2` are understood. */
import { current, isRunning } from '../../transaction/transaction.ts';

const HOUR = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat | number>();
const offsets = new Map<string, Map<number, number>>();

/** Java's names that Intl lacks or takes for a fixed offset. */
const ALIASES: Record<string, string> = {
  PST: 'America/Los_Angeles',
  CST: 'America/Chicago',
  EST: 'America/New_York',
  MST: 'America/Denver',
  CET: 'Europe/Paris',
  GMT: 'UTC',
  UTC: 'UTC',
  Z: 'UTC',
};

/** Milliseconds to add to UTC to get the zone's wall clock at an instant. Unknown zones count as GMT, as in Java. */
export function offsetAt(zone: string, ms: number): number {
  if (zone === 'UTC' || zone === 'GMT') return 0;
  // Offsets change on the hour at most; two hundred thousand cached hours are about 23 years of distinct ones.
  let byHour = offsets.get(zone);
  if (!byHour) offsets.set(zone, (byHour = new Map()));
  const hour = Math.floor(ms / (HOUR / 4));
  let offset = byHour.get(hour);
  if (offset === undefined) {
    if (byHour.size > 200_000) byHour.clear();
    byHour.set(hour, (offset = compute(zone, ms)));
  }
  return offset;
}

/** The instant for a wall clock reading (ms as if UTC). Readings skipped or doubled by a clock change take the earlier offset. */
export function fromLocal(local: number, zone: string): number {
  const before = offsetAt(zone, local - 24 * HOUR);
  const after = offsetAt(zone, local + 24 * HOUR);
  for (const offset of before === after ? [before] : [before, after]) {
    if (offsetAt(zone, local - offset) === offset) return local - offset;
  }
  return local - before;
}

/** The running user's zone; GMT outside of any transaction. */
export function currentZone(): string {
  return isRunning() ? current().user.timeZone : 'GMT';
}

/** Whether Intl or the aliases know the zone. */
export function isZone(zone: string): boolean {
  return ALIASES[zone] !== undefined || fixedOffset(zone) !== undefined || typeof formatFor(zone) !== 'number';
}

/** Intl's name for a zone. */
export function canonicalZone(zone: string): string {
  return ALIASES[zone] ?? zone;
}

function compute(zone: string, ms: number): number {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  const format = formatFor(canonicalZone(zone));
  if (typeof format === 'number') return 0;
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(ms)) parts[type] = Number(value);
  const wall = new Date(0);
  wall.setUTCFullYear(parts.year!, parts.month! - 1, parts.day!);
  wall.setUTCHours(parts.hour! % 24, parts.minute!, parts.second!);
  return wall.getTime() - Math.floor(ms / 1000) * 1000;
}

/** `GMT+02:00`, `+0530`. */
function fixedOffset(zone: string): number | undefined {
  const match = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

/** A number stands for a zone that Intl does not know. */
function formatFor(zone: string): Intl.DateTimeFormat | number {
  let format = formats.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      format = 0;
    }
    formats.set(zone, format);
  }
  return format;
}
