/** Deleting and undeleting: restrictions, cascades, lookups that are blanked, triggers, roll-ups. */
import type { ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { Row } from '../storage/row.ts';
import { callTriggers, clock } from './chunk.ts';
import { runBeforeDelete } from './flows.ts';
import { addFormulas, recordOf } from './prepare.ts';
import type { Room } from './room.ts';
import { rollUp } from './rollups.ts';
import { fail, isGood, type Save } from './save.ts';
import { specialOf } from './specials/index.ts';
import type { Helpers } from './specials/special.ts';

/** Which record's deletion took a row along; no field of any object. */
const DELETED_WITH = '(deleted with)';

function saveOf(record: SObjectRecord, row: Row, room: Room): Save {
  const working = recordOf(record.object, row);
  addFormulas(working, room);
  return { record, working, before: row, given: new Set(), errors: [] };
}

/** @param found the stored rows, in the order of the records @param master merge: the record that wins */
export function deleteChunk(
  object: ObjectInfo,
  records: SObjectRecord[],
  found: Row[],
  helpers: Helpers,
  master?: string,
): Save[] {
  const { room } = helpers;
  const saves = records.map((record, index) => saveOf(record, found[index]!, room));
  runBeforeDelete(object, saves, room);
  const olds = saves.filter(isGood).map((save) => save.working);
  if (olds.length > 0 && room.triggers.has(object, 'before', 'delete')) {
    callTriggers(() => room.triggers.run(object, 'before', 'delete', undefined, olds), saves);
  }
  for (const save of saves.filter(isGood)) {
    const restriction = restricted(object, save.before!, room);
    if (restriction) fail(save, 'DELETE_FAILED', restriction);
    else removeRow(object, save.before!, room);
  }
  const gone = saves.filter(isGood);
  if (master !== undefined && object.fields.has('masterrecordid')) {
    for (const { working, before } of gone) {
      working.values.set('MasterRecordId', master);
      const row = room.storage.get(object.name, before!.Id)!;
      room.storage.put(object.name, { ...row, MasterRecordId: master } as Row);
    }
  }
  specialOf(object.name)?.removed?.(
    gone.map((save) => save.before!),
    helpers,
  );
  if (gone.length > 0 && room.triggers.has(object, 'after', 'delete')) {
    const records = gone.map((save) => save.working);
    callTriggers(() => room.triggers.run(object, 'after', 'delete', undefined, records), gone);
  }
  rollUp(
    object,
    gone.filter(isGood).map((save) => save.before),
    gone,
    helpers,
  );
  return saves;
}

function children(
  object: ObjectInfo,
  id: string,
  room: Room,
): { child: ObjectInfo; field: string; kind: string; rows: Row[] }[] {
  const found: { child: ObjectInfo; field: string; kind: string; rows: Row[] }[] = [];
  for (const { childObject, field, isCascadeDelete, isRestrictedDelete } of object.childRelationships) {
    const child = room.schema.object(childObject);
    const lookup = child?.fields.get(field.toLowerCase());
    if (!child || !lookup || lookup.formula !== undefined || room.data.isVirtual(child)) continue;
    const table = room.storage.table(child.name);
    if (table.rows.size === 0) continue;
    const rows = [...table.matching(lookup.name, id)].filter((row) => row['IsDeleted'] !== true);
    const kind = isCascadeDelete ? 'cascade' : isRestrictedDelete ? 'restrict' : 'blank';
    if (rows.length > 0) found.push({ child, field: lookup.name, kind, rows });
  }
  return found;
}

function restricted(object: ObjectInfo, row: Row, room: Room): string | undefined {
  for (const { child, kind, rows } of children(object, row.Id, room)) {
    if (kind !== 'restrict') continue;
    const names = rows.map((each) => `${String(room.data.nameOf(child, each) ?? each.Id)}\n`).join('');
    return `Your attempt to delete ${String(room.data.nameOf(object, row) ?? row.Id)} could not be completed because it is associated with the following ${child.pluralLabel.toLowerCase()}.: ${names}`;
  }
  return undefined;
}

/** Marks a row and its details as deleted, without triggers for the details; blanks lookups to it. */
function removeRow(object: ObjectInfo, row: Row, room: Room, root = row.Id): void {
  const { now, user } = clock();
  if (object.fields.has('isdeleted')) {
    const stamped: Record<string, unknown> = { ...row, IsDeleted: true, [DELETED_WITH]: root };
    if (object.fields.has('systemmodstamp')) stamped['SystemModstamp'] = now;
    if (object.fields.has('lastmodifieddate')) stamped['LastModifiedDate'] = now;
    if (object.fields.has('lastmodifiedbyid')) stamped['LastModifiedById'] = user;
    room.storage.put(object.name, stamped as Row);
  } else room.storage.remove(object.name, row.Id);
  for (const { child, field, kind, rows } of children(object, row.Id, room)) {
    for (const each of rows) {
      if (kind === 'cascade') removeRow(child, each, room, root);
      else {
        // As it is now: what was deleted along with this record may have blanked another lookup of the row already.
        const current = room.storage.get(child.name, each.Id);
        if (!current || current['IsDeleted'] === true) continue;
        const { [field]: blanked, ...rest } = current as Record<string, unknown>;
        void blanked;
        const stamp = child.fields.has('systemmodstamp') ? { SystemModstamp: now } : {};
        room.storage.put(child.name, { ...rest, ...stamp } as Row);
      }
    }
  }
}

export function undeleteChunk(object: ObjectInfo, records: SObjectRecord[], found: Row[], helpers: Helpers): Save[] {
  const { room } = helpers;
  const saves = records.map((record, index) => saveOf(record, found[index]!, room));
  for (const save of saves) restoreRow(object, save.before!, room);
  const news = saves.map((save) => recordOf(object, room.storage.get(object.name, save.before!.Id)!));
  saves.forEach((save, index) => (save.working = news[index]!));
  specialOf(object.name)?.removed?.(
    saves.map((save) => save.before!),
    helpers,
  );
  if (room.triggers.has(object, 'after', 'undelete')) {
    callTriggers(() => room.triggers.run(object, 'after', 'undelete', news, undefined), saves);
  }
  rollUp(
    object,
    saves.map((save) => save.before),
    saves,
    helpers,
  );
  return saves;
}

/** Details deleted together with the record come back with it. */
function restoreRow(object: ObjectInfo, row: Row, room: Room): void {
  const { IsDeleted: was, [DELETED_WITH]: cause, ...rest } = row as Record<string, unknown>;
  void was;
  room.storage.put(object.name, { ...rest, SystemModstamp: clock().now } as unknown as Row);
  for (const { childObject, field, isCascadeDelete } of object.childRelationships) {
    const child = room.schema.object(childObject);
    if (!isCascadeDelete || !child || room.data.isVirtual(child)) continue;
    for (const each of [...room.storage.table(child.name).matching(field, row.Id)]) {
      if (each['IsDeleted'] === true && each[DELETED_WITH] === cause) restoreRow(child, each, room);
    }
  }
}
