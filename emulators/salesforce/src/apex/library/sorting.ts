/** `List.sort()`: nulls first, then by the values' own order; stable. */
import { SObjectRecord } from '../../schema/record.ts';
import { apexEquals, compareValues, isNumber } from '../runtime/equality.ts';
import { ApexDate } from '../runtime/date.ts';
import { ApexDatetime } from '../runtime/datetime.ts';
import { ApexEnum } from '../runtime/enum.ts';
import { apexError } from '../runtime/exceptions.ts';
import { Bean } from './beans.ts';
import { hasMethod, implementsPlatform, invoke, isUserObject } from '../runtime/object.ts';
import { ApexTime } from '../runtime/time.ts';

/** @throws ListException for values without an order */
export function sortItems(items: unknown[]): void {
  for (const item of items) if (item !== null && !isSortable(item)) notComparable();
  items.sort(compareItems);
}

/** By `comparator.compare(a, b)`, a user's object or the platform's Collator. */
export function sortByComparator(items: unknown[], comparator: unknown): void {
  const compare = (comparator as { compare?: (a: unknown, b: unknown) => number }).compare;
  if (!isUserObject(comparator) && typeof compare === 'function') items.sort((a, b) => compare.call(comparator, a, b));
  else items.sort((a, b) => invoke(comparator, 'compare', [a, b]) as number);
}

function isSortable(item: unknown): boolean {
  if (isUserObject(item)) return implementsPlatform(item.$type, 'System.Comparable') || hasMethod(item, 'compareTo', 1);
  if (typeof item !== 'object') return true;
  return (
    isNumber(item) ||
    item instanceof SObjectRecord ||
    isOption(item) ||
    item instanceof ApexEnum ||
    item instanceof ApexDate ||
    item instanceof ApexDatetime ||
    item instanceof ApexTime
  );
}

function isOption(item: unknown): item is Bean {
  return item instanceof Bean && item.$type === 'System.SelectOption';
}

function notComparable(): never {
  throw apexError('System.ListException', 'One or more of the items in this list is not Comparable.');
}

function compareItems(left: unknown, right: unknown): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  if (isUserObject(left)) return invoke(left, 'compareTo', [right]) as number;
  if (left instanceof SObjectRecord && right instanceof SObjectRecord) return compareRecords(left, right);
  // Options: by value, then by label.
  if (isOption(left) && isOption(right)) {
    return compareItems(left.get('Value'), right.get('Value')) || compareItems(left.get('Label'), right.get('Label'));
  }
  return compareValues(left, right);
}

/** Object label, then Name, then the other standard fields by name, then custom fields; empty first. */
function compareRecords(left: SObjectRecord, right: SObjectRecord): number {
  const byLabel = compareValues(left.object.label, right.object.label);
  if (byLabel !== 0) return byLabel;
  const names = [...new Set([...left.values.keys(), ...right.values.keys()])].sort(
    (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1),
  );
  for (const name of names) {
    const [a, b] = [left.values.get(name) ?? null, right.values.get(name) ?? null];
    if (apexEquals(a, b)) continue;
    if (a === null || b === null) return a === null ? -1 : 1;
    if (isSortable(a) && isSortable(b)) return compareItems(a, b);
  }
  return 0;
}

const rank = (name: string): number => (name === 'Name' ? 0 : name.endsWith('__c') ? 2 : 1);
