/**
 * A schema for checker tests: standard objects and custom ones read from a source tree's object metadata with a few regular
 * expressions. Stands in for the metadata room, which tests of the checker should not depend on.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { standardObjects } from '../../src/schema/standard-objects.ts';
import type { FieldInfo, FieldType, ObjectInfo, ObjectKind, Schema } from '../../src/schema/model.ts';

const types: Record<string, FieldType> = {
  Text: 'string',
  AutoNumber: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  Html: 'textarea',
  EncryptedText: 'encryptedstring',
  Picklist: 'picklist',
  MultiselectPicklist: 'multipicklist',
  Checkbox: 'boolean',
  Number: 'double',
  Currency: 'currency',
  Percent: 'percent',
  Date: 'date',
  DateTime: 'datetime',
  Time: 'time',
  Email: 'email',
  Phone: 'phone',
  Url: 'url',
  Lookup: 'reference',
  MasterDetail: 'reference',
  MetadataRelationship: 'reference',
  Location: 'location',
  Summary: 'double',
  Hierarchy: 'reference',
};

export function field(object: ObjectInfo, name: string, type: FieldType, facts: Partial<FieldInfo> = {}): FieldInfo {
  const info: FieldInfo = {
    name,
    label: name,
    object,
    type,
    length: 255,
    precision: 18,
    scale: 2,
    isCustom: name.endsWith('__c'),
    isNillable: true,
    isRequired: false,
    isCreateable: true,
    isUpdateable: true,
    isDefaultedOnCreate: false,
    defaultValue: undefined,
    isUnique: false,
    isCaseSensitive: false,
    isExternalId: false,
    isIdLookup: false,
    isNameField: name === 'Name',
    isAutoNumber: false,
    autoNumberFormat: undefined,
    formula: undefined,
    summary: undefined,
    picklist: [],
    isRestrictedPicklist: false,
    referenceTo: [],
    relationshipName: undefined,
    isMasterDetail: false,
    isReparentable: false,
    deleteConstraint: undefined,
    isFilterable: true,
    isSortable: true,
    isGroupable: true,
    helpText: undefined,
    manageability: undefined,
    ...facts,
  };
  object.fields.set(name.toLowerCase(), info);
  return info;
}

export function customObject(name: string, kind: ObjectKind): ObjectInfo {
  const object: ObjectInfo = {
    name,
    label: name,
    pluralLabel: name,
    kind,
    keyPrefix: undefined,
    fields: new Map(),
    childRelationships: [],
    recordTypes: [],
    validationRules: [],
    fieldSets: [],
    sharingModel: 'ReadWrite',
    isCreateable: true,
    isUpdateable: true,
    isDeletable: true,
    isQueryable: true,
    isTriggerable: true,
    publishBehavior: undefined,
    customSettingsType: undefined,
    isSearchable: true,
  };
  field(object, 'Id', 'id');
  for (const [system, target] of [
    ['CreatedBy', 'User'],
    ['LastModifiedBy', 'User'],
    ['Owner', 'User'],
  ]) {
    if (system === 'Owner' && kind !== 'custom') continue;
    field(object, `${system}Id`, 'reference', {
      referenceTo: system === 'Owner' ? ['User', 'Group'] : [target!],
      relationshipName: system!,
    });
  }
  for (const date of ['CreatedDate', 'LastModifiedDate', 'SystemModstamp']) field(object, date, 'datetime');
  field(object, 'IsDeleted', 'boolean');
  field(object, 'Name', 'string');
  if (kind === 'customMetadata')
    for (const text of ['DeveloperName', 'MasterLabel', 'Label', 'QualifiedApiName', 'NamespacePrefix', 'Language'])
      field(object, text, 'string');
  if (kind === 'customSetting')
    field(object, 'SetupOwnerId', 'reference', {
      referenceTo: ['Organization', 'Profile', 'User'],
      relationshipName: 'SetupOwner',
    });
  if (kind === 'platformEvent') for (const text of ['ReplayId', 'EventUuid']) field(object, text, 'string');
  return object;
}

const kinds: Record<string, ObjectKind> = { __mdt: 'customMetadata', __e: 'platformEvent' };

/** Schema of the standard objects and of all `objects` folders below the given ones. */
export function schemaOf(...folders: string[]): Schema {
  const objects = new Map(standardObjects().map((object) => [object.name.toLowerCase(), object]));
  const labels = new Map<string, string>();
  const files = folders.flatMap(walk);
  for (const file of files.filter((name) => name.endsWith('.object-meta.xml'))) {
    const name = basename(file).replace('.object-meta.xml', '');
    const text = readFileSync(file, 'utf8');
    const setting = /<customSettingsType>(\w+)</.exec(text)?.[1] as ObjectInfo['customSettingsType'];
    const kind = kinds[/__\w+$/.exec(name)?.[0] ?? ''] ?? (setting ? 'customSetting' : 'custom');
    if (!objects.has(name.toLowerCase()))
      objects.set(name.toLowerCase(), { ...customObject(name, kind), customSettingsType: setting });
    if (kind === 'custom') objects.set(`${name.slice(0, -3).toLowerCase()}__share`, shareOf(name));
  }
  for (const file of files.filter((name) => name.endsWith('.field-meta.xml'))) readField(file, objects);
  for (const file of files.filter((name) => name.endsWith('.fieldSet-meta.xml'))) {
    objects
      .get(basename(dirname(dirname(file))).toLowerCase())
      ?.fieldSets.push({ name: basename(file).replace('.fieldSet-meta.xml', ''), label: '', fields: [] });
  }
  for (const file of files.filter((name) => name.endsWith('.labels-meta.xml'))) {
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/<fullName>(\w+)</g))
      labels.set(name!.toLowerCase(), name!);
  }
  for (const object of objects.values()) for (const info of object.fields.values()) info.object = object;
  return {
    object: (name) => objects.get(name.toLowerCase()),
    objects: () => objects.values(),
    objectByKeyPrefix: () => undefined,
    label: (name) => labels.get(name.toLowerCase()),
  };
}

