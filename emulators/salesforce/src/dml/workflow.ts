/** Workflow rules: their field updates. Triggers run once more for them, validation rules do not. Alerts, tasks and messages are not sent. */
import { evaluate } from '../formula/evaluate.ts';
import { FormulaError } from '../formula/values.ts';
import { combine } from '../metadata/filter-logic.ts';
import { NotEmulated } from '../org/services.ts';
import { fieldOf, type FieldInfo, type ObjectInfo } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import { coerce, sameValue } from '../schema/values.ts';
import type { Row } from '../storage/row.ts';
import { ownerId } from './assignment.ts';
import { matchesCriteria } from './criteria.ts';
import type { Room } from './room.ts';
import type { FieldUpdate, WorkflowRule } from './rules.ts';
import { isGood, type Save } from './save.ts';
import type { Helpers } from './specials/special.ts';

/** How often rules are looked at again because an update says so. */
const MAX_ROUNDS = 5;

export function runWorkflow(object: ObjectInfo, saves: Save[], helpers: Helpers): void {
  const { room, updateByWorkflow } = helpers;
  const rules = room.workflowRules(object.name);
  for (let round = 0; rules.length > 0 && round <= MAX_ROUNDS; round++) {
    const changes = new Map<string, SObjectRecord>();
    const causes = new Map<SObjectRecord, Save[]>();
    let isAgain = false;
    for (const save of saves.filter(isGood)) {
      for (const update of dueUpdates(rules, save, object, room)) {
        const change = apply(update, save, object, changes, room);
        if (!change) continue;
        causes.set(change, [...(causes.get(change) ?? []), save]);
        isAgain ||= update.reevaluates;
      }
    }
    const records = [...changes.values()];
    updateByWorkflow(records).forEach((result, index) => {
      for (const save of causes.get(records[index]!) ?? []) save.errors.push(...result.errors);
    });
    if (!isAgain) return;
  }
}

function rowOf(save: Save, object: ObjectInfo, room: Room): Row {
  return room.storage.get(object.name, save.working.id!)!;
}

function dueUpdates(rules: WorkflowRule[], save: Save, object: ObjectInfo, room: Room): FieldUpdate[] {
  const row = rowOf(save, object, room);
  return rules.filter((rule) => isDue(rule, row, save.before, object, room)).flatMap((rule) => rule.updates);
}

function isDue(rule: WorkflowRule, row: Row, before: Row | undefined, object: ObjectInfo, room: Room): boolean {
  if (before && rule.trigger === 'onCreateOnly') return false;
  if (!meets(rule, row, before, object, room)) return false;
  return !before || rule.trigger === 'onAllChanges' || !meets(rule, before, before, object, room);
}

function meets(rule: WorkflowRule, row: Row, before: Row | undefined, object: ObjectInfo, room: Room): boolean {
  if (rule.formula !== undefined) {
    const context = { ...room.formulas.context(object, row, before, !before), blankAsZero: false };
    try {
      return evaluate(rule.formula, context) === true;
    } catch (error) {
      if (error instanceof FormulaError) throw new NotEmulated(`${error.message} in workflow rule ${rule.name}`);
      throw error;
    }
  }
  return combine(rule.filter ?? 'and', rule.criteria.length, (index) => {
    const criterion = rule.criteria[index]!;
    return matchesCriteria(criterion, withFormulas(row, criterion.field, object, room), object);
  });
}

/** Criteria may name formula fields. */
function withFormulas(row: Row, path: string, object: ObjectInfo, room: Room): Row {
  const field = fieldOf(object, path.split('.').at(-1) ?? '');
  return field?.formula === undefined ? row : ({ ...row, [field.name]: room.data.value(field, row) } as Row);
}

/** Puts the new value into the change of the record it belongs to. @returns that change; undefined when nothing changes */
function apply(
  update: FieldUpdate,
  save: Save,
  object: ObjectInfo,
  changes: Map<string, SObjectRecord>,
  room: Room,
): SObjectRecord | undefined {
  const row = rowOf(save, object, room);
  const lookup = update.target === undefined ? undefined : fieldOf(object, update.target);
  const owner = lookup ? room.schema.object(lookup.referenceTo[0] ?? '') : object;
  const id = lookup ? row[lookup.name] : row.Id;
  const field = owner && fieldOf(owner, update.field);
  if (!owner || !field || typeof id !== 'string') return undefined;
  const value = valueFor(update, field, row, save.before, object, room);
  if (sameValue(room.storage.get(owner.name, id)?.[field.name] ?? null, value)) return undefined;
  let change = changes.get(id);
  if (!change) {
    changes.set(id, (change = new SObjectRecord(owner)));
    change.values.set('Id', id);
  }
  change.values.set(field.name, value);
  return change;
}

function valueFor(
  update: FieldUpdate,
  field: FieldInfo,
  row: Row,
  before: Row | undefined,
  object: ObjectInfo,
  room: Room,
): unknown {
  switch (update.operation) {
    case 'Null':
      return null;
    case 'Literal':
      return coerce(field, update.literal ?? null);
    case 'Formula':
      try {
        return coerce(field, evaluate(update.formula ?? '', room.formulas.context(object, row, before, !before)));
      } catch (error) {
        if (error instanceof FormulaError) return null;
        throw error;
      }
    case 'LookupValue':
      if (update.lookupValueType === 'User' || update.lookupValueType === 'Queue') {
        return ownerId(update.lookupValue ?? '', update.lookupValueType, room) ?? null;
      }
      if (update.lookupValueType === 'RecordType') {
        return field.object.recordTypes.find((each) => each.developerName === update.lookupValue)?.id ?? null;
      }
      break;
  }
  throw new NotEmulated(
    `workflow field update ${update.name}: ${update.operation} ${update.lookupValueType ?? ''}`.trim(),
  );
}
