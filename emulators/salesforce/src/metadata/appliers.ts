/** What deploying a component does, by type, in the order in which types depend on each other. Types that are not here are stored only. */
import { addField } from '../schema/make.ts';
import { coerce, BadValue } from '../schema/values.ts';
import { fieldOf, type FieldInfo, type ObjectInfo } from '../schema/model.ts';
import { splitName } from '../schema/custom-names.ts';
import { addGrants, grantsOf, noGrants } from '../security/grants.ts';
import { STANDARD_PROFILES } from '../security/standard-profiles.ts';
import { makeId } from '../storage/ids.ts';
import type { Row } from '../storage/row.ts';
import type { Component } from './component.ts';
import { defineField, picklistValues, Refusal } from './fields.ts';
import { defineObject } from './objects.ts';
import { SETUP_COMPONENTS } from './setup-components.ts';
import { ensureProfile, ensureRow, removeRows } from './setup-rows.ts';
import { STANDARD_VALUE_SETS } from './standard-value-sets.ts';
import type { Target } from './target.ts';
import { type Element, isTrue, listOf, textOf, textsOf } from './xml.ts';

type Applier = (component: Component, target: Target) => void;

function partOf({ fullName }: Component, target: Target): { object: ObjectInfo; name: string } {
  const [objectName = '', name = ''] = fullName.split('.');
  const object = target.schema.object(objectName);
  if (!object) throw new Refusal(`Entity of type 'CustomObject' named '${objectName}' cannot be found`);
  return { object, name };
}

const valueSet: Applier = ({ fullName, definition }, { globalValues, schema }) => {
  const values = picklistValues(definition['customValue'] ?? definition['customValues']);
  const known = globalValues.get(fullName.toLowerCase());
  if (known) known.splice(0, known.length, ...values);
  else globalValues.set(fullName.toLowerCase(), values);
  void schema;
};

const standardValueSet: Applier = ({ fullName, definition }, { schema }) => {
  const places = STANDARD_VALUE_SETS[fullName];
  if (!places) throw new Refusal(`Entity of type 'StandardValueSet' named '${fullName}' cannot be found`);
  const values = picklistValues(definition['standardValue']);
  for (const place of places) {
    const [object = '', name = ''] = place.split('.');
    const field = schema.object(object)?.fields.get(name.toLowerCase());
    if (!field) continue;
    field.picklist = values.map((value) => ({ ...value }));
    const preset = values.find((value) => value.isDefault);
    field.defaultValue = preset ? JSON.stringify(preset.value) : undefined;
  }
};

const field: Applier = (component, target) => {
  // Activities have no table: their fields are those of tasks and events.
  if (/^Activity\./i.test(component.fullName)) {
    for (const kind of ['Task', 'Event'])
      field({ ...component, fullName: component.fullName.replace(/^Activity/i, kind) }, target);
    return;
  }
  const { object, name } = partOf(component, target);
  const values = (set: string): ReturnType<typeof target.globalValues.get> =>
    target.globalValues.get(set.toLowerCase());
  defineField(object, name, component.definition, target.schema, values, component.namespace);
};

const validationRule: Applier = (component, target) => {
  const { object, name } = partOf(component, target);
  const { definition } = component;
  const errorField = textOf(definition['errorDisplayField']);
  const found = errorField === undefined ? undefined : fieldOf(object, errorField);
  if (errorField !== undefined && !found) throw new Refusal(`Invalid field ${errorField} in errorDisplayField`);
  const rule = {
    name,
    isActive: isTrue(definition['active']),
    errorCondition: textOf(definition['errorConditionFormula']) ?? '',
    errorMessage: textOf(definition['errorMessage']) ?? '',
    errorField: found?.name,
  };
  object.validationRules = [...object.validationRules.filter((each) => each.name !== name), rule];
  object.validationRules.sort((a, b) => (a.name < b.name ? -1 : 1));
};

const recordType: Applier = (component, target) => {
  const { object, name } = partOf(component, target);
  const { definition } = component;
  const before = object.recordTypes.find((each) => each.developerName.toLowerCase() === name.toLowerCase());
  const serial = before ? 0 : ++target.storage.table('RecordType').serial;
  object.recordTypes = [
    ...object.recordTypes.filter((each) => each !== before),
    {
      id: before?.id ?? makeId('012', serial),
      developerName: name,
      label: textOf(definition['label']) ?? name,
      isActive: isTrue(definition['active']),
      isDefault: before?.isDefault ?? false,
    },
  ];
  if (object.fields.has('recordtypeid')) return;
  addField(object, {
    name: 'RecordTypeId',
    label: 'Record Type ID',
    type: 'reference',
    referenceTo: ['RecordType'],
    relationshipName: 'RecordType',
    isDefaultedOnCreate: true,
  });
};

