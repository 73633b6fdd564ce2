/**
 * What a shop holds, in the shape its webhooks have (REST). Ids are text: they exceed 2^53. Only what the emulator reads is
 * typed; everything else in a document is kept and sent as it is.
 */

export interface Document {
  id: string;
  updated_at?: string;
  [part: string]: unknown;
}

/** Writes a document as Shopify sends it: ids as bare numbers, slashes and ampersands escaped. */
export function serialize(document: unknown): string {
  return write(document, '').replaceAll('/', '\\/').replaceAll('&', '\\u0026');
}

/** Members whose text value is a number on the wire. */
const NUMERIC = /(^|_)id$/;

function write(value: unknown, name: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => write(item, name)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${write(member, key)}`).join(',')}}`;
  }
  if (typeof value === 'string' && NUMERIC.test(name) && /^\d+$/.test(value)) return value;
  return JSON.stringify(value ?? null);
}

/** Reads JSON without losing a digit: integers beyond 2^53 become text, as do all members named `id` or `…_id`. */
export function parse(text: string): unknown {
  const reviver = (key: string, value: unknown, context: { source?: string }): unknown => {
    if (typeof value !== 'number' || context.source === undefined) return value;
    return NUMERIC.test(key) || (!Number.isSafeInteger(value) && /^-?\d+$/.test(context.source))
      ? context.source
      : value;
  };
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}
