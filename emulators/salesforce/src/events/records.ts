/** Events as records: what is checked when they are published, and what a trigger sees. */
import { randomUUID } from 'node:crypto';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { ApexList } from '../apex/runtime/list.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { primitives } from '../apex/types/registry.ts';
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';
import { fieldOf } from '../schema/model.ts';
import { type RecordError, SObjectRecord } from '../schema/record.ts';
import type { BusEvent, ChangeHeader } from './event.ts';

const SYSTEM_FIELDS = new Set(['Id', 'ReplayId', 'EventUuid', 'CreatedDate', 'CreatedById']);

/** The fields of a definition that events carry. */
export function payloadFields(object: ObjectInfo): FieldInfo[] {
  return [...object.fields.values()].filter(
    (field) => !SYSTEM_FIELDS.has(field.name) && field.name !== 'SystemModstamp',
  );
}

/** What keeps an event from being published; undefined when nothing does. */
export function publishError(record: SObjectRecord): RecordError | undefined {
  const fields = payloadFields(record.object);
  const missing = fields.filter((field) => field.isRequired && isBlank(record.values.get(field.name)));
  if (missing.length > 0) {
    const names = missing.map((field) => field.name);
    const message = `Required fields are missing: [${names.join(', ')}]`;
    return { statusCode: 'REQUIRED_FIELD_MISSING', message, fields: names };
  }
  for (const field of fields) {
    const value = record.values.get(field.name);
    if (typeof value === 'string' && field.length > 0 && value.length > field.length) {
      const message = `${field.label}: data value too large: ${value.slice(0, 255)} (max length=${field.length})`;
      return { statusCode: 'STRING_TOO_LONG', message, fields: [field.name] };
    }
    if (value instanceof Decimal && field.precision > 0 && wholeDigits(value) > field.precision - field.scale) {
      const message = `${field.label}: value outside of valid range on numeric field: ${value.toPlainString()}`;
      return { statusCode: 'NUMBER_OUTSIDE_VALID_RANGE', message, fields: [field.name] };
    }
  }
  return undefined;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function wholeDigits(value: Decimal): number {
  return value.abs().toPlainString().split('.')[0]!.replace(/^0+/, '').length;
}

/** Values as the bus keeps them. @param isFromApex empty text counts as null then */
export function eventValues(record: SObjectRecord, isFromApex: boolean): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const field of payloadFields(record.object)) {
    const value = record.values.get(field.name);
    values.set(field.name, value === undefined || (isFromApex && value === '') ? absent(field) : value);
  }
  return values;
}

function absent(field: FieldInfo): unknown {
  return field.type === 'boolean' ? field.defaultValue?.toLowerCase() === 'true' : null;
}

export function uuidOf(record: SObjectRecord): string {
  const own = record.values.get('EventUuid');
  return typeof own === 'string' && own !== '' ? own : randomUUID();
}

/** The record a trigger gets for an event. */
export function triggerRecord(event: BusEvent, object: ObjectInfo): SObjectRecord {
  const record = new SObjectRecord(object);
  const set = (name: string, value: unknown): void =>
    void record.values.set(fieldOf(object, name)?.name ?? name, value);
  const shown = event.change ? changedValues(event, event.change) : (event.values ?? new Map<string, unknown>());
  for (const [name, value] of shown) {
    // Apex sees datetimes of events without milliseconds, and empty text as null.
    const whole = value instanceof ApexDatetime ? new ApexDatetime(Math.floor(value.ms / 1000) * 1000) : value;
    if (fieldOf(object, name)) set(name, whole === '' ? null : whole);
  }
  set('ReplayId', String(event.replayId));
  if (event.change) {
    set('ChangeEventHeader', apexHeader(event.change));
    return record;
  }
  set('EventUuid', event.eventUuid);
  set('CreatedDate', new ApexDatetime(Math.floor(event.publishedAt / 1000) * 1000));
  set('CreatedById', event.publishedBy);
  return record;
}

/** What a change event carries: everything of a new record, of an update what changed. */
export function changedValues(event: BusEvent, change: ChangeHeader): Map<string, unknown> {
  const all = event.values ?? new Map<string, unknown>();
  if (change.changeType === 'CREATE' || change.changeType === 'UNDELETE') return all;
  if (change.changeType !== 'UPDATE') return new Map();
  return new Map(change.changedFields.map((name) => [name, all.get(name) ?? null]));
}

/** `EventBus.ChangeEventHeader`, as the library's properties read it. */
function apexHeader(change: ChangeHeader): Record<string, unknown> {
  const list = (items: string[]): ApexList => new ApexList(primitives.String, [...items]);
  return {
    $type: 'EventBus.ChangeEventHeader',
    entityName: change.entityName,
    recordIds: list(change.recordIds),
    changeType: change.changeType,
    changeOrigin: change.changeOrigin,
    transactionKey: change.transactionKey,
    sequenceNumber: change.sequenceNumber,
    commitTimestamp: BigInt(change.commitTimestamp),
    commitNumber: BigInt(change.commitNumber),
    commitUser: change.commitUser,
    nulledFields: list(change.nulledFields),
    diffFields: list(change.diffFields),
    changedFields: list(change.changedFields),
  };
}
