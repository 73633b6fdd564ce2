/** Apex Time: a time of day in milliseconds. Immutable. */
const MS_PER_DAY = 86_400_000;
const pad = (n: number, width = 2): string => String(n).padStart(width, '0');

export class ApexTime {
  /** 0 to 86399999. */
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ((ms % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY;
  }

  static of(hour: number, minute: number, second: number, millisecond: number): ApexTime {
    return new ApexTime(((hour * 60 + minute) * 60 + second) * 1000 + millisecond);
  }

  /** `10:11:12.000Z`; undefined when it is no time. */
  static parse(text: string): ApexTime | undefined {
    const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?Z?$/.exec(text.trim());
    if (!match || Number(match[1]) > 23 || Number(match[2]) > 59 || Number(match[3] ?? 0) > 59) return undefined;
    return ApexTime.of(
      Number(match[1]),
      Number(match[2]),
      Number(match[3] ?? 0),
      Number((match[4] ?? '').padEnd(3, '0')),
    );
  }

  get hour(): number {
    return Math.floor(this.ms / 3_600_000);
  }

  get minute(): number {
    return Math.floor(this.ms / 60_000) % 60;
  }

  get second(): number {
    return Math.floor(this.ms / 1000) % 60;
  }

  get millisecond(): number {
    return this.ms % 1000;
  }

  /** `10:11:12.000Z`. */
  toString(): string {
    return `${pad(this.hour)}:${pad(this.minute)}:${pad(this.second)}.${pad(this.millisecond, 3)}Z`;
  }

  toJSON(): string {
    return this.toString();
  }
}
