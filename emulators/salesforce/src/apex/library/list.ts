/** System.List. */
import { SObjectRecord } from '../../schema/record.ts';
import type { ObjectInfo } from '../../schema/model.ts';
import { current } from '../../transaction/transaction.ts';
import { iterate } from '../runtime/collections.ts';
import { apexEquals, hashOf } from '../runtime/equality.ts';
import { apexError } from '../runtime/exceptions.ts';
import { grow, sizeOf } from '../runtime/heap.ts';
import { ApexList } from '../runtime/list.ts';
import { mayStore } from '../runtime/storing.ts';
import { toApexString } from '../runtime/printing.ts';
import type { ApexSet } from '../runtime/set.ts';
import type { Type } from '../types/type.ts';
import { definePlatformType, type CallSite } from './define.ts';
import { ApexIterator } from './iterators.ts';
import { cloneRecord } from './record-clone.ts';
import { sobjectToken } from './schema/tokens.ts';
import { sortByComparator, sortItems } from './sorting.ts';
import { argument, elementOf } from './support.ts';

function inBounds(index: number, size: number): number {
  if (argument(index) < 0 || index >= size)
    throw apexError('System.ListException', `List index out of bounds: ${index}`);
  return index;
}

function declared(list: ApexList): ApexList {
  list.isDeclared = true;
  return list;
}

const copyOf = (source: Iterable<unknown>, site: CallSite): ApexList =>
  declared(new ApexList(elementOf(site.receiver), [...source]));

/** @throws ListException for elements that are no records */
function deepClone(list: ApexList, ...keep: boolean[]): ApexList {
  const clones = list.items.map((item) => {
    if (item === null) return null;
    if (!(item instanceof SObjectRecord))
      throw apexError('System.ListException', 'deepClone is only supported for lists of sObjects');
    return cloneRecord(item, keep[0] ?? false, true, keep[1] ?? false, keep[2] ?? false);
  });
  return new ApexList(list.elementType, clones);
}

function append(list: ApexList, item: unknown): void {
  if (list.isDeclared) mayStore(list, item);
  list.items.push(item);
  list.changes++;
  grow(list, sizeOf(item));
}

function removeAt(list: ApexList, index: number): unknown {
  list.changes++;
  const [item] = list.items.splice(inBounds(index, list.items.length), 1);
  list.bytes -= sizeOf(item);
  return item;
}

function appendAll(list: ApexList, values: ApexList | ApexSet): void {
  // A list may be added to itself.
  for (const value of [...argument(values)]) append(list, value);
}

function indexOf(list: ApexList, wanted: unknown): number {
  const exact = typeof wanted === 'string' || wanted === null;
  return exact ? list.items.indexOf(wanted) : list.items.findIndex((item) => apexEquals(item, wanted));
}

/** Undefined for SObject itself, and for what is no record. */
function objectOf(type: Type): ObjectInfo | undefined {
  if (type.kind !== 'sobject') return undefined;
  return type.object ?? (type.name === 'AggregateResult' ? current().org.schema.object(type.name) : undefined);
}

definePlatformType({
  name: 'System.List',
  constructors: {
    '()': (site: CallSite) => declared(new ApexList(elementOf(site.receiver))),
    '(Integer)': (size: number, site: CallSite) => {
      if (argument(size) < 0) throw apexError('System.ListException', `List size cannot be negative: ${size}`);
      return new ApexList(elementOf(site.receiver), new Array<unknown>(size).fill(null));
    },
    '(List<Object>)': (source: ApexList, site: CallSite) => copyOf(argument(source), site),
    '(Set<Object>)': (source: ApexSet, site: CallSite) => copyOf(argument(source), site),
    '(Iterable<Object>)': (source: unknown, site: CallSite) => copyOf(iterate(source), site),
  },
  needsCallSite: ['()', '(Integer)', '(List<Object>)', '(Set<Object>)', '(Iterable<Object>)'],
  instance: {
    'add(Object)': append,
    'add(Integer,Object)': (list: ApexList, index: number, item: unknown) => {
      list.changes++;
      mayStore(list, item);
      list.items.splice(inBounds(index, list.items.length + 1), 0, item);
      grow(list, sizeOf(item));
    },
    addAll: appendAll,
    'clear()': (list: ApexList) => {
      list.changes++;
      list.items.length = 0;
      list.bytes = 0;
    },
    'contains(Object)': (list: ApexList, item: unknown) => indexOf(list, item) >= 0,
    'indexOf(Object)': indexOf,
    'get(Integer)': (list: ApexList, index: number) => list.items[inBounds(index, list.items.length)],
    'set(Integer,Object)': (list: ApexList, index: number, item: unknown) => {
      mayStore(list, item);
      list.items[inBounds(index, list.items.length)] = item;
    },
    'remove(Integer)': removeAt,
    'isEmpty()': (list: ApexList) => list.items.length === 0,
    'size()': (list: ApexList) => list.items.length,
    'iterator()': (list: ApexList) => new ApexIterator(list.items),
    'getSObjectType()': (list: ApexList) => {
      const object = objectOf(list.elementType);
      return object ? sobjectToken(object) : null;
    },
    'clone()': (list: ApexList) => new ApexList(list.elementType, [...list.items]),
    deepClone,
    'sort()': (list: ApexList) => sortItems(list.items),
    'sort(Comparator<Object>)': (list: ApexList, comparator: unknown) =>
      sortByComparator(list.items, argument(comparator)),
    'equals(List<Object>)': (list: ApexList, other: unknown) => apexEquals(list, other),
    'hashCode()': (list: ApexList) => hashOf(list),
    'toString()': (list: ApexList) => toApexString(list),
  },
});
