/** System.Security.stripInaccessible. */
import { fieldOf } from '../../schema/model.ts';
import type { SObjectRecord } from '../../schema/record.ts';
import { apexError } from '../runtime/exceptions.ts';
import type { ApexEnum } from '../runtime/enum.ts';
import { ApexList } from '../runtime/list.ts';
import { ApexMap } from '../runtime/map.ts';
import { ApexSet } from '../runtime/set.ts';
import { primitives } from '../types/registry.ts';
import { definePlatformType } from './define.ts';
import { cloneRecord } from './record-clone.ts';
import { rights } from './schema/describe-object.ts';
import { argument, registry, stringSet } from './support.ts';

interface Decision {
  $type: 'System.SObjectAccessDecision';
  records: ApexList;
  removed: Map<string, Set<string>>;
  modified: Set<number>;
}

type Access = 'READABLE' | 'CREATABLE' | 'UPDATABLE' | 'UPSERTABLE';

function mayTouchObject(access: Access, object: string): boolean {
  const own = rights();
  if (access === 'READABLE') return own.canRead(object);
  if (access === 'CREATABLE') return own.canCreate(object);
  if (access === 'UPDATABLE') return own.canEdit(object);
  return own.canCreate(object) && own.canEdit(object);
}

function mayTouchField(access: Access, record: SObjectRecord, name: string): boolean {
  const field = fieldOf(record.object, name);
  if (!field || field.type === 'id') return true;
  if (access === 'READABLE') return rights().canReadField(record.object.name, field.name);
  const isAllowed = rights().canEditField(record.object.name, field.name);
  if (access === 'CREATABLE') return isAllowed && field.isCreateable;
  if (access === 'UPDATABLE') return isAllowed && field.isUpdateable;
  return isAllowed && (field.isCreateable || field.isUpdateable);
}

class Stripper {
  readonly access: Access;
  readonly removed = new Map<string, Set<string>>();

  constructor(access: Access) {
    this.access = access;
  }

  /** A copy without what the user may not touch; parents and child rows too. */
  strip(source: SObjectRecord): { record: SObjectRecord; isModified: boolean } {
    const record = cloneRecord(source, true, false, true, true);
    let isModified = false;
    for (const name of [...record.values.keys()]) {
      if (mayTouchField(this.access, record, name)) continue;
      this.remove(record, name);
      isModified = true;
    }
    for (const [name, parent] of record.parents ?? []) {
      if (!parent) continue;
      const stripped = this.strip(parent);
      record.parents!.set(name, stripped.record);
      isModified ||= stripped.isModified;
    }
    for (const [name, rows] of [...(record.children ?? [])]) {
      if (!this.mayTouchChildren(record, name)) {
        record.children!.delete(name);
        (record.stripped ??= new Set()).add(name);
        this.note(record, name);
        isModified = true;
        continue;
      }
      const stripped = rows.map((row) => this.strip(row));
      record.children!.set(
        name,
        stripped.map((each) => each.record),
      );
      isModified ||= stripped.some((each) => each.isModified);
    }
    return { record, isModified };
  }

  private mayTouchChildren(record: SObjectRecord, name: string): boolean {
    const relation = record.object.childRelationships.find((each) => each.name === name);
    return !relation || mayTouchObject(this.access, relation.childObject);
  }

  private remove(record: SObjectRecord, name: string): void {
    record.values.delete(name);
    record.touched.delete(name);
    this.note(record, name);
  }

  private note(record: SObjectRecord, name: string): void {
    record.queried?.delete(name);
    const fields = this.removed.get(record.object.name);
    if (fields) fields.add(name);
    else this.removed.set(record.object.name, new Set([name]));
  }
}

/** @throws NoAccessException `No access to entity` */
function stripInaccessible(type: ApexEnum, source: ApexList, enforceObject: unknown = true): Decision {
  const access = argument(type).name as Access;
  if (argument(source).elementType.name === 'AggregateResult') {
    throw apexError('System.UnsupportedOperationException', 'AggregateResult SObject types are not supported');
  }
  const records = argument(source).items as SObjectRecord[];
  if (enforceObject !== false) {
    for (const object of new Set(records.map((record) => record.object.name))) {
      if (!mayTouchObject(access, object)) throw apexError('System.NoAccessException', 'No access to entity');
    }
  }
  const stripper = new Stripper(access);
  const modified = new Set<number>();
  const stripped = records.map((record, index) => {
    const result = stripper.strip(record);
    if (result.isModified) modified.add(index);
    return result.record;
  });
  return {
    $type: 'System.SObjectAccessDecision',
    records: new ApexList(source.elementType, stripped),
    removed: stripper.removed,
    modified,
  };
}

definePlatformType({ name: 'System.Security', statics: { stripInaccessible } });

definePlatformType({
  name: 'System.SObjectAccessDecision',
  instance: {
    'getRecords()': (decision: Decision) => decision.records,
    'getRemovedFields()': (decision: Decision) =>
      new ApexMap(
        primitives.String,
        registry().set(primitives.String),
        [...decision.removed].map(([object, fields]) => [object, stringSet(fields)] as const),
      ),
    'getModifiedIndexes()': (decision: Decision) => new ApexSet(primitives.Integer, decision.modified),
  },
});
