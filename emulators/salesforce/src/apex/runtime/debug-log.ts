/** Where `System.debug` writes: to whoever collects the log of a transaction; otherwise nowhere. */
import { apexLine, debugLog, logAtLine } from '../../transaction/debug-log.ts';
import type { Transaction } from '../../transaction/transaction.ts';
import { currentLine } from './stack.ts';

apexLine.current = currentLine;

/** The log of the transaction, begun when there is none. @returns its lines, which grow as code runs */
export function collectDebugLog(transaction: Transaction): string[] {
  return debugLog(transaction).lines;
}

/** `System.debug(level, text)`. */
export function writeDebug(level: string, text: string): void {
  logAtLine('USER_DEBUG', level, text);
}
