/** Record ids: 15 case-sensitive characters, or 18 with a checksum that makes them safe to compare without case. */
import { apexError } from './exceptions.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

function suffix(id: string): string {
  let result = '';
  for (let block = 0; block < 3; block++) {
    let bits = 0;
    for (let i = 0; i < 5; i++) {
      const code = id.charCodeAt(block * 5 + i);
      if (code >= 65 && code <= 90) bits |= 1 << i;
    }
    result += ALPHABET[bits]!;
  }
  return result;
}

/** Whether a text is a well-formed id of 18 characters with the right checksum, or of 15. */
export function isId(text: string): boolean {
  if (text.length !== 18 && text.length !== 15) return false;
  if (!/^[a-zA-Z0-9]+$/.test(text) || !/[0-9]/.test(text)) return false;
  if (text.length === 15) return false;
  // Made-up ids of tests have no checksum, but zeros after the key prefix.
  return suffix(text).toLowerCase() === text.slice(15).toLowerCase() || /^\w{3}0{6}/.test(text);
}

/** 18 characters. @throws StringException `Invalid id: x` */
export function toId(text: string | null): string | null {
  if (text === null) return null;
  const trimmed = text.trim();
  if (/^[a-zA-Z0-9]{15}$/.test(trimmed)) return trimmed + suffix(trimmed);
  if (/^[a-zA-Z0-9]{18}$/.test(trimmed)) return withCase(trimmed);
  throw apexError('System.StringException', `Invalid id: ${text}`);
}

/**
 * The checksum says which letters are upper case, so an id that went through a case-insensitive system is mended. One without a sound
 * checksum passes as it is, as on the platform: tests make up ids.
 */
function withCase(id: string): string {
  if (suffix(id) === id.slice(15)) return id;
  let result = '';
  for (let block = 0; block < 3; block++) {
    const bits = ALPHABET.indexOf(id[15 + block]!.toUpperCase());
    if (bits < 0) return id;
    for (let i = 0; i < 5; i++) {
      const letter = id[block * 5 + i]!;
      result += bits & (1 << i) ? letter.toUpperCase() : letter.toLowerCase();
    }
  }
  const mended = result + id.slice(15).toUpperCase();
  return suffix(mended) === mended.slice(15) ? mended : id;
}
