/** Apex Datetime: an instant, milliseconds since epoch, UTC. Immutable. Zones come in when it is printed or taken apart. */
import { ApexDate } from './date.ts';
import { ApexTime } from './time.ts';
import { currentZone, fromLocal, offsetAt } from './time-zone.ts';

const MS_PER_DAY = 86_400_000;

/** A wall clock reading in some zone. Month 1 to 12. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
}

export class ApexDatetime {
  /** Milliseconds since epoch. */
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }

  /** The instant at which clocks in `zone` show this day and time. */
  static ofLocal(date: ApexDate, time: ApexTime, zone: string): ApexDatetime {
    return new ApexDatetime(fromLocal(date.ms + time.ms, zone));
  }

  static ofUtc(date: ApexDate, time: ApexTime): ApexDatetime {
    return new ApexDatetime(date.ms + time.ms);
  }

  /** Midnight GMT of a day: what a Date becomes where a Datetime is wanted. */
  static fromDate(date: ApexDate): ApexDatetime {
    return new ApexDatetime(date.ms);
  }

  /** ISO 8601 with offset or Z (`2024-01-05T10:11:12.000Z`, `…+0000`); undefined when it is none. */
  static parse(text: string): ApexDatetime | undefined {
    const match =
      /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
        text.trim(),
      );
    if (!match) return undefined;
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
    const date = ApexDate.parse(`${year}-${month}-${day}`);
    if (!date || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
    const ms =
      ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
    return new ApexDatetime(date.ms + ms - offsetOf(zone));
  }

  /** The day it is in a zone; without one, the running user's. */
  date(zone = currentZone()): ApexDate {
    return new ApexDate(Math.floor(this.localMs(zone) / MS_PER_DAY));
  }

  time(zone = currentZone()): ApexTime {
    const local = this.localMs(zone);
    return new ApexTime(local - Math.floor(local / MS_PER_DAY) * MS_PER_DAY);
  }

  clock(zone = currentZone()): WallClock {
    const date = this.date(zone);
    const time = this.time(zone);
    return {
      year: date.year,
      month: date.month,
      day: date.day,
      hour: time.hour,
      minute: time.minute,
      second: time.second,
      ms: time.millisecond,
    };
  }

  private localMs(zone: string): number {
    return this.ms + offsetAt(zone, this.ms);
  }

  /** `2024-01-05T10:11:12.000Z`. */
  toString(): string {
    return new Date(this.ms).toISOString();
  }

  toJSON(): string {
    return this.toString();
  }
}

function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
