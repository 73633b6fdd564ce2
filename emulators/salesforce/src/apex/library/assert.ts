/** System.Assert, and the assertions of System.System. Failures pass every `catch` of Apex code. */
import { apexEquals } from '../runtime/equality.ts';
import { apexError } from '../runtime/exceptions.ts';
import { toId } from '../runtime/ids.ts';
import { isInstance } from '../runtime/instances.ts';
import { toApexString } from '../runtime/printing.ts';
import { definePlatformType } from './define.ts';
import type { ApexType } from './type.ts';
import { argument } from './support.ts';

/** `Assertion Failed: message: Expected: 1, Actual: 2`. */
function fail(message: unknown, details?: string): never {
  const parts = ['Assertion Failed'];
  if (message !== undefined && message !== null) parts.push(toApexString(message));
  if (details !== undefined) parts.push(details);
  throw apexError('System.AssertException', parts.join(': '));
}

export function assertTrue(condition: boolean | null, message?: unknown): void {
  if (condition !== true) fail(message);
}

/** An Id and the 15 characters of the same one are equal. */
function areSame(left: unknown, right: unknown): boolean {
  if (apexEquals(left, right)) return true;
  if (typeof left !== 'string' || typeof right !== 'string' || left.length + right.length !== 15 + 18) return false;
  const [short, long] = left.length === 15 ? [left, right] : [right, left];
  return long.startsWith(short) && /^[a-zA-Z0-9]{15}$/.test(short) && toId(short) === long;
}

export function assertEqual(expected: unknown, actual: unknown, message?: unknown): void {
  if (!areSame(expected, actual)) fail(message, `Expected: ${toApexString(expected)}, Actual: ${toApexString(actual)}`);
}

export function assertNotEqual(expected: unknown, actual: unknown, message?: unknown): void {
  if (areSame(expected, actual)) fail(message, `Same value: ${toApexString(expected)}`);
}

definePlatformType({
  name: 'System.Assert',
  statics: {
    areEqual: assertEqual,
    areNotEqual: assertNotEqual,
    fail: (message?: string) => fail(message),
    isTrue: (condition: boolean | null, message?: string) => {
      if (condition !== true)
        fail(message, message === undefined ? `Expected: true, Actual: ${toApexString(condition)}` : undefined);
    },
    isFalse: (condition: boolean | null, message?: string) => {
      if (condition !== false)
        fail(message, message === undefined ? `Expected: false, Actual: ${toApexString(condition)}` : undefined);
    },
    isNull: (value: unknown, message?: string) => {
      if (value !== null) fail(message, `Expected: null, Actual: ${toApexString(value)}`);
    },
    isNotNull: (value: unknown, message?: string) => {
      if (value === null) fail(message, 'Expected: not null, Actual: null');
    },
    isInstanceOfType: (value: unknown, type: ApexType, message?: string) => {
      if (!isInstance(value, argument(type).type))
        fail(message, `Expected type: ${type.type.name}, Actual: ${toApexString(value)}`);
    },
    isNotInstanceOfType: (value: unknown, type: ApexType, message?: string) => {
      if (isInstance(value, argument(type).type)) fail(message, `Unexpected type: ${type.type.name}`);
    },
  },
});
