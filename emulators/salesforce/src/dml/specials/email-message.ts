/** An e-mail's relations: one row per person it names by id, and one for the sender if somebody here has that address. */
import { SObjectRecord } from '../../schema/record.ts';
import { current } from '../../transaction/transaction.ts';
import type { Room } from '../room.ts';
import { type Save, valueOf } from '../save.ts';
import type { Special } from './special.ts';

const RECIPIENTS = { ToIds: 'ToAddress', CcIds: 'CcAddress', BccIds: 'BccAddress' };

function idsOf(value: unknown): string[] {
  const items = value !== null && typeof value === 'object' && 'items' in value ? value.items : value;
  return Array.isArray(items) ? items.filter((each): each is string => typeof each === 'string') : [];
}

function senderOf(save: Save, room: Room): string | undefined {
  const address = valueOf(save, 'FromAddress');
  if (typeof address !== 'string') return undefined;
  for (const object of ['Contact', 'Lead', 'User']) {
    for (const row of room.storage.table(object).matching('Email', address))
      if (row['IsDeleted'] !== true) return row.Id;
  }
  return undefined;
}

function relationsOf(save: Save, room: Room): SObjectRecord[] {
  const related = Object.entries(RECIPIENTS).flatMap(([field, type]) =>
    idsOf(valueOf(save, field)).map((id) => [type, id] as const),
  );
  const sender = senderOf(save, room);
  if (sender !== undefined) related.push(['FromAddress', sender]);
  return related.map(([type, id]) => {
    const record = new SObjectRecord(current().org.schema.object('EmailMessageRelation')!);
    record.values.set('EmailMessageId', save.working.id);
    record.values.set('RelationId', id);
    record.values.set('RelationType', type);
    return record;
  });
}

export const emailMessage: Special = {
  written(saves, { insert, room }) {
    for (const save of saves.filter((each) => !each.before)) {
      const relations = relationsOf(save, room);
      if (relations.length > 0) save.errors.push(...insert(relations).flatMap((result) => result.errors));
    }
  },
};

export const emailMessageRelation: Special = {
  compute(save, { room }) {
    const id = valueOf(save, 'RelationId');
    const object = typeof id === 'string' ? room.schema.objectByKeyPrefix(id.slice(0, 3)) : undefined;
    if (!object) return;
    save.working.values.set('RelationObjectType', object.name);
    const address = room.storage.get(object.name, String(id))?.['Email'] ?? null;
    if (valueOf(save, 'RelationAddress') === null) save.working.values.set('RelationAddress', address);
  },
};
