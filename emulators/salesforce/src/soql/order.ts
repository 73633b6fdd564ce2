/** ORDER BY over rows or groups. Rows that are equal keep their order, which is by age. */
import type { Row } from '../storage/row.ts';
import type { OrderItem } from './ast.ts';
import { comparable, order } from './compare.ts';
import { PlacedError } from './errors.ts';
import type { Getter } from './scope.ts';

export function sortRows(rows: Row[], items: OrderItem[], getterOf: (item: OrderItem) => Getter): Row[] {
  if (items.length === 0) return rows;
  const keys = items.map((item) => {
    const getter = getterOf(item);
    if (getter.field && !getter.field.isSortable) {
      const text = `field '${getter.field.name}' can not be sorted in a query call`;
      throw new PlacedError('INVALID_FIELD', text, item.expression.start);
    }
    // "By default, null values are sorted first", descending as well.
    const nulls = (item.nullsFirst ?? true) ? -1 : 1;
    return { read: rankOf(getter), sign: item.isDescending ? -1 : 1, nulls };
  });
  const entries = rows.map((row) => ({ row, values: keys.map(({ read }) => read(row)) }));
  entries.sort((a, b) => {
    for (const [index, { sign, nulls }] of keys.entries()) {
      const left = a.values[index]!;
      const right = b.values[index]!;
      if (left === right) continue;
      if (left === null) return nulls;
      if (right === null) return -nulls;
      const result = order(left, right) * sign;
      if (result !== 0) return result;
    }
    return 0;
  });
  return entries.map(({ row }) => row);
}

/** Picklists sort by the order of their values, as on the platform; values they lack come last, as texts. */
function rankOf(getter: Getter): (row: Row) => ReturnType<typeof comparable> {
  const picklist = getter.field?.type === 'picklist' ? getter.field.picklist : [];
  if (picklist.length === 0) return (row) => comparable(getter.get(row));
  const ranks = new Map(picklist.map((entry, index) => [entry.value, ` ${String(index).padStart(4, '0')}`]));
  return (row) => {
    const value = getter.get(row);
    return value === null ? null : (ranks.get(String(value)) ?? `~${String(value).toLowerCase()}`);
  };
}
