/** CustomObject components to objects of the schema, with the objects that come along: shares, change events. */
import { addAuditFields, addDeletedField, addField, addIdField, addOwnerField, makeObject } from '../schema/make.ts';
import { changeEventOf } from '../schema/standard-change-events.ts';
import type { ObjectInfo, ObjectKind } from '../schema/model.ts';
import type { OrgSchema } from '../schema/org-schema.ts';
import { OBJECT_ELEMENTS } from './field-types.ts';
import { Refusal } from './fields.ts';
import { type Element, isTrue, textOf } from './xml.ts';

const SHARING: Record<string, ObjectInfo['sharingModel']> = {
  Private: 'Private',
  Read: 'Read',
  ReadWrite: 'ReadWrite',
  ReadWriteTransfer: 'ReadWrite',
  FullAccess: 'FullAccess',
  ControlledByParent: 'ControlledByParent',
};

function kindOf(name: string, definition: Element): ObjectKind {
  if (name.endsWith('__mdt')) return 'customMetadata';
  if (name.endsWith('__e')) return 'platformEvent';
  if (name.endsWith('__b')) return 'bigObject';
  return definition['customSettingsType'] === undefined ? 'custom' : 'customSetting';
}

/** Adds or changes the object itself; fields come later. @throws Refusal */
export function defineObject(name: string, definition: Element, schema: OrgSchema): void {
  for (const element of Object.keys(definition)) {
    if (!OBJECT_ELEMENTS.has(element))
      throw new Refusal(
        `Element {http://soap.sforce.com/2006/04/metadata}${element} invalid at this location in type CustomObject`,
      );
  }
  const sharing = textOf(definition['sharingModel']);
  if (sharing !== undefined && !SHARING[sharing])
    throw new Refusal(`'${sharing}' is not a valid value for the enum 'SharingModel'`);
  const before = schema.object(name);
  if (!/__(c|mdt|e|b)$/.test(name)) {
    if (!before) throw new Refusal(`Entity of type 'CustomObject' named '${name}' cannot be found`);
    if (sharing !== undefined) before.sharingModel = SHARING[sharing]!;
    return;
  }
  if (before) {
    change(before, definition, sharing);
    return;
  }
  const kind = kindOf(name, definition);
  for (const element of ['label', 'pluralLabel']) {
    if (definition[element] === undefined && !(element === 'pluralLabel' && kind === 'customSetting'))
      throw new Refusal(`Required field is missing: ${element}`);
  }
  if (kind === 'custom') {
    for (const element of ['nameField', 'deploymentStatus', 'sharingModel']) {
      if (definition[element] === undefined)
        throw new Refusal(`Must specify a non-empty ${element} for the CustomObject`);
    }
  }
  const label = textOf(definition['label'])!;
  const family = kind === 'customMetadata' ? 'm' : kind === 'platformEvent' ? 'e' : kind === 'bigObject' ? 'w' : 'a';
  const object = makeObject({
    name,
    kind,
    label,
    pluralLabel: textOf(definition['pluralLabel']) ?? label,
    keyPrefix: schema.newPrefix(name, family),
    sharingModel: sharing === undefined ? 'ReadWrite' : SHARING[sharing]!,
    isSearchable: isTrue(definition['enableSearch']),
  });
  fill(object, definition);
  // Orgs with several currencies have one on every record.
  const currency = schema.object('Account')?.fields.get('currencyisocode');
  if (currency && kind === 'custom') {
    const { name: fieldName, label: fieldLabel, type, length, picklist } = currency;
    addField(object, { name: fieldName, label: fieldLabel, type, length, picklist });
  }
  schema.add(object);
  for (const field of object.fields.values()) {
    if (field.name === 'OwnerId') schema.linkChild(field, undefined);
  }
  if (kind !== 'custom') return;
  addCompanions(object, schema);
  if (isTrue(definition['enableHistory'])) addHistory(object, schema);
  if (isTrue(definition['enableFeeds'])) addFeed(object, schema);
}

function change(object: ObjectInfo, definition: Element, sharing: string | undefined): void {
  object.label = textOf(definition['label']) ?? object.label;
  object.pluralLabel = textOf(definition['pluralLabel']) ?? object.pluralLabel;
  if (sharing !== undefined) object.sharingModel = SHARING[sharing]!;
  if (definition['enableSearch'] !== undefined) object.isSearchable = isTrue(definition['enableSearch']);
  if (definition['nameField'] !== undefined) nameField(object, definition['nameField'] as Element);
  if (definition['publishBehavior'] !== undefined)
    object.publishBehavior = textOf(definition['publishBehavior']) as ObjectInfo['publishBehavior'];
}

