/** Variables may have the names of types: what their names mean inside and beside them. */
import { createOrg } from '../../src/org/org.ts';

const { org } = createOrg();

function run(code: string): string {
  const result = org.transaction({ user: org.security.admin(), kind: 'sync' }, (transaction) =>
    org.apex.executeAnonymous(code, transaction),
  );
  return result.compileProblem ?? result.exceptionMessage ?? 'fine';
}

test.each([
  'Double double = 5; while (double > 1) { double = double - 1; double--; } Assert.areEqual(1, double);',
  'Double double = 1.5; for (Double d = double; d < 3; d += double) { double += d; } Assert.areEqual(3, double);',
  'for (Double double : new List<Double>{ 1, 2 }) { Assert.isTrue((double) * 2 > 1 && -double < 0); }',
  'Integer integer = 3; integer += 2; integer++; Assert.areEqual(6, integer);',
  'Decimal decimal = 3.5; Assert.areEqual(1, decimal.scale()); Long long = 3L; Assert.areEqual(3, long.intValue());',
  'Date date = Date.today(); Time time = Time.newInstance(1, 2, 3, 4); Assert.areEqual(1, time.hour()); Assert.isTrue(date.year() > 2000);',
  'class A { Double double { get; set; } A(Double double) { this.double = double; } } Assert.areEqual(2, new A(2).double);',
])('%s', (code) => {
  expect(run(code)).toBe('fine');
});

test('a variable hides the type of its name', () => {
  expect(run("String string = 'a'; string = String.valueOf(1);")).toMatch(/^Static method cannot be referenced/);
});