const fieldSet: Applier = (component, target) => {
  const { object, name } = partOf(component, target);
  const { definition } = component;
  const fields = listOf(definition['displayedFields']).map((each) => {
    const path = textOf(each['field']) ?? '';
    if (!path.includes('.') && !fieldOf(object, path))
      throw new Refusal(`Field ${path} of field set ${name} does not exist`);
    return { path, isRequired: isTrue(each['isRequired']) };
  });
  const label = textOf(definition['label']) ?? name;
  object.fieldSets = [...object.fieldSets.filter((each) => each.name !== name), { name, label, fields }];
};

const labels: Applier = ({ definition }, { schema }) => {
  for (const each of listOf(definition['labels'])) {
    const name = textOf(each['fullName']);
    if (!name || each['value'] === undefined) throw new Refusal('A label needs fullName and value');
    schema.setLabel(name, textOf(each['value'])!);
  }
};

/** Developer name and namespace as setup rows have them, for `acme__Admin`. */
function developerName(fullName: string): { DeveloperName: string; NamespacePrefix: string | undefined } {
  const { namespace, name } = splitName(fullName);
  return { DeveloperName: name, NamespacePrefix: namespace };
}

const qualifiedName = (row: Row, name: unknown): string =>
  row['NamespacePrefix'] === undefined ? String(name) : `${String(row['NamespacePrefix'])}__${String(name)}`;

const customPermission: Applier = ({ fullName, definition }, target) => {
  const MasterLabel = textOf(definition['label']) ?? fullName;
  ensureRow(target, 'CustomPermission', developerName(fullName), { MasterLabel });
};

/** Objects and fields a permission set names must be there. */
function checkPermissions(definition: Element, { schema }: Target): void {
  for (const each of listOf(definition['objectPermissions'])) {
    const name = textOf(each['object']) ?? '';
    if (!schema.object(name)) throw new Refusal(`In field: field - no CustomObject named ${name} found`);
    if (isTrue(each['allowEdit']) && !isTrue(each['allowRead']))
      throw new Refusal(`Permission Edit ${name} depends on permission(s): Read ${name}`);
  }
  for (const each of listOf(definition['fieldPermissions'])) {
    const [object = '', name = ''] = (textOf(each['field']) ?? '').split('.');
    const found = schema.object(object) && fieldOf(schema.object(object)!, name);
    if (!found) throw new Refusal(`In field: field - no CustomField named ${object}.${name} found`);
    if (found.isRequired || found.isMasterDetail) {
      throw new Refusal(`You cannot deploy to a required field: ${object}.${name}`);
    }
    if (isTrue(each['editable']) && (found.formula !== undefined || found.summary || found.isAutoNumber)) {
      throw new Refusal(`Field ${object}.${name} can not be made editable`);
    }
  }
}

const permissionSet: Applier = ({ fullName, definition }, target) => {
  checkPermissions(definition, target);
  for (const each of listOf(definition['customPermissions'])) {
    const name = textOf(each['name']) ?? '';
    const rows = target.storage.table('CustomPermission').rows.values();
    if (![...rows].some((row) => qualifiedName(row, row['DeveloperName']) === name))
      throw new Refusal(`In field: customPermission - no CustomPermission named ${name} found`);
  }
  const Label = textOf(definition['label']);
  if (Label === undefined) throw new Refusal('Required field is missing: label');
  const { DeveloperName: Name, NamespacePrefix } = developerName(fullName);
  const row = ensureRow(
    target,
    'PermissionSet',
    { Name, NamespacePrefix },
    { Label, IsCustom: true, Description: textOf(definition['description']) },
  );
  target.grants.set(row.Id, grantsOf(definition));
};

const profile: Applier = ({ fullName, definition }, target) => {
  checkPermissions({ ...definition, fieldPermissions: undefined }, target);
  const name = STANDARD_PROFILES.find((each) => each.fileName === fullName)?.name ?? fullName;
  const row = ensureProfile(target, name);
  // A profile's file adds to what the profile has.
  const grants = target.grants.get(row.Id) ?? noGrants();
  const merged = noGrants();
  addGrants(merged, grants);
  addGrants(merged, grantsOf(definition));
  target.grants.set(row.Id, merged);
  for (const each of listOf(definition['recordTypeVisibilities'])) {
    const [object = '', name = ''] = (textOf(each['recordType']) ?? '').split('.');
    if (!isTrue(each['default']) || fullName !== 'Admin') continue;
    for (const type of target.schema.object(object)?.recordTypes ?? []) type.isDefault = type.developerName === name;
  }
};

