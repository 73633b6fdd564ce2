/** System.Map. */
import { SObjectRecord } from '../../schema/record.ts';
import { apexEquals, hashOf } from '../runtime/equality.ts';
import { apexError, nn } from '../runtime/exceptions.ts';
import { ApexList } from '../runtime/list.ts';
import { ApexMap } from '../runtime/map.ts';
import { toApexString } from '../runtime/printing.ts';
import { definePlatformType, type CallSite } from './define.ts';
import { cloneRecord } from './record-clone.ts';
import { sobjectToken } from './schema/tokens.ts';
import { argument, elementOf } from './support.ts';

/** Keyed by Id. @throws ListException of a constructor for rows without one, and for two with the same; `putAll` takes both */
function putRecords(map: ApexMap, list: ApexList, isNew: boolean): void {
  argument(list).items.forEach((item, index) => {
    const id = (nn(item) as SObjectRecord).id;
    if (isNew && id === null) throw apexError('System.ListException', `Row with null Id at index: ${index}`);
    if (isNew && map.has(id)) throw apexError('System.ListException', `Row with duplicate Id at index: ${index}`);
    map.put(id, item);
  });
}

function putAll(map: ApexMap, source: ApexMap | ApexList): void {
  if (source instanceof ApexList) return putRecords(map, source, false);
  for (const { key, value } of [...argument(source).entries()]) map.put(key, value);
}

const entriesOf = (map: ApexMap): [unknown, unknown][] => [...map.entries()].map(({ key, value }) => [key, value]);

definePlatformType({
  name: 'System.Map',
  constructors: {
    '()': (site: CallSite) => new ApexMap(elementOf(site.receiver, 0), elementOf(site.receiver, 1)),
    '(Map<Object,Object>)': (source: ApexMap, site: CallSite) =>
      new ApexMap(elementOf(site.receiver, 0), elementOf(site.receiver, 1), entriesOf(argument(source))),
    '(List<SObject>)': (source: ApexList, site: CallSite) => {
      const map = new ApexMap(elementOf(site.receiver, 0), elementOf(site.receiver, 1));
      putRecords(map, source, true);
      return map;
    },
  },
  needsCallSite: ['()', '(Map<Object,Object>)', '(List<SObject>)'],
  instance: {
    'clear()': (map: ApexMap) => map.clear(),
    'containsKey(Object)': (map: ApexMap, key: unknown) => map.has(key),
    'get(Object)': (map: ApexMap, key: unknown) => map.get(key),
    'put(Object,Object)': (map: ApexMap, key: unknown, value: unknown) => map.put(key, value),
    putAll,
    'remove(Object)': (map: ApexMap, key: unknown) => map.delete(key),
    'isEmpty()': (map: ApexMap) => map.size === 0,
    'size()': (map: ApexMap) => map.size,
    'keySet()': (map: ApexMap) => map.keySet(),
    'values()': (map: ApexMap) => new ApexList(map.valueType, [...map.values()]),
    'getSObjectType()': (map: ApexMap) =>
      map.valueType.kind === 'sobject' && map.valueType.object ? sobjectToken(map.valueType.object) : null,
    'clone()': (map: ApexMap) => new ApexMap(map.keyType, map.valueType, entriesOf(map)),
    'deepClone()': (map: ApexMap) =>
      new ApexMap(
        map.keyType,
        map.valueType,
        entriesOf(map).map(([key, value]) => [
          key,
          value instanceof SObjectRecord ? cloneRecord(value, true, true, true, true) : value,
        ]),
      ),
    equals: (map: ApexMap, other: unknown) => apexEquals(map, other),
    'hashCode()': (map: ApexMap) => hashOf(map),
    'toString()': (map: ApexMap) => toApexString(map),
  },
});
