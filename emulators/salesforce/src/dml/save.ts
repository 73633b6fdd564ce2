/** One record on its way through the save order. */
import type { RecordError, SObjectRecord } from '../schema/record.ts';
import type { FieldInfo } from '../schema/model.ts';
import type { Row } from '../storage/row.ts';
import type { Room } from './room.ts';

export interface Save {
  /** The caller's record: gets its id when all is done. */
  record: SObjectRecord;
  /** Trigger.new. */
  working: SObjectRecord;
  /** The stored row before; undefined when it is new. */
  before: Row | undefined;
  /** Names of the fields the caller gives values for. */
  given: Set<string>;
  errors: RecordError[];
  /** Made by the platform itself: read-only fields may be written. */
  isInternal?: boolean;
  /** Work to do just before the row is stored. */
  pending?: ((room: Room) => void) | undefined;
}

export function fail(save: Save, statusCode: string, message: string, fields: string[] = []): void {
  save.errors.push({ statusCode, message, fields });
}

export function isGood(save: Save): boolean {
  return save.errors.length === 0;
}

export function valueOf(save: Save, name: string): unknown {
  return save.working.values.get(name) ?? null;
}

/** Sets a value the platform computes. */
export function setValue(save: Save, name: string, value: unknown): void {
  save.working.values.set(name, value);
}

/** Whether a field differs from the stored row; on insert: whether it has a value. */
export function isChanged(save: Save, name: string): boolean {
  const value = valueOf(save, name);
  const old = save.before?.[name] ?? null;
  if (value === old) return false;
  return value === null || old === null || String(value) !== String(old);
}

/** Errors that triggers put on the working record. */
export function collectErrors(save: Save): void {
  if (!save.working.errors) return;
  save.errors.push(...save.working.errors);
  save.working.errors = undefined;
}

/** Fields whose values are stored: no formulas, no compounds. */
export function isStored(field: FieldInfo): boolean {
  return field.formula === undefined && field.type !== 'address' && field.type !== 'location';
}
