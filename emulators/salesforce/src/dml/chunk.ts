/** The save order for up to 200 records of one object. */
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { ApexThrown, type DmlOptions } from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { Row } from '../storage/row.ts';
import { current } from '../transaction/transaction.ts';
import { checkFields } from './access.ts';
import { completeAddresses } from './addresses.ts';
import { assign } from './assignment.ts';
import { autoNumber } from './auto-number.ts';
import { checkRequired, checkValues, normalise } from './checks.ts';
import { checkDuplicates } from './duplicates.ts';
import { runAfterSave, runBeforeSave, whileSaving } from './flows.ts';
import { addFormulas, recordOf } from './prepare.ts';
import { checkReferences } from './references.ts';
import { initialSummary, rollUp } from './rollups.ts';
import { collectErrors, fail, isGood, isStored, type Save } from './save.ts';
import { specialOf } from './specials/index.ts';
import type { Helpers } from './specials/special.ts';
import { checkUnique } from './unique.ts';
import { runWorkflow } from './workflow.ts';

export interface ChunkOptions extends DmlOptions {
  operation: 'insert' | 'update';
  /** Ids stored by this statement so far. */
  fresh: Set<string>;
  /** Validation rules are not looked at. */
  skipsRules?: boolean;
}

/** Runs the saves through; errors stay on them. */
export function saveChunk(object: ObjectInfo, saves: Save[], options: ChunkOptions, helpers: Helpers): void {
  const { room } = helpers;
  const special = specialOf(object.name);
  const { operation } = options;
  const isUserMode = options.access === 'user';
  for (const save of saves) {
    if (!save.isInternal) checkFields(save, operation, options, room);
    if (isGood(save)) special?.defaults?.(save, helpers);
    if (isGood(save)) checkValues(save, options.truncate ?? false);
  }
  runBeforeSave(object, saves, room);
  runTriggers(object, 'before', saves, options, helpers);
  for (const save of saves.filter(isGood)) {
    normalise(save);
    special?.compute?.(save, helpers);
    completeAddresses(save);
    checkRequired(save);
    checkValues(save, options.truncate ?? false);
    if (isGood(save)) checkReferences(save, isUserMode, room);
    if (isGood(save) && !options.skipsRules) checkRules(save, object, helpers);
    if (isGood(save)) checkDuplicates(save, operation, options, room);
  }
  const written: Save[] = [];
  for (const save of saves.filter(isGood)) {
    checkUnique(save, options.fresh, room);
    if (isGood(save)) save.pending?.(room);
    if (!isGood(save)) continue;
    write(save, object, helpers);
    options.fresh.add(save.working.id!);
    written.push(save);
  }
  special?.written?.(written, helpers);
  whileSaving(written, (outermost) => {
    runTriggers(object, 'after', written, options, helpers);
    assign(written, object, options, room);
    runWorkflow(object, outermost, helpers);
    runAfterSave(object, outermost, room);
  });
  rollUp(
    object,
    written.filter(isGood).flatMap((save) => [save.before, room.storage.get(object.name, save.working.id!)]),
    written,
    helpers,
  );
}

function runTriggers(
  object: ObjectInfo,
  timing: 'before' | 'after',
  saves: Save[],
  { operation }: ChunkOptions,
  { room }: Helpers,
): void {
  const good = saves.filter(isGood);
  if (good.length === 0 || !room.triggers.has(object, timing, operation)) return;
  const hasFormulas = [...object.fields.values()].some((field) => field.formula !== undefined);
  const news = good.map((save) => save.working);
  if (hasFormulas) for (const record of news) addFormulas(record, room);
  const olds =
    operation === 'update' ? good.map((save) => oldRecord(object, save.before!, hasFormulas, room)) : undefined;
  callTriggers(() => room.triggers.run(object, timing, operation, news, olds), good);
}

function oldRecord(object: ObjectInfo, row: Row, hasFormulas: boolean, room: Helpers['room']): SObjectRecord {
  const record = recordOf(object, row);
  if (hasFormulas) addFormulas(record, room);
  return record;
}

/** An uncaught exception of a trigger fails all rows of the chunk. */
export function callTriggers(action: () => void, saves: Save[]): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof ApexThrown)) throw error;
    for (const save of saves) fail(save, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', error.message);
  }
  for (const save of saves) collectErrors(save);
}

function checkRules(save: Save, object: ObjectInfo, { room }: Helpers): void {
  const rules = object.validationRules.filter((rule) => rule.isActive);
  if (rules.length === 0) return;
  const row = Object.fromEntries(save.working.values);
  const context = room.formulas.context(object, row, save.before, !save.before);
  for (const rule of rules) {
    if (!room.formulas.isViolated(rule, context)) continue;
    fail(save, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.errorMessage, rule.errorField ? [rule.errorField] : []);
  }
}

function write(save: Save, object: ObjectInfo, { room }: Helpers): void {
  const { values } = save.working;
  const { storage } = room;
  const isNew = !save.before;
  if (isNew) values.set('Id', storage.newId(object.name, object.keyPrefix ?? '000'));
  stamp(save, object, isNew);
  if (isNew) {
    for (const field of object.fields.values()) {
      if (field.isAutoNumber) values.set(field.name, autoNumber(field, storage.table(object.name)));
      if (field.summary) values.set(field.name, initialSummary(field));
    }
    const name = object.fields.get('name');
    // A custom object's record without a name is named by its id.
    if (name && object.name.endsWith('__c') && name.formula === undefined && !values.get('Name')) {
      values.set('Name', values.get('Id'));
    }
  }
  const row: Record<string, unknown> = {};
  for (const [name, value] of values) {
    if (value === null || value === undefined || value === false) continue;
    const field = object.fields.get(name.toLowerCase());
    if (field && isStored(field)) row[field.name] = value;
  }
  storage.put(object.name, row as Row);
}

function stamp(save: Save, object: ObjectInfo, isNew: boolean): void {
  const { user, now } = clock();
  const { values } = save.working;
  const set = (name: string, value: unknown): void => {
    if (object.fields.has(name.toLowerCase())) values.set(name, value);
  };
  if (isNew) {
    set('CreatedDate', now);
    set('CreatedById', user);
    set('IsDeleted', false);
  }
  set('LastModifiedDate', now);
  set('LastModifiedById', user);
  set('SystemModstamp', now);
}

export function clock(): { user: string; now: ApexDatetime } {
  const transaction = current();
  return { user: transaction.user.id, now: new ApexDatetime(Math.floor(transaction.now() / 1000) * 1000) };
}
