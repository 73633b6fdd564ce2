/** System.SObject. */
import { NotEmulated } from '../../org/services.ts';
import { shownValues, type SObjectRecord } from '../../schema/record.ts';
import { anyType, primitives } from '../types/registry.ts';
import { apexEquals, hashOf } from '../runtime/equality.ts';
import { apexError } from '../runtime/exceptions.ts';
import { ApexMap } from '../runtime/map.ts';
import { toApexString } from '../runtime/printing.ts';
import { addError, addFieldError } from '../runtime/records.ts';
import { definePlatformType } from './define.ts';
import { databaseErrors } from './database-error.ts';
import { cloneRecord, cloneSource } from './record-clone.ts';
import {
  childrenByName,
  getByName,
  getParentByName,
  isSet,
  putByName,
  putParentByName,
  resolveField,
} from './record-fields.ts';
import { sobjectToken, type SObjectFieldToken } from './schema/tokens.ts';
import { recordList } from './support.ts';

type FieldKey = string | SObjectFieldToken;

/** Options given by `setOptions`, for the DML that follows. */
const options = new WeakMap<SObjectRecord, unknown>();

export function recordOptions(record: SObjectRecord): unknown {
  return options.get(record);
}

function populated(record: SObjectRecord): ApexMap {
  const map = new ApexMap(primitives.String, anyType, shownValues(record));
  for (const [name, parent] of record.parents ?? []) if (parent) map.put(name, parent);
  for (const [name, rows] of record.children ?? []) if (rows.length > 0) map.put(name, recordList(rows));
  return map;
}

function addErrorAt(record: SObjectRecord, key: FieldKey, message: unknown): void {
  addFieldError(record, resolveField(record, key), message);
}

definePlatformType({
  name: 'System.SObject',
  instance: {
    get: getByName,
    put: putByName,
    isSet,
    getSObject: getParentByName,
    putSObject: putParentByName,
    getSObjects: (record: SObjectRecord, key: FieldKey) => {
      if (typeof key !== 'string') throw new NotEmulated('SObject.getSObjects(SObjectField)');
      const rows = childrenByName(record, key);
      return rows && recordList(rows);
    },
    'getSObjectType()': (record: SObjectRecord) => sobjectToken(record.object),
    'getPopulatedFieldsAsMap()': populated,
    'clear()': (record: SObjectRecord) => {
      record.values.clear();
      record.touched.clear();
      record.parents = undefined;
    },
    clone: (record: SObjectRecord, keepId = false, isDeep = false, keepTimestamps = false, keepAutonumber = false) =>
      cloneRecord(record, keepId, isDeep, keepTimestamps, keepAutonumber),
    'isClone()': (record: SObjectRecord) => cloneSource(record) !== undefined,
    'getCloneSourceId()': (record: SObjectRecord) => cloneSource(record)?.id ?? null,
    'addError(String)': (record: SObjectRecord, message: string) => addError(record, [], message),
    'addError(String,Boolean)': (record: SObjectRecord, message: string) => addError(record, [], message),
    'addError(Exception)': (record: SObjectRecord, message: unknown) => addError(record, [], message),
    'addError(Exception,Boolean)': (record: SObjectRecord, message: unknown) => addError(record, [], message),
    addError: addErrorAt,
    'hasErrors()': (record: SObjectRecord) => (record.errors?.length ?? 0) > 0,
    'getErrors()': (record: SObjectRecord) => databaseErrors(record.errors ?? []),
    'setOptions(Database.DMLOptions)': (record: SObjectRecord, value: unknown) => void options.set(record, value),
    'getOptions()': (record: SObjectRecord) => options.get(record) ?? null,
    'getQuickActionName()': () => null,
    'recalculateFormulas()': () => {
      throw new NotEmulated('SObject.recalculateFormulas');
    },
    'equals(Object)': (record: SObjectRecord, other: unknown) => apexEquals(record, other),
    'hashCode()': (record: SObjectRecord) => hashOf(record),
    'toString()': (record: SObjectRecord) => toApexString(record),
  },
  properties: {
    Id: {
      get: (record: SObjectRecord) => record.id,
      set: (record: SObjectRecord, id: string | null) => {
        const field = record.object.fields.get('id');
        if (!field) throw apexError('System.SObjectException', `Invalid field Id for ${record.object.name}`);
        putByName(record, 'Id', id);
      },
    },
  },
});