function fill(object: ObjectInfo, definition: Element): void {
  const readOnly = { isCreateable: false, isUpdateable: false };
  switch (object.kind) {
    case 'custom':
      addIdField(object);
      addOwnerField(object);
      addDeletedField(object);
      nameField(object, definition['nameField'] as Element);
      addAuditFields(object);
      for (const name of ['LastActivityDate', 'LastViewedDate', 'LastReferencedDate']) {
        if (name === 'LastActivityDate' && !isTrue(definition['enableActivities'])) continue;
        addField(object, { name, type: name === 'LastActivityDate' ? 'date' : 'datetime', ...readOnly });
      }
      break;
    case 'customMetadata':
      addIdField(object);
      addField(object, {
        name: 'DeveloperName',
        label: 'Custom Metadata Record Name',
        type: 'string',
        length: 40,
        isNillable: false,
      });
      addField(object, {
        name: 'MasterLabel',
        label: 'Label',
        type: 'string',
        length: 40,
        isNillable: false,
        isNameField: true,
      });
      addField(object, { name: 'Label', label: 'Label', type: 'string', length: 40 });
      addField(object, { name: 'Language', label: 'Master Language', type: 'picklist', length: 40 });
      addField(object, { name: 'NamespacePrefix', label: 'Namespace Prefix', type: 'string', length: 15 });
      addField(object, { name: 'QualifiedApiName', label: 'Qualified API Name', type: 'string', length: 70 });
      addField(object, { name: 'SystemModstamp', label: 'System Modstamp', type: 'datetime', ...readOnly });
      Object.assign(object, { isCreateable: false, isUpdateable: false, isDeletable: false, isTriggerable: false });
      break;
    case 'customSetting':
      addIdField(object);
      addDeletedField(object);
      addField(object, { name: 'Name', label: 'Name', type: 'string', length: 80, isNameField: true });
      addField(object, {
        name: 'SetupOwnerId',
        label: 'Location',
        type: 'reference',
        referenceTo: ['Organization', 'Profile', 'User'],
        relationshipName: 'SetupOwner',
        isDefaultedOnCreate: true,
      });
      addAuditFields(object);
      object.customSettingsType = textOf(definition['customSettingsType']) as ObjectInfo['customSettingsType'];
      // One record for each owner.
      if (object.customSettingsType === 'Hierarchy') object.fields.get('setupownerid')!.isUnique = true;
      object.isTriggerable = false;
      break;
    case 'platformEvent':
      addField(object, { name: 'ReplayId', label: 'Replay ID', type: 'string', length: 1000, ...readOnly });
      addField(object, {
        name: 'CreatedDate',
        label: 'Created Date',
        type: 'datetime',
        isNillable: false,
        ...readOnly,
      });
      addField(object, {
        name: 'CreatedById',
        label: 'Created By ID',
        type: 'reference',
        referenceTo: ['User'],
        relationshipName: 'CreatedBy',
        isNillable: false,
        ...readOnly,
      });
      addField(object, {
        name: 'EventUuid',
        label: 'Event UUID',
        type: 'string',
        length: 36,
        isCreateable: true,
        isUpdateable: false,
      });
      object.publishBehavior = (textOf(definition['publishBehavior']) ??
        'PublishImmediately') as ObjectInfo['publishBehavior'];
      Object.assign(object, { isUpdateable: false, isDeletable: false, isQueryable: false });
      break;
    case 'bigObject':
      // Described only: their rows are saved and read in ways of their own.
      addIdField(object);
      addField(object, { name: 'CreatedDate', label: 'Created Date', type: 'datetime', ...readOnly });
      Object.assign(object, { isCreateable: false, isUpdateable: false, isDeletable: false, isTriggerable: false });
      break;
    default:
  }
}

function nameField(object: ObjectInfo, definition: Element): void {
  const isAutoNumber = textOf(definition['type']) === 'AutoNumber';
  addField(object, {
    name: 'Name',
    label: textOf(definition['label']) ?? 'Name',
    type: 'string',
    length: 80,
    isNameField: true,
    isIdLookup: true,
    isNillable: true,
    isAutoNumber,
    autoNumberFormat: isAutoNumber ? (textOf(definition['displayFormat']) ?? '{0}') : undefined,
    isCreateable: !isAutoNumber,
    isUpdateable: !isAutoNumber,
    isDefaultedOnCreate: isAutoNumber,
  });
}

