/**
 * Keeps the event log and the triggers' places on disk, so that replay ids outlive the process. One JSON line per event or place,
 * compacted when it is read.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { ApexTime } from '../apex/runtime/time.ts';
import type { BusEvent } from './event.ts';

export interface KeptEvents {
  events: BusEvent[];
  /** Replay id of the newest event ever. */
  last: number;
  /** Event name → replay id its trigger has dealt with. */
  places: Map<string, number>;
}

type Line = { event: Record<string, unknown> } | { place: string; at: number } | { reset: true };

export class EventJournal {
  readonly #file: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'events.jsonl');
  }

  add(events: BusEvent[]): void {
    this.#write(events.map((event) => ({ event: plainEvent(event) })));
  }

  place(objectName: string, replayId: number): void {
    this.#write([{ place: objectName, at: replayId }]);
  }

  /** Everything before is void. */
  reset(): void {
    this.#write([{ reset: true }]);
  }

  #write(lines: Line[]): void {
    appendFileSync(this.#file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  /** Undefined when nothing was kept. @param oldest events published before this time, ms, are dropped */
  read(oldest: number): KeptEvents | undefined {
    if (!existsSync(this.#file)) return undefined;
    const kept: KeptEvents = { events: [], last: 0, places: new Map() };
    for (const text of readFileSync(this.#file, 'utf8').split('\n')) {
      const line = parse(text);
      if (!line) continue;
      if ('reset' in line) Object.assign(kept, { events: [], last: 0, places: new Map() });
      else if ('place' in line) kept.places.set(line.place, line.at);
      else kept.events.push(eventOf(line.event));
    }
    kept.last = Math.max(kept.last, ...kept.events.slice(-1).map((event) => event.replayId));
    kept.events = kept.events.filter((event, index) => event.publishedAt >= oldest || index === kept.events.length - 1);
    const lines: Line[] = [
      ...kept.events.map((event) => ({ event: plainEvent(event) })),
      ...[...kept.places].map(([place, at]) => ({ place, at })),
    ];
    const compact = `${this.#file}.new`;
    writeFileSync(compact, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    renameSync(compact, this.#file);
    return kept;
  }
}

function parse(text: string): Line | undefined {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as Line;
  } catch (error) {
    // The line that was being written when the process died is not whole.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function plainEvent({ values, raw, ...event }: BusEvent): Record<string, unknown> {
  return {
    ...event,
    values: values && [...values].map(([name, value]) => [name, plain(value)]),
    raw: raw && { schemaId: raw.schemaId, payload: raw.payload.toString('base64') },
  };
}

function eventOf(line: Record<string, unknown>): BusEvent {
  const { values, raw, ...event } = line as unknown as Omit<BusEvent, 'values' | 'raw'> & {
    values?: [string, unknown][];
    raw?: { schemaId: string; payload: string };
  };
  return {
    ...event,
    change: event.change,
    values: values && new Map(values.map(([name, value]) => [name, valueOf(value)])),
    raw: raw && { schemaId: raw.schemaId, payload: Buffer.from(raw.payload, 'base64') },
  };
}

/** Values with their type, so that they come back as they were. */
function plain(value: unknown): unknown {
  if (value instanceof Decimal) return { decimal: value.toPlainString() };
  if (value instanceof ApexDatetime) return { datetime: value.ms };
  if (value instanceof ApexDate) return { date: value.days };
  if (value instanceof ApexTime) return { time: value.ms };
  return value;
}

function valueOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const typed = value as { decimal?: string; datetime?: number; date?: number; time?: number };
  if (typed.decimal !== undefined) return Decimal.parse(typed.decimal);
  if (typed.datetime !== undefined) return new ApexDatetime(typed.datetime);
  if (typed.date !== undefined) return new ApexDate(typed.date);
  if (typed.time !== undefined) return new ApexTime(typed.time);
  return value;
}
