/** Lookups must point at records that are there, of the right object; a user-mode save must be allowed to see them. */
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';
import { current } from '../transaction/transaction.ts';
import type { Room } from './room.ts';
import { fail, isStored, type Save } from './save.ts';

/** Ids written by the platform itself. */
const SYSTEM = /^(CreatedById|LastModifiedById|RecordTypeId|SetupOwnerId)$/;

/** Lookups that any custom object may be behind, whatever the tables list. */
const OPEN = new Set(
  (
    'ContentDocumentLink.LinkedEntityId Task.WhatId Event.WhatId Attachment.ParentId Note.ParentId FeedItem.ParentId EmailMessage.RelatedToId ' +
    'TopicAssignment.EntityId ProcessInstance.TargetObjectId DuplicateRecordItem.RecordId EntitySubscription.ParentId CollaborationGroupRecord.RecordId ' +
    'ContentVersion.FirstPublishLocationId RecordAction.RecordId'
  ).split(' '),
);

export function checkReferences(save: Save, isUserMode: boolean, room: Room): void {
  const { values, object } = save.working;
  for (const [name, value] of values) {
    if (typeof value !== 'string' || value === save.before?.[name] || SYSTEM.test(name)) continue;
    const field = object.fields.get(name.toLowerCase());
    if (field?.type === 'reference' && isStored(field)) checkReference(save, field, value, isUserMode, room);
  }
}

function checkReference(save: Save, field: FieldInfo, id: string, isUserMode: boolean, room: Room): void {
  const target = room.schema.objectByKeyPrefix(id.slice(0, 3));
  const wanted = field.referenceTo.map((name) => name.toLowerCase());
  if (!target || !wanted.includes(target.name.toLowerCase())) {
    // Lookups whose targets are unknown to this org can't be checked.
    if (wanted.length === 0 || (!target && wanted.every((name) => !room.schema.object(name)))) return;
    if (field.name === 'OwnerId' && target?.name === 'Group') return;
    if (target?.kind === 'custom' && OPEN.has(`${field.object.name}.${field.name}`))
      return checkRow(save, id, target, isUserMode, room);
    const text = `${field.label}: id value of incorrect type: ${id}`;
    fail(save, 'FIELD_INTEGRITY_EXCEPTION', text, [field.name]);
    return;
  }
  checkRow(save, id, target, isUserMode, room);
}

function checkRow(save: Save, id: string, target: ObjectInfo, isUserMode: boolean, room: Room): void {
  const row = room.data.row(target, id);
  if (!row) {
    fail(save, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
  } else if (row['IsDeleted'] === true) {
    fail(save, 'ENTITY_IS_DELETED', 'entity is deleted', []);
  } else if (isUserMode && !room.sharing.can(current().user, target, row, 'read')) {
    fail(
      save,
      'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`,
      [],
    );
  }
}
