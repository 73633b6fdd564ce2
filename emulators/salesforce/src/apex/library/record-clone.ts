/** `SObject.clone` and `List.deepClone`. */
import { fieldOf } from '../../schema/model.ts';
import { SObjectRecord } from '../../schema/record.ts';

const TIMESTAMPS = new Set(['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp']);
const sources = new WeakMap<SObjectRecord, SObjectRecord>();

/** What a record was cloned from. */
export function cloneSource(record: SObjectRecord): SObjectRecord | undefined {
  return sources.get(record);
}

/** @param isDeep parent records are cloned too, not shared */
export function cloneRecord(
  source: SObjectRecord,
  keepId: boolean,
  isDeep: boolean,
  keepTimestamps: boolean,
  keepAutonumber: boolean,
): SObjectRecord {
  const clone = new SObjectRecord(source.object);
  for (const [name, value] of source.values) {
    if (name === 'Id' && !keepId) continue;
    if (TIMESTAMPS.has(name) && !keepTimestamps) continue;
    if (!keepAutonumber && fieldOf(source.object, name)?.isAutoNumber) continue;
    clone.values.set(name, value);
    if (value !== null || source.touched.has(name)) clone.touched.add(name);
  }
  if (source.parents) {
    clone.parents = new Map();
    for (const [name, parent] of source.parents) {
      clone.parents.set(name, parent && isDeep ? cloneRecord(parent, true, true, true, true) : parent);
    }
  }
  if (source.children) clone.children = new Map(source.children);
  // Fields that were left out read as null afterwards.
  if (source.queried) clone.queried = new Set([...source.queried, ...source.values.keys()]);
  sources.set(clone, source);
  return clone;
}
