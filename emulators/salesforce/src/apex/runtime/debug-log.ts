/** Where `System.debug` writes: to whoever collects the log of a transaction; otherwise nowhere. */
import { current, isRunning, type Transaction } from '../../transaction/transaction.ts';
import { currentLine } from './stack.ts';

const slot = Symbol('debug log');

/** Starts a log for the transaction. @returns the lines, which grow as code runs */
export function collectDebugLog(transaction: Transaction): string[] {
  const lines: string[] = [];
  transaction.slots.set(slot, lines);
  return lines;
}

/** `System.debug(level, text)`. */
export function writeDebug(level: string, text: string): void {
  if (!isRunning()) return;
  const lines = current().slots.get(slot) as string[] | undefined;
  if (!lines) return;
  const time = new Date(current().now()).toISOString().slice(11, 23);
  lines.push(`${time} (${lines.length})|USER_DEBUG|[${currentLine()}]|${level}|${text}`);
}
