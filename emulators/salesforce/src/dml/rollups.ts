/** Roll-up summaries: recalculated when details change; the master is saved with its triggers. */
import { Decimal } from '../apex/runtime/decimal.ts';
import { fieldOf, type FieldInfo, type ObjectInfo } from '../schema/model.ts';
import { isSummarised } from '../schema/details.ts';
import { SObjectRecord } from '../schema/record.ts';
import { coerce, decimalOf, sameValue } from '../schema/values.ts';
import { comparable, order } from '../soql/compare.ts';
import type { Row } from '../storage/row.ts';
import { matchesCriteria } from './criteria.ts';
import type { Room } from './room.ts';
import type { Save } from './save.ts';
import type { Helpers } from './specials/special.ts';

/** Masters of an object that summarise it: lookup field to summary fields. */
function summaries(object: ObjectInfo, room: Room): [FieldInfo, FieldInfo[]][] {
  const found: [FieldInfo, FieldInfo[]][] = [];
  for (const lookup of object.fields.values()) {
    if (!isSummarised(lookup)) continue;
    const parent = room.schema.object(lookup.referenceTo[0] ?? '');
    const fields = [...(parent?.fields.values() ?? [])].filter(
      ({ summary }) =>
        summary?.childObject.toLowerCase() === object.name.toLowerCase() &&
        summary.childField.toLowerCase() === lookup.name.toLowerCase(),
    );
    if (fields.length > 0) found.push([lookup, fields]);
  }
  return found;
}

/** @param rows rows before and after the change @param saves get the errors of masters that can't be saved */
export function rollUp(object: ObjectInfo, rows: (Row | undefined)[], saves: Save[], { room, update }: Helpers): void {
  for (const [lookup, fields] of summaries(object, room)) {
    const ids = new Set(rows.flatMap((row) => (row?.[lookup.name] as string | undefined) ?? []));
    const parent = fields[0]!.object;
    const records: SObjectRecord[] = [];
    for (const id of ids) {
      const row = room.storage.get(parent.name, id);
      if (!row || row['IsDeleted'] === true) continue;
      const record = new SObjectRecord(parent);
      record.values.set('Id', id);
      for (const field of fields) {
        const value = coerce(field, summarise(field, lookup, id, object, room));
        if (!sameValue(row[field.name] ?? null, value)) record.values.set(field.name, value);
      }
      if (record.values.size > 1) records.push(record);
    }
    if (records.length === 0) continue;
    for (const [index, result] of update(records).entries()) {
      if (result.isSuccess) continue;
      for (const save of saves) {
        if (save.working.values.get(lookup.name) === records[index]!.id) save.errors.push(...result.errors);
      }
    }
  }
}

function summarise(field: FieldInfo, lookup: FieldInfo, id: string, child: ObjectInfo, room: Room): unknown {
  const { operation, summarizedField, filters } = field.summary!;
  const rows = [...room.storage.table(child.name).matching(lookup.name, id)].filter(
    (row) => row['IsDeleted'] !== true && filters.every((filter) => matchesCriteria(filter, row, child)),
  );
  if (operation === 'count') return rows.length;
  const summed = fieldOf(child, summarizedField?.split('.').at(-1) ?? '');
  if (!summed) throw new Error(`roll-up ${field.object.name}.${field.name}: no field ${summarizedField ?? ''}`);
  const values = rows.map((row) => room.data.value(summed, row)).filter((value) => value !== null);
  if (operation === 'sum') {
    return values.reduce<Decimal>((total, value) => total.add(decimalOf(value) ?? Decimal.ZERO), Decimal.ZERO);
  }
  const sign = operation === 'min' ? -1 : 1;
  return values.reduce<unknown>(
    (best, value) => (best === null || order(comparable(value), comparable(best)) * sign > 0 ? value : best),
    null,
  );
}

/** Values of a master's summaries before it has details. */
export function initialSummary(field: FieldInfo): unknown {
  return field.summary?.operation === 'count' || field.summary?.operation === 'sum'
    ? coerce(field, Decimal.ZERO)
    : null;
}
