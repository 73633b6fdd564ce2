/** Fields and globals of formulas. */
import { Decimal } from '../apex/runtime/decimal.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { NotEmulated } from '../org/services.ts';
import { fieldOf, type FieldInfo, type ObjectInfo } from '../schema/model.ts';
import type { Row } from '../storage/row.ts';
import { parentOf, polymorphicValue, relationship } from '../soql/path.ts';
import type { FormulaContext, FormulaValue } from './context.ts';
import { FormulaError, fromStored } from './values.ts';

export function noField(name: string): FormulaError {
  return new FormulaError(`Field ${name} does not exist. Check spelling.`);
}

/** The context in which fields have the values from before the save. */
export function oldContext(context: FormulaContext): FormulaContext {
  return { ...context, row: context.old ?? context.row };
}

export function fieldValue(parts: string[], context: FormulaContext): FormulaValue {
  if (context.root) return context.root(parts);
  let object: ObjectInfo = context.object;
  let row: Row = context.row as Row;
  let isPolymorphic = false;
  for (const [index, part] of parts.slice(0, -1).entries()) {
    const step = relationship(object, part);
    if (!step) throw noField(parts.join('.'));
    const parent = parentOf(step, row, undefined, context.data);
    if (!parent) return blank(lastField(parts.slice(index), object, context), context);
    isPolymorphic = step.referenceTo.length > 1;
    object = parent.object;
    row = parent.row;
  }
  const field = fieldOf(object, parts.at(-1)!);
  if (isPolymorphic && parts.at(-1)!.toLowerCase() === 'name') return fromStored(context.data.nameOf(object, row));
  if (!field) {
    if (!isPolymorphic) throw noField(parts.join('.'));
    const generic = fieldOf(context.data.schema.object('Name')!, parts.at(-1)!);
    if (!generic) throw noField(parts.join('.'));
    return fromStored(polymorphicValue(generic, object, row, context.data));
  }
  const value = fromStored(context.data.value(field, row));
  return value === null ? blank(field, context) : value;
}

/** The field at the end of a path, walked by schema where there is no parent record. */
function lastField(parts: string[], object: ObjectInfo, context: FormulaContext): FieldInfo | undefined {
  let current: ObjectInfo | undefined = object;
  for (const part of parts.slice(0, -1)) {
    const step: FieldInfo | undefined = current && relationship(current, part);
    current = step && context.data.schema.object(step.referenceTo.length === 1 ? step.referenceTo[0]! : 'Name');
  }
  return current && fieldOf(current, parts.at(-1)!);
}

/** Blank numbers are zero where the formula says so. */
function blank(field: FieldInfo | undefined, context: FormulaContext): FormulaValue {
  if (!field) return null;
  if (field.type === 'boolean') return false;
  return context.blankAsZero && /^(int|long|double|currency|percent)$/.test(field.type) ? Decimal.ZERO : null;
}

export function globalValue(parts: string[], context: FormulaContext): FormulaValue {
  const [head = '', ...rest] = parts;
  const { data, user } = context;
  const own = context.global?.(parts);
  if (own !== undefined) return own;
  switch (head.toLowerCase()) {
    case '$user':
      return rowValue('User', user.id, rest, context);
    case '$profile':
      return rowValue('Profile', user.profileId, rest, context);
    case '$userrole':
      return rowValue('UserRole', String(data.storage.get('User', user.id)?.['UserRoleId'] ?? ''), rest, context);
    case '$recordtype':
      return rowValue('RecordType', String(context.row['RecordTypeId'] ?? ''), rest, context);
    case '$organization':
      return rowValue('Organization', context.orgId, rest, context);
    case '$permission':
      return context.hasPermission(rest.join('.'));
    case '$label':
      return data.schema.label(rest.join('.')) ?? unknown(parts);
    case '$system':
      if (rest[0]?.toLowerCase() === 'origindatetime') return new ApexDatetime(Date.UTC(1900, 0, 1));
      return unknown(parts);
    case '$custommetadata':
      return metadataValue(rest, context);
    case '$setup':
      return settingValue(rest, context);
    default:
      throw new NotEmulated(`formula global ${head}`);
  }
}

function unknown(parts: string[]): never {
  throw noField(parts.join('.'));
}

function rowValue(objectName: string, id: string, rest: string[], context: FormulaContext): FormulaValue {
  const object = context.data.schema.object(objectName);
  if (!object || !fieldOf(object, rest[0] ?? '')) return unknown([objectName, ...rest]);
  const row = context.data.row(object, id);
  return row ? fieldValue(rest, over(context, object, row)) : null;
}

/** The same, over a row of the org. */
function over({ root: _elsewhere, ...context }: FormulaContext, object: ObjectInfo, row: Row): FormulaContext {
  return { ...context, object, row };
}

/** `$CustomMetadata.Type__mdt.Record.Field__c`. */
function metadataValue([type = '', record = '', field = '']: string[], context: FormulaContext): FormulaValue {
  const object = context.data.schema.object(type);
  if (!object || !fieldOf(object, field)) return unknown([type, record, field]);
  for (const row of context.data.rows(object)) {
    if (String(row['DeveloperName']).toLowerCase() === record.toLowerCase()) {
      return fieldValue([field], over(context, object, row));
    }
  }
  return unknown([type, record, field]);
}

/** Hierarchy settings: the user's, else the profile's, else the org's. */
function settingValue([type = '', field = '']: string[], context: FormulaContext): FormulaValue {
  const object = context.data.schema.object(type);
  const found = object && fieldOf(object, field);
  if (!object || !found) return unknown([type, field]);
  for (const owner of [context.user.id, context.user.profileId, context.orgId]) {
    for (const row of context.data.rows(object)) {
      if (row['SetupOwnerId'] === owner && row[found.name] !== undefined) {
        return fieldValue([field], over(context, object, row));
      }
    }
  }
  return null;
}
