/** Makes objects and fields from the few facts that matter; the rest gets the platform's defaults. */
import type { FieldInfo, FieldType, ObjectInfo } from './model.ts';

type FieldFacts = Partial<Omit<FieldInfo, 'object'>> & { name: string; type: FieldType };

/** A field of an object: nillable, writable and filterable unless said otherwise. It is added to the object. */
export function addField(object: ObjectInfo, facts: FieldFacts): FieldInfo {
  const isText = /^(string|textarea|picklist|multipicklist|email|phone|url|combobox|encryptedstring)$/.test(facts.type);
  const isLong = facts.type === 'textarea' && (facts.length ?? 255) > 255;
  const field: FieldInfo = {
    label: facts.name,
    object,
    length: facts.type === 'id' || facts.type === 'reference' ? 18 : isText ? 255 : 0,
    precision: facts.type === 'int' ? 9 : 0,
    scale: 0,
    isCustom: facts.name.endsWith('__c'),
    isNillable: facts.type !== 'boolean',
    isRequired: false,
    isCreateable: true,
    isUpdateable: true,
    isDefaultedOnCreate: facts.type === 'boolean',
    defaultValue: undefined,
    isUnique: false,
    isCaseSensitive: false,
    isExternalId: false,
    isIdLookup: false,
    isNameField: false,
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
    isFilterable: !isLong && facts.type !== 'base64',
    isSortable: !isLong && facts.type !== 'multipicklist' && facts.type !== 'base64',
    isGroupable: !isLong && !/^(multipicklist|base64|currency|percent|double|datetime)$/.test(facts.type),
    helpText: undefined,
    manageability: undefined,
    ...facts,
  };
  object.fields.set(field.name.toLowerCase(), field);
  return field;
}

export function makeObject(facts: Partial<ObjectInfo> & { name: string; kind: ObjectInfo['kind'] }): ObjectInfo {
  return {
    label: facts.name,
    pluralLabel: facts.label ?? facts.name,
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
    isSearchable: false,
    ...facts,
  };
}

const readOnly = { isCreateable: false, isUpdateable: false };

export function addIdField(object: ObjectInfo): void {
  addField(object, {
    name: 'Id',
    label: 'Record ID',
    type: 'id',
    isNillable: false,
    isIdLookup: true,
    isDefaultedOnCreate: true,
    ...readOnly,
  });
}

function userReference(object: ObjectInfo, name: string, label: string, relationshipName: string): void {
  addField(object, {
    name,
    label,
    type: 'reference',
    referenceTo: ['User'],
    relationshipName,
    isNillable: false,
    isDefaultedOnCreate: true,
    ...readOnly,
  });
}

function systemTime(object: ObjectInfo, name: string, label: string): void {
  addField(object, { name, label, type: 'datetime', isNillable: false, isDefaultedOnCreate: true, ...readOnly });
}

/** CreatedDate, CreatedById, LastModifiedDate, LastModifiedById, SystemModstamp. */
export function addAuditFields(object: ObjectInfo): void {
  systemTime(object, 'CreatedDate', 'Created Date');
  userReference(object, 'CreatedById', 'Created By ID', 'CreatedBy');
  systemTime(object, 'LastModifiedDate', 'Last Modified Date');
  userReference(object, 'LastModifiedById', 'Last Modified By ID', 'LastModifiedBy');
  systemTime(object, 'SystemModstamp', 'System Modstamp');
}

export function addDeletedField(object: ObjectInfo): void {
  addField(object, { name: 'IsDeleted', label: 'Deleted', type: 'boolean', isNillable: false, ...readOnly });
}

export function addOwnerField(object: ObjectInfo): void {
  addField(object, {
    name: 'OwnerId',
    label: 'Owner ID',
    type: 'reference',
    referenceTo: ['Group', 'User'],
    relationshipName: 'Owner',
    isNillable: false,
    isDefaultedOnCreate: true,
  });
}
