/** Numbers, text and comparison operators. */
import { Decimal } from '../../src/apex/runtime/decimal.ts';
import { ApexDouble } from '../../src/apex/runtime/double.ts';
import { runtime } from '../../src/apex/runtime/runtime.ts';
import { run } from './harness.ts';

test.each<[string, string, unknown]>([
  ['Integer', 'Integer x = 2147483647; return x + 1;', -2147483648],
  ['Long', 'Long x = 365*24*60*60*1000; return x;', 1471228928n],
  ['Long', 'Integer i = 2; Long l = i; return l * 3000000000L;', 6000000000n],
  ['Integer', 'return 7 / 2 * -1;', -3],
  ['Integer', 'return -8 >>> 1;', 2147483644],
  ['Integer', 'return (5 & 3) | (8 ^ 2);', 11],
  ['Integer', 'Integer i = 1; Integer j = i++ + ++i; i += j; i -= 2; i *= 3; return i;', 15],
  ['Boolean', 'Integer n; return n < 5;', false],
  ['Boolean', 'Integer n; return n == null;', true],
  ['Boolean', "return 'abc' == 'ABC';", true],
  ['Boolean', "return 'abc' === 'ABC';", false],
  ['Boolean', "String s; return s < 'a';", true],
  ['Boolean', 'return 1 == 1.00;', true],
  ['Boolean', 'return true & !false;', true],
  ['String', "String s; Integer i = 3; s += i; return 'a' + s + null + 1.50;", 'anull3null1.50'],
  ['String', "return 1 + 2 + 'x' + 1 + 2;", '3x12'],
  ['Integer', 'return (Integer) 3.99;', 3],
  ['Integer', 'Long l = 4294967298L; return (Integer) l;', 2],
])('%s: %s', (type, body, expected) => {
  expect(run(type, body)).toEqual(expected);
});

test('division of Integers is exact only after widening', () => {
  expect(run('Double', 'return 5 / 3;')).toEqual(new ApexDouble(1));
  expect(run('Decimal', 'Decimal d = 1.10; return d + 2.20;')).toEqual(Decimal.fromString('3.30'));
  expect(run('Decimal', 'return 1.50 * 2.0;')).toEqual(Decimal.fromString('3.000'));
});

test.each([
  ['return 1 / 0;', 'System.MathException: Divide by 0'],
  ['Integer i; return i + 1;', 'System.NullPointerException: Attempt to de-reference a null object'],
  ['Boolean b; if (b) { return 1; } return 2;', 'System.NullPointerException: Attempt to de-reference a null object'],
  ['Integer[] a = new Integer[2]; return a[2];', 'System.ListException: List index out of bounds: 2'],
])('%s throws', (body, message) => {
  expect(() => run('Integer', body)).toThrow(message);
});

/** How often it calls what the runtime offers emitted code. */
function runtimeCalls(action: () => void): number {
  const spies = Object.entries(runtime)
    .filter(([, value]) => typeof value === 'function' && /^function/.test(String(value)))
    .map(([name]) => jest.spyOn(runtime as unknown as Record<string, () => unknown>, name));
  try {
    action();
    return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

// What they take is the benchmark's: `npm run bench -- apex`.
test('additions of Integers are additions: more of them do not call the runtime more often', () => {
  const loop = (count: number, work: string): string =>
    `Integer sum = 0; String s = ''; for (Integer i = 0; i < ${count}; i++) { ${work} } return sum;`;
  expect(run('Integer', loop(10_000_000, 'sum = sum + i;'))).toBe(-2014260032);
  const calls = (work: string): number => runtimeCalls(() => void run('Integer', loop(1_000, work)));
  const idle = calls('');
  expect(calls('sum = sum + i; sum = sum + i; sum = i + sum;')).toBe(idle);
  expect(calls('s = s + i;')).toBeGreaterThanOrEqual(idle + 1_000);
});