const permissionSetGroup: Applier = ({ fullName, definition }, target) => {
  const group = ensureRow(target, 'PermissionSetGroup', developerName(fullName), {
    MasterLabel: textOf(definition['label']) ?? fullName,
    Status: 'Updated',
  });
  removeRows(target, 'PermissionSetGroupComponent', { PermissionSetGroupId: group.Id });
  for (const name of textsOf(definition['permissionSets'])) {
    const sets = target.storage.table('PermissionSet').rows.values();
    const set = [...sets].find((row) => qualifiedName(row, row['Name']) === name);
    if (!set) throw new Refusal(`In field: permissionSets - no PermissionSet named ${name} found`);
    ensureRow(target, 'PermissionSetGroupComponent', { PermissionSetGroupId: group.Id, PermissionSetId: set.Id });
  }
};

const queue: Applier = ({ fullName, definition }, target) => {
  const group = ensureRow(
    target,
    'Group',
    { DeveloperName: fullName, Type: 'Queue' },
    { Name: textOf(definition['name']) ?? fullName, Email: textOf(definition['email']) },
  );
  removeRows(target, 'QueueSobject', { QueueId: group.Id });
  for (const each of listOf(definition['queueSobject'])) {
    const name = textOf(each['sobjectType']) ?? '';
    if (!target.schema.object(name)) throw new Refusal(`In field: sobjectType - no CustomObject named ${name} found`);
    ensureRow(target, 'QueueSobject', { QueueId: group.Id, SobjectType: name });
  }
  members((definition['queueMembers'] as Element | undefined)?.['users'], group.Id, target);
};

function members(users: unknown, group: string, target: Target): void {
  for (const name of textsOf((users as Element | undefined)?.['user'])) {
    const user = target.security.userByName(name);
    if (!user) throw new Refusal(`In field: queueMembers - no User named ${name} found`);
    ensureRow(target, 'GroupMember', { GroupId: group, UserOrGroupId: user.id });
  }
}

const group: Applier = ({ fullName, definition }, target) => {
  ensureRow(
    target,
    'Group',
    { DeveloperName: fullName, Type: 'Regular' },
    { Name: textOf(definition['name']) ?? fullName, DoesIncludeBosses: isTrue(definition['doesIncludeBosses']) },
  );
};

const role: Applier = ({ fullName, definition }, target) => {
  ensureRow(target, 'UserRole', { DeveloperName: fullName }, { Name: textOf(definition['name']) ?? fullName });
};

const notificationType: Applier = ({ fullName, definition }, target) => {
  const object = target.schema.object('CustomNotificationType');
  if (object)
    ensureRow(target, 'CustomNotificationType', developerName(fullName), {
      MasterLabel: textOf(definition['masterLabel']) ?? fullName,
      CustomNotifTypeName: fullName,
    });
};

/** A custom metadata record. */
const customMetadata: Applier = ({ fullName, definition }, target) => {
  const [typeName = '', ...rest] = fullName.split('.');
  const name = rest.join('.');
  const object = target.schema.object(`${typeName}__mdt`);
  if (!object) throw new Refusal(`Invalid custom metadata type: ${typeName}`);
  const { DeveloperName, NamespacePrefix } = developerName(name);
  if (!/^[A-Za-z]\w*$/.test(name) || DeveloperName.length > 40) throw new Refusal(`Invalid fullName: ${fullName}`);
  const label = textOf(definition['label']);
  if (label === undefined || label.length > 40) throw new Refusal(`Label of ${fullName} must have 1 to 40 characters`);
  const values: Record<string, unknown> = {};
  for (const each of listOf(definition['values'])) {
    const own = fieldOf(object, textOf(each['field']) ?? '');
    if (!own) throw new Refusal(`No such column '${textOf(each['field']) ?? ''}' on entity '${object.name}'`);
    values[own.name] = isMetadataLink(own)
      ? linkedRecord(own, each['value'], target)
      : metadataValue(own, each['value']);
  }
  qualifyFieldNames(object, values, target.schema);
  for (const own of object.fields.values()) {
    if (!own.isCustom || values[own.name] !== undefined || own.formula !== undefined) continue;
    if (own.type === 'boolean' && own.defaultValue === 'true') values[own.name] = own.name in values ? null : true;
    if (own.isRequired && own.type !== 'boolean') throw new Refusal(`Required fields are missing: [${own.name}]`);
  }
  const key = { QualifiedApiName: name };
  removeRowsKeepId(target, object, name);
  ensureRow(target, object.name, key, {
    ...values,
    DeveloperName,
    NamespacePrefix,
    MasterLabel: label,
    Label: label,
    Language: 'en_US',
  });
};

