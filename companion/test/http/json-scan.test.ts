import fc from 'fast-check';
import { isJsonObject, MAX_DEPTH } from '../../src/http/json-scan.ts';

const scan = (text: string) => isJsonObject(Buffer.from(text));

test('takes what JSON.parse takes, when it is an object', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 })), (value) => {
      expect(scan(JSON.stringify(value))).toBe(true);
      expect(scan(JSON.stringify(value, undefined, 2))).toBe(true);
    }),
  );
});

test('a changed byte is taken only when JSON.parse takes it too', () => {
  const parses = (bytes: Buffer) => {
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      return typeof JSON.parse(text) === 'object' && /^\s*\{/.test(text);
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      (value, at, byte) => {
        const bytes = Buffer.from(JSON.stringify(value));
        bytes[at % bytes.length] = byte;
        expect(isJsonObject(bytes)).toBe(parses(bytes));
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  '',
  ' ',
  '[]',
  '"a"',
  '1',
  'null',
  '{',
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  '{"a":1}}',
  '{"a":01}',
  '{"a":tru}',
  '{"a":"b}',
  '{"a":1}x',
  '{a:1}',
  '{"a":[1,]}',
  '{"a":{"b":}}',
  '{"a":"\\x"}',
  '{"a":"\\u12g4"}',
  '{"a":1.}',
  '{"a":-}',
  '{"a":1e}',
  '{"a":"\u0001"}',
])('refuses %j', (text) => {
  expect(scan(text)).toBe(false);
});

test('refuses what is nested too deep, without a stack overflow', () => {
  expect(scan(`{"a":${'['.repeat(MAX_DEPTH - 1)}${']'.repeat(MAX_DEPTH - 1)}}`)).toBe(true);
  expect(scan(`{"a":${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}}`)).toBe(false);
  expect(scan(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toBe(false);
});

test('refuses bytes that are no UTF-8', () => {
  expect(isJsonObject(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toBe(false);
});