function shareOf(name: string): ObjectInfo {
  const object = customObject(`${name.slice(0, -3)}__Share`, 'share');
  for (const text of ['AccessLevel', 'RowCause']) field(object, text, 'picklist');
  field(object, 'ParentId', 'reference', { referenceTo: [name], relationshipName: 'Parent' });
  field(object, 'UserOrGroupId', 'reference', { referenceTo: ['User', 'Group'], relationshipName: 'UserOrGroup' });
  return object;
}

function readField(file: string, objects: Map<string, ObjectInfo>): void {
  const object = objects.get(basename(dirname(dirname(file))).toLowerCase());
  if (!object) return;
  const text = readFileSync(file, 'utf8');
  const tag = (name: string): string | undefined => new RegExp(`<${name}>([^<]*)<`).exec(text)?.[1];
  const name = tag('fullName')!;
  const target = tag('referenceTo') ?? (tag('type') === 'MetadataRelationship' ? 'EntityDefinition' : undefined);
  const facts: Partial<FieldInfo> = { isExternalId: tag('externalId') === 'true', isUnique: tag('unique') === 'true' };
  if (target) Object.assign(facts, { referenceTo: [target], relationshipName: name.replace(/__c$/, '__r') });
  field(object, name, types[tag('type') ?? 'Text'] ?? 'string', facts);
  const relation = tag('relationshipName');
  const parent = target && objects.get(target.toLowerCase());
  if (relation && parent) {
    parent.childRelationships.push({
      name: `${relation}__r`,
      childObject: object.name,
      field: name,
      isCascadeDelete: false,
      isRestrictedDelete: false,
    });
  }
}

export function walk(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}
