/** Lossless JSON: an id is never a JavaScript number. */
import { CompanionError } from '../errors.ts';

/** Integers of 16 digits and more lose digits as doubles. A false hit costs time, never correctness. */
const LONG_INTEGER = /[:[,]\s*-?\d{16}/;

/** JSON.parse, with integers beyond 2^53 as text. @throws CompanionError DOCUMENT_INVALID */
export function parseLossless(text: string): unknown {
  try {
    if (!LONG_INTEGER.test(text)) return JSON.parse(text);
    const reviver = (_key: string, value: unknown, context: { source?: string }): unknown =>
      typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context.source ?? '')
        ? context.source
        : value;
    return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
  } catch (cause) {
    throw new CompanionError('DOCUMENT_INVALID', 'the body is not JSON', { cause });
  }
}
