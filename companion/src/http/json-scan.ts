/**
 * Is this one well-formed JSON object, not nested too deep? One pass over the bytes, nothing built: the answer 200 must not wait for a
 * parser, and a body that no parser would take must not be stored.
 */
import { isUtf8 } from 'node:buffer';

/** Deeper than any Shopify payload, far below what overflows a parser's stack. */
export const MAX_DEPTH = 256;

const OBJECT = 1;
const ARRAY = 2;

/** What comes next. */
const VALUE = 0;
const KEY_OR_END = 1;
const KEY = 2;
const VALUE_OR_END = 3;
const AFTER_VALUE = 4;

/** Index after the closing quote; -1 when the string does not end or holds a control character. */
function stringEnd(bytes: Uint8Array, start: number): number {
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === 0x22) return i + 1;
    if (byte === 0x5c) i++;
    else if (byte < 0x20) return -1;
  }
  return -1;
}

const isDelimiter = (byte: number | undefined): boolean =>
  byte === undefined || byte === 0x2c || byte === 0x7d || byte === 0x5d || byte <= 0x20;

const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** Index after a number or word; -1 when it is neither. */
function scalarEnd(bytes: Buffer, start: number): number {
  let i = start;
  while (!isDelimiter(bytes[i])) i++;
  return i > start && i - start < 400 && SCALAR.test(bytes.toString('latin1', start, i)) ? i : -1;
}

export function isJsonObject(bytes: Buffer): boolean {
  const stack = new Uint8Array(MAX_DEPTH + 1);
  let depth = 0;
  let state = VALUE;
  let i = 0;
  while (i < bytes.length) {
    const byte = bytes[i] as number;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      i++;
      continue;
    }
    if (state === AFTER_VALUE) {
      if (depth === 0) return false;
      if (byte === 0x2c) state = stack[depth] === OBJECT ? KEY : VALUE;
      else if (byte === (stack[depth] === OBJECT ? 0x7d : 0x5d)) depth--;
      else return false;
      i++;
    } else if (state === KEY || state === KEY_OR_END) {
      if (byte === 0x7d && state === KEY_OR_END) {
        depth--;
        state = AFTER_VALUE;
        i++;
        continue;
      }
      i = byte === 0x22 ? stringEnd(bytes, i + 1) : -1;
      if (i < 0) return false;
      while (bytes[i] === 0x20 || bytes[i] === 0x0a || bytes[i] === 0x0d || bytes[i] === 0x09) i++;
      if (bytes[i] !== 0x3a) return false;
      state = VALUE;
      i++;
    } else if (byte === 0x7b || (byte === 0x5b && depth > 0)) {
      if (++depth > MAX_DEPTH) return false;
      stack[depth] = byte === 0x7b ? OBJECT : ARRAY;
      state = byte === 0x7b ? KEY_OR_END : VALUE_OR_END;
      i++;
    } else if (depth === 0) return false;
    else if (byte === 0x5d && state === VALUE_OR_END) {
      depth--;
      state = AFTER_VALUE;
      i++;
    } else {
      i = byte === 0x22 ? stringEnd(bytes, i + 1) : scalarEnd(bytes, i);
      if (i < 0) return false;
      state = AFTER_VALUE;
    }
  }
  return depth === 0 && state === AFTER_VALUE && isUtf8(bytes);
}
