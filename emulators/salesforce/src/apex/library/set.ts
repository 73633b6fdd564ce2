/** System.Set. */
import { iterate } from '../runtime/collections.ts';
import { apexEquals, hashOf } from '../runtime/equality.ts';
import type { ApexList } from '../runtime/list.ts';
import { toApexString } from '../runtime/printing.ts';
import { ApexSet } from '../runtime/set.ts';
import { definePlatformType, type CallSite } from './define.ts';
import { ApexIterator } from './iterators.ts';
import { argument, elementOf } from './support.ts';

type Values = ApexList | ApexSet;

function addAll(set: ApexSet, values: Values): boolean {
  let isChanged = false;
  for (const value of [...argument(values)]) isChanged = set.add(value) || isChanged;
  return isChanged;
}

function removeAll(set: ApexSet, values: Values): boolean {
  let isChanged = false;
  for (const value of [...argument(values)]) isChanged = set.delete(value) || isChanged;
  return isChanged;
}

function retainAll(set: ApexSet, values: Values): boolean {
  const kept = new ApexSet(set.elementType, argument(values));
  return removeAll(
    set,
    new ApexSet(
      set.elementType,
      set.toArray().filter((each) => !kept.has(each)),
    ),
  );
}

function containsAll(set: ApexSet, values: Values): boolean {
  for (const value of argument(values)) if (!set.has(value)) return false;
  return true;
}

definePlatformType({
  name: 'System.Set',
  constructors: {
    '()': (site: CallSite) => new ApexSet(elementOf(site.receiver)),
    '(Set<Object>)': (source: ApexSet, site: CallSite) => new ApexSet(elementOf(site.receiver), argument(source)),
    '(List<Object>)': (source: ApexList, site: CallSite) => new ApexSet(elementOf(site.receiver), argument(source)),
    '(Iterable<Object>)': (source: unknown, site: CallSite) => new ApexSet(elementOf(site.receiver), iterate(source)),
  },
  needsCallSite: ['()', '(Set<Object>)', '(List<Object>)', '(Iterable<Object>)'],
  instance: {
    'add(Object)': (set: ApexSet, value: unknown) => set.add(value),
    addAll,
    'clear()': (set: ApexSet) => set.clear(),
    'contains(Object)': (set: ApexSet, value: unknown) => set.has(value),
    containsAll,
    'isEmpty()': (set: ApexSet) => set.size === 0,
    'iterator()': (set: ApexSet) => new ApexIterator(set),
    'remove(Object)': (set: ApexSet, value: unknown) => set.delete(value),
    removeAll,
    retainAll,
    'size()': (set: ApexSet) => set.size,
    'clone()': (set: ApexSet) => new ApexSet(set.elementType, set),
    equals: (set: ApexSet, other: unknown) => apexEquals(set, other),
    'hashCode()': (set: ApexSet) => hashOf(set),
    'toString()': (set: ApexSet) => toApexString(set),
  },
});
