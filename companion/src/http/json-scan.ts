/**
 * Is this one well-formed JSON object, not nested too deep? One pass over the bytes, nothing built: the answer 200 must not wait for a
 * parser, and a body that no parser would take must not be stored. Takes exactly what `JSON.parse` takes, up to the depth.
 */
import { isUtf8 } from 'node:buffer';

/** Deeper than any Shopify payload, far below what overflows a parser's stack. */
export const MAX_DEPTH = 256;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** 1 for what goes on inside a string; quote, backslash and control characters stop the run. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === QUOTE || byte === BACKSLASH ? 0 : 1,
);
const ESCAPES = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));
const LETTER_U = 0x75;
const LITERALS = ['true', 'false', 'null'].map((word) => Buffer.from(word));
const MINUS = 0x2d;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isHex = (byte: number | undefined): boolean =>
  isDigit(byte) || (byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

/** Index of the first byte that is no white space. */
function skip(bytes: Buffer, start: number): number {
  let i = start;
  while (i < bytes.length) {
    const byte = bytes[i] as number;
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) break;
    i++;
  }
  return i;
}

/** Index after the closing quote of a string whose text begins at `start`; -1 when it is broken. */
function stringEnd(bytes: Buffer, start: number): number {
  const end = bytes.length;
  let i = start;
  while (i < end) {
    const byte = bytes[i] as number;
    if (PLAIN[byte] === 1) i++;
    else if (byte === QUOTE) return i + 1;
    else if (byte !== BACKSLASH) return -1;
    else if (bytes[i + 1] === LETTER_U) {
      for (let n = 2; n < 6; n++) if (!isHex(bytes[i + n])) return -1;
      i += 6;
    } else if (ESCAPES.has(bytes[i + 1] ?? 0)) i += 2;
    else return -1;
  }
  return -1;
}

function digitsEnd(bytes: Buffer, start: number): number {
  let i = start;
  while (isDigit(bytes[i])) i++;
  return i > start ? i : -1;
}

/** Index after a number; -1 when it is none. */
function numberEnd(bytes: Buffer, start: number): number {
  let i = bytes[start] === MINUS ? start + 1 : start;
  i = bytes[i] === 0x30 ? i + 1 : digitsEnd(bytes, i);
  if (i > 0 && bytes[i] === 0x2e) i = digitsEnd(bytes, i + 1);
  if (i > 0 && ((bytes[i] ?? 0) | 0x20) === 0x65)
    i = digitsEnd(bytes, bytes[i + 1] === 0x2b || bytes[i + 1] === MINUS ? i + 2 : i + 1);
  return i;
}

/** Index after a number, `true`, `false` or `null`; -1 when it is neither. */
function scalarEnd(bytes: Buffer, start: number): number {
  const first = bytes[start];
  if (first === MINUS || isDigit(first)) return numberEnd(bytes, start);
  for (const word of LITERALS)
    if (word[0] === first && word.compare(bytes, start, Math.min(start + word.length, bytes.length)) === 0)
      return start + word.length;
  return -1;
}

export function isJsonObject(bytes: Buffer): boolean {
  const isObject = new Uint8Array(MAX_DEPTH + 1);
  let depth = 1;
  let i = skip(bytes, 0);
  if (bytes[i] !== OPEN_OBJECT) return false;
  i++;
  isObject[1] = 1;
  let isFresh = true;
  for (;;) {
    // A member of an object, or an element of an array; a container just opened may also close.
    if (isObject[depth] === 1) {
      if (bytes[i] !== QUOTE) i = skip(bytes, i);
      if (bytes[i] === QUOTE) {
        i = stringEnd(bytes, i + 1);
        if (i < 0) return false;
        if (bytes[i] !== COLON) i = skip(bytes, i);
        if (bytes[i] !== COLON) return false;
        i++;
        isFresh = false;
      } else if (!isFresh || bytes[i] !== CLOSE_OBJECT) return false;
    }
    i = skip(bytes, i);
    const byte = bytes[i];
    if (byte === QUOTE) i = stringEnd(bytes, i + 1);
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (++depth > MAX_DEPTH) return false;
      isObject[depth] = byte === OPEN_OBJECT ? 1 : 0;
      isFresh = true;
      i++;
      continue;
    } else if (!isFresh || byte !== (isObject[depth] === 1 ? CLOSE_OBJECT : CLOSE_ARRAY)) i = scalarEnd(bytes, i);
    if (i < 0) return false;
    // After a value: a comma, or the ends of as many containers as close here.
    for (;;) {
      i = skip(bytes, i);
      const next = bytes[i];
      i++;
      if (next === COMMA) break;
      if (next !== (isObject[depth] === 1 ? CLOSE_OBJECT : CLOSE_ARRAY)) return false;
      if (--depth === 0) return skip(bytes, i) === bytes.length && isUtf8(bytes);
    }
    isFresh = false;
  }
}