function addCompanions(object: ObjectInfo, schema: OrgSchema): void {
  const base = object.name.replace(/__c$/, '');
  const share = makeObject({
    name: `${base}__Share`,
    kind: 'share',
    label: `Share: ${object.label}`,
    keyPrefix: schema.newPrefix(`${base}__Share`, 'b'),
    isTriggerable: false,
  });
  addIdField(share);
  addDeletedField(share);
  const parent = addField(share, {
    name: 'ParentId',
    label: 'Parent ID',
    type: 'reference',
    referenceTo: [object.name],
    relationshipName: 'Parent',
    isRequired: true,
    isNillable: false,
    isUpdateable: false,
    deleteConstraint: 'Cascade',
  });
  addField(share, {
    name: 'AccessLevel',
    label: 'Access Level',
    type: 'picklist',
    length: 40,
    isRequired: true,
    isNillable: false,
  });
  addField(share, {
    name: 'RowCause',
    label: 'Row Cause',
    type: 'picklist',
    length: 40,
    isUpdateable: false,
    defaultValue: '"Manual"',
  });
  addField(share, {
    name: 'UserOrGroupId',
    label: 'User/Group ID',
    type: 'reference',
    referenceTo: ['User', 'Group'],
    relationshipName: 'UserOrGroup',
    isRequired: true,
    isNillable: false,
    isUpdateable: false,
  });
  addField(share, {
    name: 'LastModifiedDate',
    label: 'Last Modified Date',
    type: 'datetime',
    isCreateable: false,
    isUpdateable: false,
  });
  addField(share, {
    name: 'LastModifiedById',
    label: 'Last Modified By ID',
    type: 'reference',
    referenceTo: ['User'],
    relationshipName: 'LastModifiedBy',
    isCreateable: false,
    isUpdateable: false,
  });
  schema.add(share);
  schema.linkChild(parent, 'Shares');
  schema.add(changeEventOf(object));
}

/** `X__History`: what field history tracking writes. */
function addHistory(object: ObjectInfo, schema: OrgSchema): void {
  const history = companion(object, 'History', schema);
  addField(history, { name: 'Field', label: 'Changed Field', type: 'picklist', isUpdateable: false });
  for (const name of ['OldValue', 'NewValue']) addField(history, { name, type: 'anyType', isUpdateable: false });
  addField(history, { name: 'DataType', label: 'Datatype', type: 'picklist', isUpdateable: false });
  schema.add(history);
  schema.linkChild(history.fields.get('parentid')!, 'Histories');
}

/** `X__Feed`: its Chatter feed. */
function addFeed(object: ObjectInfo, schema: OrgSchema): void {
  const feed = companion(object, 'Feed', schema);
  addField(feed, { name: 'Type', label: 'Feed Item Type', type: 'picklist', isUpdateable: false });
  addField(feed, { name: 'Title', type: 'string', length: 255, isUpdateable: false });
  addField(feed, { name: 'Body', type: 'textarea', length: 10000, isUpdateable: false });
  for (const name of ['CommentCount', 'LikeCount']) addField(feed, { name, type: 'int', isUpdateable: false });
  schema.add(feed);
  schema.linkChild(feed.fields.get('parentid')!, 'Feeds');
}

function companion(object: ObjectInfo, kind: 'History' | 'Feed', schema: OrgSchema): ObjectInfo {
  const name = object.name.replace(/__c$/, `__${kind}`);
  const made = makeObject({
    name,
    kind: kind === 'History' ? 'history' : 'feed',
    label: `${object.label} ${kind}`,
    keyPrefix: schema.newPrefix(name, 'b'),
    isCreateable: kind === 'History',
    isUpdateable: false,
    isDeletable: false,
    isTriggerable: false,
  });
  addIdField(made);
  addDeletedField(made);
  addField(made, {
    name: 'ParentId',
    label: 'Parent ID',
    type: 'reference',
    referenceTo: [object.name],
    relationshipName: 'Parent',
    isUpdateable: false,
    deleteConstraint: 'Cascade',
  });
  addAuditFields(made);
  return made;
}

/** Change events follow the fields of their objects. */
export function syncChangeEvents(schema: OrgSchema): void {
  for (const event of [...schema.objects()]) {
    if (event.kind !== 'changeEvent') continue;
    const base = event.name.endsWith('__ChangeEvent')
      ? event.name.replace(/__ChangeEvent$/, '__c')
      : event.name.replace(/ChangeEvent$/, '');
    const source = schema.object(base);
    if (source) Object.assign(event, { fields: changeEventOf(source).fields });
    else schema.remove(event.name);
    for (const field of event.fields.values()) field.object = event;
  }
}
