/**
 * The debug log of a transaction, in the platform's format: `12:46:55.5 (553000)|USER_DEBUG|[3]|DEBUG|text`. Rooms write events to
 * whoever collects them; mostly nobody does.
 */
import { isWritten, type LogLevels, USUAL } from './log-levels.ts';
import { current, isRunning, type Transaction } from './transaction.ts';

const slot = Symbol('debug log');

/** The platform cuts logs at 20 MB; this many lines are plenty to read. */
const MAX_LINES = 100_000;

export class DebugLog {
  readonly lines: string[] = [];
  readonly #now: () => number;
  readonly #started = performance.now();
  readonly levels: LogLevels;

  constructor(now: () => number, levels: LogLevels) {
    this.#now = now;
    this.levels = levels;
  }

  write(event: string, ...parts: (string | number)[]): void {
    if (this.lines.length >= MAX_LINES || !isWritten(this.levels, event, parts)) return;
    const time = new Date(this.#now()).toISOString().slice(11, 23);
    const nanoseconds = Math.round((performance.now() - this.#started) * 1e6);
    this.lines.push([`${time} (${nanoseconds})`, event, ...parts].join('|'));
  }
}

/** The log that this transaction writes; begun now when there is none. */
export function debugLog(transaction: Transaction, levels: LogLevels = USUAL): DebugLog {
  let log = transaction.slots.get(slot) as DebugLog | undefined;
  if (!log) transaction.slots.set(slot, (log = new DebugLog(() => transaction.now(), levels)));
  return log;
}

/** Installed by `apex/runtime`: the line at which running Apex stands. */
export const apexLine = { current: (): number => 0 };

/** The log of the running transaction; undefined when nobody collects one. */
export function collectedLog(): DebugLog | undefined {
  return isRunning() ? (current().slots.get(slot) as DebugLog | undefined) : undefined;
}

/** An event of the running code, with its line. */
export function logAtLine(event: string, ...parts: (string | number)[]): void {
  collectedLog()?.write(event, `[${apexLine.current()}]`, ...parts);
}
