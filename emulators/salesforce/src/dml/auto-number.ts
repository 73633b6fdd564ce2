/** Autonumbers: `INV-{0000}`, `{YYYY}` and the like in the format. */
import type { FieldInfo } from '../schema/model.ts';
import type { Table } from '../storage/table.ts';
import { current } from '../transaction/transaction.ts';

export function autoNumber(field: FieldInfo, table: Table): string {
  const next = (table.autoNumbers.get(field.name) ?? (field.autoNumberStart ?? 1) - 1) + 1;
  table.autoNumbers.set(field.name, next);
  const date = new Date(current().now()).toISOString();
  return (field.autoNumberFormat ?? '{0}')
    .replaceAll('{YYYY}', date.slice(0, 4))
    .replaceAll('{YY}', date.slice(2, 4))
    .replaceAll('{MM}', date.slice(5, 7))
    .replaceAll('{DD}', date.slice(8, 10))
    .replace(/\{(0+)\}/, (_all, zeros: string) => String(next).padStart(zeros.length, '0'));
}
