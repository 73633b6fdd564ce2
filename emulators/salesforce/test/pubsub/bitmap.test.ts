import { bitmap, nestedBitmaps } from '../../src/pubsub/bitmap.ts';

test('positions become bits from the right, upper case, an even number of digits', () => {
  expect(bitmap([1, 2, 6, 8])).toBe('0x0146');
  expect(bitmap([])).toBe('0x00');
  expect(bitmap([70])).toBe(`0x40${'0'.repeat(16)}`);
  expect(nestedBitmaps(new Map([[3, [1, 2]]]))).toEqual(['3-0x06']);
});
