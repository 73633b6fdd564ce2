/**
 * CPU time of platform methods whose work grows with what they are given: sorting, copying, text, patterns, JSON. The unit is one
 * statement, as in `stack.ts`. Methods that are not here cost no more than the statement they stand in.
 */
import { SObjectRecord } from '../../schema/record.ts';
import type { Linked } from './library-link.ts';
import { checkText } from './heap.ts';
import { ApexList } from './list.ts';
import { ApexMap } from './map.ts';
import { ApexSet } from './set.ts';
import { charge } from './stack.ts';

/** @param result what the method returned */
type Cost = (parameters: unknown[], result: unknown) => number;

const elements = (value: unknown): number =>
  value instanceof ApexList || value instanceof ApexSet || value instanceof ApexMap ? value.size : 0;
const length = (value: unknown): number => (typeof value === 'string' ? value.length : 0);

const perElement =
  (units: number): Cost =>
  (parameters) =>
    units * parameters.reduce<number>((sum, each) => sum + elements(each), 0);

/** Per character of the texts given and made. */
const perCharacter =
  (units: number): Cost =>
  (parameters, result) =>
    units * parameters.reduce<number>((sum, each) => sum + length(each), length(result) + elements(result));

const sorting: Cost = ([list]) => {
  const size = elements(list);
  const isOfRecords = list instanceof ApexList && list.items[0] instanceof SObjectRecord;
  return (isOfRecords ? 5 : 1) * size * Math.log2(size + 1);
};

const regex = perCharacter(0.3);
const text = perCharacter(0.03);

/** By type, then by method; `*` stands for all others of the type. */
const COSTS: Record<string, Record<string, Cost>> = {
  'system.list': {
    sort: sorting,
    addall: perElement(0.5),
    clone: perElement(0.1),
    deepclone: perElement(20),
    contains: perElement(0.1),
    indexof: perElement(0.1),
    equals: perElement(1),
    hashcode: perElement(1),
    remove: perElement(0.01),
    tostring: perElement(5),
  },
  'system.set': {
    addall: perElement(1),
    removeall: perElement(1),
    retainall: perElement(2),
    containsall: perElement(1),
    clone: perElement(1),
    equals: perElement(1),
    hashcode: perElement(1),
    tostring: perElement(5),
  },
  'system.map': {
    putall: perElement(1),
    values: perElement(0.1),
    clone: perElement(1),
    deepclone: perElement(20),
    equals: perElement(1),
    hashcode: perElement(1),
    tostring: perElement(5),
  },
  'system.string': { split: regex, replaceall: regex, replacefirst: regex, '*': text },
  'system.pattern': { '*': regex },
  'system.matcher': { '*': regex },
  'system.json': { '*': perCharacter(0.2) },
  'system.encodingutil': { '*': perCharacter(0.1) },
  'system.crypto': { '*': () => 200 },
  'system.schema': { getglobaldescribe: () => 2000 },
};

/** The method, with its cost where it has one. @param name `System.List`; @param key `sort()` */
export function withCost(
  name: string,
  key: string,
  implementation: Linked['implementation'],
): Linked['implementation'] {
  const byMethod = COSTS[name.toLowerCase()];
  const cost = byMethod?.[key.toLowerCase().replace(/\(.*$/, '')] ?? byMethod?.['*'];
  if (!cost) return implementation;
  return (...parameters) => {
    const result = implementation(...parameters);
    charge(cost(parameters, result));
    return typeof result === 'string' ? checkText(result) : result;
  };
}
