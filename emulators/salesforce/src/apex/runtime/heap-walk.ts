/** What values hold altogether: each object counts once, however many ways lead to it. */
import { SObjectRecord } from '../../schema/record.ts';
import { ApexBlob } from './blob.ts';
import { ApexList } from './list.ts';
import { ApexMap } from './map.ts';
import { ApexSet } from './set.ts';

/** Beyond so many objects nobody goes on counting: what was seen so far is what is known. */
const PATIENCE = 50_000;

/** Bytes of everything that can be reached from these values. */
export function reachableBytes(roots: Iterable<unknown>): number {
  const seen = new Set<object>();
  const open: unknown[] = [...roots];
  let bytes = 0;
  while (open.length > 0 && seen.size < PATIENCE) {
    const value = open.pop();
    if (typeof value === 'string') bytes += value.length + 8;
    else if (typeof value !== 'object' || value === null) bytes += typeof value === 'bigint' ? 8 : 4;
    else if (!seen.has(value)) {
      seen.add(value);
      bytes += value instanceof ApexBlob ? value.size : 16;
      for (const part of partsOf(value)) open.push(part);
    }
  }
  return bytes;
}

function partsOf(value: object): Iterable<unknown> {
  if (value instanceof ApexList) return value.items;
  if (value instanceof ApexMap) return entriesOf(value);
  if (value instanceof ApexSet) return value;
  if (value instanceof SObjectRecord)
    return [
      ...value.values.values(),
      ...(value.parents?.values() ?? []),
      ...[...(value.children?.values() ?? [])].flat(),
    ];
  // Objects of user classes keep their fields as properties of their own, as do the classes their static ones.
  return '$type' in value || '$run' in value ? Object.values(value) : [];
}

function* entriesOf(map: ApexMap): Generator<unknown> {
  for (const { key, value } of map.entries()) {
    yield key;
    yield value;
  }
}