/** A relationship to a field definition holds the field's name alone; the object's is in the relationship that controls it. */
function qualifyFieldNames(object: ObjectInfo, values: Record<string, unknown>, schema: Target['schema']): void {
  const fields = [...object.fields.values()];
  for (const each of fields) {
    const value = values[each.name];
    if (
      !/^(FieldDefinition|EntityParticle)$/.test(each.referenceTo[0] ?? '') ||
      typeof value !== 'string' ||
      value.includes('.')
    )
      continue;
    const controller = each.controllingField?.toLowerCase();
    const entity = fields.find(({ name }) => name.toLowerCase() === controller);
    const entityName = entity && values[entity.name];
    if (typeof entityName !== 'string') continue;
    // A lookup of the platform's own may go by the name of its relationship: Account for AccountId.
    const named = schema.object(entityName)?.fields;
    const field = named?.get(value.toLowerCase()) ?? named?.get(`${value.toLowerCase()}id`);
    values[each.name] = `${entityName}.${field?.name ?? value}`;
  }
}

const isMetadataLink = (field: FieldInfo): boolean => field.referenceTo[0]?.endsWith('__mdt') ?? false;

/** A metadata relationship names the other record, which may come later in the same deployment. @returns its id */
function linkedRecord(field: FieldInfo, value: unknown, target: Target): string | null {
  const name = textOf(value);
  if (name === undefined || name === '') return null;
  return ensureRow(target, field.referenceTo[0]!, { QualifiedApiName: name }).Id;
}

/** After all records: what they point at must be there by now. */
export const checkMetadataLinks: Applier = ({ fullName, definition }, target) => {
  const object = target.schema.object(`${fullName.split('.')[0]!}__mdt`);
  for (const each of listOf(definition['values'])) {
    const own = object && fieldOf(object, textOf(each['field']) ?? '');
    if (!own || !isMetadataLink(own)) continue;
    const id = linkedRecord(own, each['value'], target);
    if (id !== null && target.storage.get(own.referenceTo[0]!, id)?.['DeveloperName'] === undefined) {
      throw new Refusal(`Invalid custom metadata relationship: ${textOf(each['value'])} is no ${own.referenceTo[0]!}`);
    }
  }
};

/** A deployed record replaces the old one, id and all else kept. */
function removeRowsKeepId(target: Target, object: ObjectInfo, name: string): void {
  for (const row of [...target.storage.table(object.name).rows.values()]) {
    if (String(row['QualifiedApiName']).toLowerCase() !== name.toLowerCase()) continue;
    target.storage.put(object.name, { Id: row.Id, QualifiedApiName: row['QualifiedApiName'] });
  }
}

function metadataValue(field: Parameters<typeof coerce>[0], value: unknown): unknown {
  if (typeof value === 'object' && value !== null && (value as Element)['@xsi:nil'] === 'true') return null;
  const text = textOf(value);
  if (text === undefined) return null;
  try {
    const stored = coerce(field, text);
    if (typeof stored === 'string' && stored.length > field.length && field.length > 0) {
      throw new Refusal(`${field.label}: data value too large: ${stored} (max length=${field.length})`);
    }
    if (
      field.isRestrictedPicklist &&
      typeof stored === 'string' &&
      !field.picklist.some((each) => each.value === stored)
    ) {
      throw new Refusal(`${field.label}: bad value for restricted picklist field: ${stored}`);
    }
    return stored;
  } catch (error) {
    if (error instanceof BadValue) throw new Refusal(error.message);
    throw error;
  }
}

export const APPLIERS: [type: string, applier: Applier][] = [
  ['GlobalValueSet', valueSet],
  ['StandardValueSet', standardValueSet],
  [
    'CustomObject',
    ({ fullName, definition }, { schema }) => {
      if (fullName !== 'Activity') defineObject(fullName, definition, schema);
    },
  ],
  ['CustomField', field],
  ['RecordType', recordType],
  ['FieldSet', fieldSet],
  ['ValidationRule', validationRule],
  ['CustomLabels', labels],
  ['CustomPermission', customPermission],
  ['Role', role],
  ['Group', group],
  ['Queue', queue],
  ['CustomNotificationType', notificationType],
  ['CustomMetadata', customMetadata],
  ['PermissionSet', permissionSet],
  ['PermissionSetGroup', permissionSetGroup],
  ['Profile', profile],
  ...SETUP_COMPONENTS,
];
