/**
 * Record ids: 3 characters of key prefix, 3 of the instance, 9 of a base-62 serial number, 3 of checksum. Deterministic: the same
 * inserts give the same ids. The instance keeps them apart from those that tests make up, `001000000000001`.
 */
const INSTANCE = 'Em0';
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 3 characters that make a 15-character id safe to compare without case. */
export function checksum(id: string): string {
  let result = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let i = 0; i < 5; i++) {
      const code = id.charCodeAt(block + i);
      if (code >= 65 && code <= 90) bits |= 1 << i;
    }
    result += CHECK[bits]!;
  }
  return result;
}

/** @param prefix 3 characters @param serial 1, 2, 3 … */
export function makeId(prefix: string, serial: number): string {
  let text = '';
  for (let rest = serial; rest > 0; rest = Math.floor(rest / 62)) text = DIGITS[rest % 62]! + text;
  const id = prefix + INSTANCE + text.padStart(9, '0');
  return id + checksum(id);
}

/** 18 characters for a well-formed id of 15 or 18; undefined for anything else. */
export function normalId(text: string): string | undefined {
  if (text.length === 15) return /^[a-zA-Z0-9]{15}$/.test(text) ? text + checksum(text) : undefined;
  if (text.length !== 18 || !/^[a-zA-Z0-9]{18}$/.test(text)) return undefined;
  if (checksum(text) === text.slice(15)) return text;
  return restoreCase(text);
}

/** An id that lost its case on the way is mended by its checksum. */
function restoreCase(text: string): string | undefined {
  let id = '';
  for (let block = 0; block < 3; block++) {
    const bits = CHECK.indexOf(text[15 + block]!.toUpperCase());
    if (bits < 0) return undefined;
    for (let i = 0; i < 5; i++) {
      const letter = text[block * 5 + i]!;
      id += bits & (1 << i) ? letter.toUpperCase() : letter.toLowerCase();
    }
  }
  const mended = id + text.slice(15).toUpperCase();
  return checksum(mended) === mended.slice(15) ? mended : undefined;
}
