/** Field bitmaps of change events: hexadecimal, big-endian, bit i (from the right) for the i-th field. */

/** `[1, 2, 6, 8]` → `0x0146`: upper case, an even number of digits. */
export function bitmap(positions: number[]): string {
  let bits = 0n;
  for (const position of positions) bits |= 1n << BigInt(position);
  const digits = bits.toString(16).toUpperCase();
  return `0x${digits.length % 2 === 1 ? '0' : ''}${digits}`;
}

/** Compound fields: position of the field → positions inside it, `3-0x06`. */
export function nestedBitmaps(nested: Map<number, number[]>): string[] {
  return [...nested].map(([parent, positions]) => `${parent}-${bitmap(positions)}`);
}
