/** The formula language, on records of standard objects. */
import { Decimal } from '../../src/apex/runtime/decimal.ts';
import type { FormulaContext } from '../../src/formula/context.ts';
import { evaluate } from '../../src/formula/evaluate.ts';
import { FormulaError } from '../../src/formula/values.ts';
import { standardObject } from '../../src/schema/standard-objects.ts';

const object = standardObject('Account')!;

function context(row: Record<string, unknown>, old?: Record<string, unknown>): FormulaContext {
  return {
    object,
    row,
    old,
    isNew: !old,
    data: { value: (field: { name: string }, values: Record<string, unknown>) => values[field.name] ?? null },
    user: { timeZone: 'America/New_York' },
    now: Date.UTC(2026, 0, 2, 3, 4, 5),
    hasPermission: () => false,
    blankAsZero: false,
    orgName: '',
    orgId: '',
  } as unknown as FormulaContext;
}

test.each<[string, unknown]>([
  ['1 + 2 * 3 ^ 2', '19'],
  ['-(2 - 5) / 4', '0.75'],
  ['IF(AND(Name = "Acme", NOT(ISBLANK(Site))), "yes", "no")', 'yes'],
  ["CASE(Name, 'A', 1, 'Acme', 2, 3)", '2'],
  ['Name & " " & TEXT(NumberOfEmployees)', 'Acme 12'],
  ['LEFT(Name, 2) + RIGHT(Name, 2) + MID(Name, 2, 1)', 'Acmec'],
  ['REGEX("AB-123", "[A-Z]{2}-\\\\d++")', true],
  ['NumberOfEmployees > 11 && NumberOfEmployees <> 13', true],
  ['AnnualRevenue <> 42', null],
  ['AnnualRevenue < 5', false],
  ['ISBLANK(AnnualRevenue)', true],
  ['TEXT(TODAY())', '2026-01-01'],
  ['TEXT(DATE(2024, 2, 29) + 1)', '2024-03-01'],
  ['WEEKDAY(DATE(2026, 1, 1))', '5'],
  ['MOD(-3, 5)', '2'],
  ['ROUND(2.5, 0) + ROUND(-2.5, 0)', '0'],
  ['/* a remark */ CONTAINS("abc:def", "c:d")', true],
])('%s', (text, expected) => {
  const value = evaluate(text, context({ Name: 'Acme', Site: 'x', NumberOfEmployees: 12 }));
  expect(value instanceof Decimal ? value.stripTrailingZeros().toPlainString() : value).toBe(expected);
});

test('changes are seen on update only', () => {
  const updated = context({ Name: 'New' }, { Name: 'Old' });
  expect(evaluate('ISCHANGED(Name) && PRIORVALUE(Name) = "Old"', updated)).toBe(true);
  expect(evaluate('ISCHANGED(Name)', context({ Name: 'New' }))).toBe(false);
});

test.each(['1 +', 'IF(1', 'Nonsense__c', '"open'])('%s is refused', (text) => {
  expect(() => evaluate(text, context({}))).toThrow(FormulaError);
});
