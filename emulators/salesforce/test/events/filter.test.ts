import { Decimal } from '../../src/apex/runtime/decimal.ts';
import { compileFilter } from '../../src/events/filter.ts';

const values: Record<string, unknown> = {
  Audience__c: 'companion',
  N__c: Decimal.fromString('12.5'),
  Flag__c: true,
  Empty__c: null,
};

test.each([
  ["Audience__c = 'companion'", true],
  ["Audience__c = 'COMPANION'", true],
  ["Audience__c != 'companion'", false],
  ["Audience__c IN ('a', 'companion') AND N__c > 12", true],
  ["Audience__c NOT IN ('a', 'b')", true],
  ['(N__c < 12 OR Flag__c = true) AND Empty__c = null', true],
  ['NOT Flag__c = true', false],
  ["Audience__c LIKE 'comp%'", true],
  ['Empty__c != null', false],
  ['N__c >= 12.5', true],
])('%s is %s', (expression, expected) => {
  expect(compileFilter(expression)((name) => values[name])).toBe(expected);
});

test.each(['Audience__c = ', 'Owner.Name = 1', 'A__c ~ 1', "A__c = 'x' B__c"])('%s is refused', (expression) => {
  expect(() => compileFilter(expression)).toThrow(/filter expression/);
});
