/** Apex Date: a day of the proleptic Gregorian calendar, counted from 1970-01-01. Immutable. */
const MS_PER_DAY = 86_400_000;
const pad = (n: number, width: number): string => String(n).padStart(width, '0');

export class ApexDate {
  /** Days since 1970-01-01. */
  readonly days: number;

  constructor(days: number) {
    this.days = days;
  }

  /** Month 1 to 12; overflowing months and days roll over, as `Date.newInstance(2024, 13, 1)` does. */
  static of(year: number, month: number, day: number): ApexDate {
    return new ApexDate(Math.floor(utc(year, month - 1, day) / MS_PER_DAY));
  }

  /** `2024-01-05`; a time part after it is ignored. Undefined when it is no date. */
  static parse(text: string): ApexDate | undefined {
    const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text.trim());
    if (!match) return undefined;
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    return isRealDate(year, month, day) ? ApexDate.of(year, month, day) : undefined;
  }

  get year(): number {
    return this.utc().getUTCFullYear();
  }

  /** 1 to 12. */
  get month(): number {
    return this.utc().getUTCMonth() + 1;
  }

  get day(): number {
    return this.utc().getUTCDate();
  }

  /** 0 = Sunday. */
  get dayOfWeek(): number {
    return this.utc().getUTCDay();
  }

  /** Midnight UTC of the day, ms since epoch. */
  get ms(): number {
    return this.days * MS_PER_DAY;
  }

  addDays(days: number): ApexDate {
    return new ApexDate(this.days + days);
  }

  /** The day is clamped to the end of the month. */
  addMonths(months: number): ApexDate {
    const month = this.year * 12 + (this.month - 1) + months;
    const year = Math.floor(month / 12);
    const index = month - year * 12;
    return ApexDate.of(year, index + 1, Math.min(this.day, daysInMonth(year, index + 1)));
  }

  /** ISO: `2024-01-05`. */
  toString(): string {
    return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }

  toJSON(): string {
    return this.toString();
  }

  private utc(): Date {
    return new Date(this.ms);
  }
}

/** Like Date.UTC, but years below 100 are taken as they are. @param month 0 to 11 */
export function utc(year: number, month: number, day: number, hour = 0, minute = 0, second = 0, ms = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second, ms);
  return date.getTime();
}

/** @param month 1 to 12 */
export function daysInMonth(year: number, month: number): number {
  return new Date(utc(year, month, 0)).getUTCDate();
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function isRealDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}
