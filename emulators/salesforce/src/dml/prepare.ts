/** Makes Trigger.new: old values overlaid with the given ones, defaults, owner; parents given by external id are looked up. */
import { fieldOf, type FieldInfo, type ObjectInfo } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import { BadValue, coerce } from '../schema/values.ts';
import type { Row } from '../storage/row.ts';
import { current } from '../transaction/transaction.ts';
import type { Room } from './room.ts';
import { fail, isStored, type Save } from './save.ts';
import { evaluateRichDefault } from './specials/defaults.ts';

/** Fields the platform writes itself. */
const SYSTEM = new Set([
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
  'IsDeleted',
]);

export function prepareInsert(record: SObjectRecord, isInternal: boolean, room: Room): Save {
  const { object } = record;
  const working = new SObjectRecord(object);
  const save: Save = { record, working, before: undefined, given: new Set(), errors: [], isInternal };
  if (record.id) fail(save, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
  overlay(save, 'insert');
  resolveParents(save, room);
  setDefaults(save, room);
  return save;
}

export function prepareUpdate(record: SObjectRecord, before: Row, isInternal: boolean, room: Room): Save {
  const { object } = record;
  const working = recordOf(object, before);
  const save: Save = { record, working, before, given: new Set(), errors: [], isInternal };
  overlay(save, 'update');
  resolveParents(save, room);
  return save;
}

/** All stored values of a row, as a record of triggers. */
export function recordOf(object: ObjectInfo, row: Row): SObjectRecord {
  const record = new SObjectRecord(object);
  for (const field of object.fields.values()) {
    const value = row[field.name];
    if (value !== undefined && value !== null) record.values.set(field.name, value);
    else if (field.type === 'boolean' && isStored(field)) record.values.set(field.name, false);
  }
  return record;
}

/** Formula fields as triggers see them. */
export function addFormulas(record: SObjectRecord, room: Room): void {
  for (const field of record.object.fields.values()) {
    if (field.formula === undefined) continue;
    record.values.set(field.name, room.formulas.fieldValue(field, Object.fromEntries(record.values) as Row));
  }
}

function overlay(save: Save, operation: 'insert' | 'update'): void {
  const { record, working } = save;
  const unwritable: string[] = [];
  for (const [name, value] of record.values) {
    if (name === 'Id') continue;
    const field = fieldOf(record.object, name);
    if (!field) continue;
    const isWritable = save.isInternal || (operation === 'insert' ? field.isCreateable : field.isUpdateable);
    if (!isWritable) {
      // Fields that only came along with a query are left alone.
      const isMeant = record.queried ? record.touched.has(name) : true;
      if (isMeant && isStored(field) && !isUnchanged(save, field, value)) unwritable.push(field.name);
      continue;
    }
    try {
      working.values.set(field.name, coerce(field, value));
      if (!record.queried || record.touched.has(name)) save.given.add(field.name);
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      fail(save, error.statusCode, error.message, [field.name]);
    }
  }
  if (unwritable.length > 0) {
    const text = `Unable to create/update fields: ${unwritable.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
    fail(save, 'INVALID_FIELD_FOR_INSERT_UPDATE', text, unwritable);
  }
}

function isUnchanged({ before }: Save, field: FieldInfo, value: unknown): boolean {
  if (value === null || value === undefined) return before?.[field.name] === undefined;
  if (field.type === 'boolean' && value === false && !before?.[field.name]) return true;
  return before !== undefined && (SYSTEM.has(field.name) || String(before[field.name]) === String(value));
}

/** `new Contact(Account = new Account(Ext__c = 'x'))`. */
function resolveParents(save: Save, room: Room): void {
  for (const [name, parent] of save.record.parents ?? []) {
    if (!parent || parent.queried || save.record.queried?.has(name)) continue;
    const field = [...save.record.object.fields.values()].find((each) => each.relationshipName === name);
    if (!field || !isStored(field)) continue;
    const keys = [...parent.values].filter(([key]) => key !== 'Id' || parent.values.size === 1);
    const [key] = keys;
    if (keys.length !== 1 || !key) continue;
    const keyField = fieldOf(parent.object, key[0])!;
    const value = coerce(keyField, key[1]);
    if (keyField.type === 'id') {
      save.working.values.set(field.name, value);
      save.given.add(field.name);
      continue;
    }
    if (!keyField.isExternalId && !keyField.isIdLookup) continue;
    const found = [...room.storage.table(parent.object.name).matching(keyField.name, value)].filter(
      (row) => row['IsDeleted'] !== true,
    );
    if (found.length === 1) {
      save.working.values.set(field.name, found[0]!.Id);
      save.given.add(field.name);
    } else {
      const text = `Foreign key external ID: ${String(key[1]).toLowerCase()} not found for field ${keyField.name} in entity ${parent.object.name}`;
      fail(
        save,
        'INVALID_FIELD',
        found.length === 0
          ? text
          : `More than one record found for external id field: [${found.map((row) => row.Id).join(', ')}]`,
        [],
      );
    }
  }
}

function setDefaults(save: Save, room: Room): void {
  const { working } = save;
  const { values, object } = working;
  const row = Object.fromEntries(values);
  for (const field of object.fields.values()) {
    if (!isStored(field)) continue;
    const isGiven = save.given.has(field.name) && values.get(field.name) !== null;
    if (isGiven) continue;
    if (field.type === 'boolean' || !save.given.has(field.name)) {
      const value = defaultOf(field, row, room);
      if (value !== undefined && value !== null) values.set(field.name, value);
      else if (field.type === 'boolean') values.set(field.name, false);
    }
  }
  const { user } = current();
  if (object.fields.has('currencyisocode') && !values.get('CurrencyIsoCode')) {
    values.set('CurrencyIsoCode', corporateCurrency(room));
  }
  if (object.fields.has('ownerid') && !values.get('OwnerId')) values.set('OwnerId', user.id);
  // A custom setting that names no owner is the organization's.
  if (object.kind === 'customSetting' && !values.get('SetupOwnerId')) values.set('SetupOwnerId', room.org.id);
  const recordType = object.recordTypes.find((each) => each.isDefault && each.isActive);
  if (recordType && object.fields.has('recordtypeid') && !save.given.has('RecordTypeId')) {
    values.set('RecordTypeId', recordType.id);
  }
  evaluateRichDefault(save, room);
}

/** Most defaults are plain true and false. */
function defaultOf(field: FieldInfo, row: Record<string, unknown>, room: Room): unknown {
  const { defaultValue } = field;
  if (defaultValue === undefined) return undefined;
  if (defaultValue === 'false' || defaultValue === 'true') return defaultValue === 'true';
  return room.formulas.defaultValue(field, row);
}

/** Records of an org with several currencies always have one; users of an emulated org have no currency of their own. */
function corporateCurrency(room: Room): unknown {
  const rows = [...room.storage.table('CurrencyType').rows.values()];
  return rows.find((row) => row['IsCorporate'] === true)?.['IsoCode'] ?? null;
}
