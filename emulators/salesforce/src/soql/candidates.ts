/** Rows that indexes narrow a condition to, so that equality on indexed fields does not read the whole table. */
import type { FieldInfo } from '../schema/model.ts';
import type { Row } from '../storage/row.ts';
import { type Condition, isCall, type Literal } from './ast.ts';
import { Span } from './compare.ts';
import { bindValues, operandOf } from './operands.ts';
import type { Scope } from './scope.ts';
import { normalId } from '../storage/ids.ts';

/** Below this a scan is as good, and small tables need no index. */
const MIN_ROWS = 64;

/** Undefined: the whole table must be read. The condition itself is still to be applied. */
export function candidates(condition: Condition | undefined, scope: Scope): Row[] | undefined {
  if (!condition || scope.session.data.isComputed(scope.object)) return undefined;
  const ids = narrow(condition, scope);
  if (!ids) return undefined;
  const { rows } = scope.session.data.storage.table(scope.object.name);
  // By id is by age: the same order a scan gives.
  return [...ids].sort().flatMap((id) => rows.get(id) ?? []);
}

function narrow(condition: Condition, scope: Scope): Set<string> | undefined {
  switch (condition.kind) {
    case 'and': {
      let best: Set<string> | undefined;
      for (const part of condition.parts) {
        const found = narrow(part, scope);
        if (found && (!best || found.size < best.size)) best = found;
      }
      return best;
    }
    case 'or': {
      const all = new Set<string>();
      for (const part of condition.parts) {
        const found = narrow(part, scope);
        if (!found) return undefined;
        for (const id of found) all.add(id);
      }
      return all;
    }
    case 'not':
      return undefined;
    case 'compare':
      return equality(condition, scope) ?? since(condition, scope);
  }
}

/** Times that rise with every save: what is newer than a watermark is found without reading the table. */
const TIMES = new Set(['SystemModstamp', 'LastModifiedDate', 'CreatedDate']);

function since(
  { left, operator, value, start }: Condition & { kind: 'compare' },
  scope: Scope,
): Set<string> | undefined {
  if ((operator !== '>' && operator !== '>=') || isCall(left) || value.kind === 'list' || value.kind === 'subquery') {
    return undefined;
  }
  const getter = scope.getter(left);
  const table = scope.session.data.storage.table(scope.object.name);
  if (!getter.field || (getter.path?.steps.length ?? 1) > 0 || !TIMES.has(getter.field.name)) return undefined;
  if (table.rows.size < MIN_ROWS) return undefined;
  const operand = operandOf(value, getter, scope.session.operands, start);
  const ms = operand instanceof Span ? operand.from : operand;
  return typeof ms === 'number' ? table.range(getter.field.name).from(ms, table.rows, table.rows.size / 4) : undefined;
}

export function isIndexed(field: FieldInfo): boolean {
  if (field.formula !== undefined) return false;
  if (field.type === 'id' || field.type === 'reference' || field.type === 'email' || field.type === 'phone')
    return true;
  if (field.type !== 'string') return false;
  return field.isUnique || field.isExternalId || field.isIdLookup || field.isNameField || NAMES.has(field.name);
}

const NAMES = new Set([
  'Name',
  'FirstName',
  'LastName',
  'DeveloperName',
  'QualifiedApiName',
  'ProductCode',
  'Username',
]);

function equality(condition: Condition & { kind: 'compare' }, scope: Scope): Set<string> | undefined {
  const { left, operator, value, start } = condition;
  if ((operator !== '=' && operator !== 'IN') || isCall(left)) return undefined;
  const { field, steps } = scope.path(left);
  if (steps.length > 0 || !isIndexed(field)) return undefined;
  const table = scope.session.data.storage.table(scope.object.name);
  if (table.rows.size < MIN_ROWS && field.type !== 'id') return undefined;
  let values: unknown[];
  if (value.kind === 'subquery') values = [...scope.session.columnOf(value.query)];
  else {
    const literals: Literal[] = value.kind === 'list' ? value.items : [value];
    values = [];
    for (const literal of literals) {
      if (literal.kind === 'bind') values.push(...bindValues(literal, scope.session.operands, start));
      else if (literal.kind === 'string') values.push(literal.value);
      else return undefined;
    }
  }
  const found = new Set<string>();
  for (const each of values) {
    // A blank is not in the index.
    if (each === null || each === '') return undefined;
    const isId = field.type === 'id' || field.type === 'reference';
    const key = isId ? normalId(String(each)) : each;
    if (key === undefined) return undefined;
    if (field.type === 'id') found.add(String(key));
    else for (const id of table.index(field.name).ids(key)) found.add(id);
  }
  return found;
}
