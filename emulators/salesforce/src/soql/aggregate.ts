/** GROUP BY and aggregate functions: rows to groups, groups to AggregateResult records. */
import { Decimal } from '../apex/runtime/decimal.ts';
import { NotEmulated } from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import { decimalOf } from '../schema/values.ts';
import type { Row } from '../storage/row.ts';
import { type Call, type Expression, isAggregate, isCall, type Query } from './ast.ts';
import { comparable, order } from './compare.ts';
import { malformed, PlacedError } from './errors.ts';
import { compile, type Lookup } from './filter.ts';
import type { Getter, Scope } from './scope.ts';
import type { Column } from './select.ts';

/** One group: values by expression key, and the alias names of the select list. */
type Group = Row;

export function isAggregateQuery(query: Query): boolean {
  if (query.groupBy.length > 0) return true;
  return query.select.some((item) => item.kind === 'expression' && isAggregate(item.expression));
}

export interface Aggregation {
  columns: Column[];
  /** An aggregate function other than COUNT is there. */
  readsAllRows: boolean;
  groups(rows: Row[]): Group[];
  /** For ORDER BY and HAVING over groups. */
  lookup(expression: Expression): Getter;
  make(group: Group): SObjectRecord;
}

function keyOf(expression: Expression, scope: Scope): string {
  if (!isCall(expression)) return scope.path(expression).name.toLowerCase();
  return `${expression.fn}(${expression.argument ? keyOf(expression.argument, scope) : ''})`;
}

export function aggregation(query: Query, scope: Scope, resultObject: ObjectInfo): Aggregation {
  const keys = query.groupBy.map((expression) => ({ key: keyOf(expression, scope), getter: scope.getter(expression) }));
  for (const [index, { getter }] of keys.entries()) {
    if (getter.field && !getter.field.isGroupable && !isCall(query.groupBy[index]!)) {
      const text = `field '${getter.field.name}' can not be grouped in a query call`;
      throw new PlacedError('INVALID_FIELD', text, query.groupBy[index]!.start);
    }
  }
  const calls = new Map<string, { fn: string; getter: Getter | undefined }>();
  const register = (call: Call): string => {
    const key = keyOf(call, scope);
    if (!calls.has(key)) calls.set(key, { fn: call.fn, getter: call.argument && checked(call, scope) });
    return key;
  };
  const outputs: { name: string; key: string }[] = [];
  const columns: Column[] = [];
  let unnamed = 0;
  for (const item of query.select) {
    if (item.kind !== 'expression') throw malformed('Grouped query cannot select child rows');
    const { expression, alias } = item;
    const isCalculated = isAggregate(expression);
    const key = isCalculated ? register(expression as Call) : keyOf(expression, scope);
    const isGrouping = isCall(expression) && expression.fn === 'GROUPING';
    if (isGrouping && !keys.some((each) => `GROUPING(${each.key})` === key))
      throw malformed('Field must be grouped: GROUPING', expression.start);
    if (!isCalculated && !isGrouping && !keys.some((each) => each.key === key)) {
      const name = isCall(expression) ? expression.fn : expression.names.join('.');
      throw malformed(`Field must be grouped or aggregated: ${name}`, expression.start);
    }
    const plain = isCall(expression) ? `expr${unnamed}` : scope.path(expression).field.name;
    if (isCall(expression) && !alias) unnamed++;
    const name = alias ?? plain;
    outputs.push({ name, key });
    columns.push({ name, isAggregate: isCalculated });
  }
  const lookup = (expression: Expression): Getter => {
    const alias =
      !isCall(expression) &&
      outputs.find((each) => each.name.toLowerCase() === expression.names.join('.').toLowerCase());
    const key = alias ? alias.key : isAggregate(expression) ? register(expression as Call) : keyOf(expression, scope);
    if (!calls.has(key) && !keys.some((each) => each.key === key)) {
      throw malformed(
        `Ordered field must be grouped or aggregated: ${isCall(expression) ? expression.fn : expression.names.join('.')}`,
        expression.start,
      );
    }
    const type = calls.has(key) ? typeOf(calls.get(key)!) : keys.find((each) => each.key === key)!.getter.type;
    return {
      field: undefined,
      path: undefined,
      name: key,
      type,
      isCaseSensitive: false,
      get: (group) => group[key] ?? null,
    };
  };
  const havingLookup: Lookup = ({ left }) => lookup(left);
  const having = query.having && compile(query.having, scope, havingLookup);
  return {
    columns,
    readsAllRows: [...calls.values()].some(({ fn }) => fn !== 'COUNT' && fn !== 'GROUPING'),
    lookup,
    groups: (rows) => {
      const groups = groupingSets(keys, query.grouping).flatMap((set) =>
        group(rows, keys, set).map(([values, members]) => calculate(values, members, calls)),
      );
      return having ? groups.filter(having) : groups;
    },
    make: (groupRow) => {
      const record = new SObjectRecord(resultObject);
      record.queried = new Set(outputs.map((each) => each.name));
      for (const { name, key } of outputs) record.values.set(name, groupRow[key] ?? null);
      return record;
    },
  };
}

function typeOf({ fn, getter }: { fn: string; getter: Getter | undefined }): Getter['type'] {
  if (fn === 'COUNT' || fn === 'COUNT_DISTINCT') return 'int';
  return fn === 'AVG' ? 'double' : (getter?.type ?? 'int');
}

function checked(call: Call, scope: Scope): Getter {
  const getter = scope.getter(call.argument!);
  const isDerived = getter.field?.name === 'ActivityDate' && /^(Task|Event)$/.test(getter.field.object.name);
  if (isDerived) throw malformed(`field ${getter.name} does not support aggregate operator ${call.fn}`, call.start);
  const isNumber = /^(int|long|double|currency|percent)$/.test(getter.type);
  const isOrdered =
    isNumber || /^(date|datetime|string|picklist|reference|id|email|phone|url|time|combobox)$/.test(getter.type);
  if (
    ((call.fn === 'SUM' || call.fn === 'AVG') && !isNumber) ||
    ((call.fn === 'MIN' || call.fn === 'MAX') && !isOrdered)
  ) {
    throw malformed(`field ${getter.name} does not support aggregate operator ${call.fn}`, call.start);
  }
  return getter;
}

type Key = { key: string; getter: Getter };

/** What is grouped by, one set per kind of line: ROLLUP drops keys from the end, CUBE has all combinations. */
function groupingSets(keys: Key[], grouping: Query['grouping']): ReadonlySet<Key>[] {
  if (grouping === 'plain') return [new Set(keys)];
  if (grouping === 'rollup')
    return [...keys, undefined].map((_key, index) => new Set(keys.slice(0, keys.length - index)));
  const sets: Set<Key>[] = [];
  for (let bits = 2 ** keys.length - 1; bits >= 0; bits--)
    sets.push(new Set(keys.filter((_key, index) => bits & (2 ** (keys.length - 1 - index)))));
  return sets;
}

/** Members by equal key values, in order of the first member. Without GROUP BY all rows are one group. */
function group(rows: Row[], keys: Key[], set: ReadonlySet<Key>): [Record<string, unknown>, Row[]][] {
  if (keys.length === 0) return [[{}, rows]];
  const groups = new Map<string, [Record<string, unknown>, Row[]]>();
  for (const row of rows) {
    const values: Record<string, unknown> = {};
    const parts: string[] = [];
    for (const each of keys) {
      const { key, getter } = each;
      const isIn = set.has(each);
      const value = isIn ? getter.get(row) : null;
      values[key] = value;
      // GROUPING(x): 1 in the lines that add x up.
      values[`GROUPING(${key})`] = isIn ? 0 : 1;
      const plain = comparable(value);
      parts.push(plain === null ? '\u0000' : `${typeof plain}${String(plain)}`);
    }
    const id = parts.join('\u0001');
    const found = groups.get(id);
    if (found) found[1].push(row);
    else groups.set(id, [values, [row]]);
  }
  return [...groups.values()];
}

function calculate(
  values: Record<string, unknown>,
  members: Row[],
  calls: Map<string, { fn: string; getter: Getter | undefined }>,
): Group {
  const result: Record<string, unknown> = { ...values };
  for (const [key, { fn, getter }] of calls) result[key] = aggregate(fn, getter, members);
  return result as Group;
}

function aggregate(fn: string, getter: Getter | undefined, members: Row[]): unknown {
  if (!getter) return members.length;
  const values = members.map((row) => getter.get(row)).filter((value) => value !== null);
  switch (fn) {
    case 'COUNT':
      return values.length;
    case 'COUNT_DISTINCT':
      return new Set(values.map((value) => String(comparable(value)))).size;
    case 'SUM':
      return values.length === 0 ? null : sum(values, getter.type);
    case 'AVG':
      return values.length === 0
        ? null
        : (decimalOf(sum(values, 'double')) ?? Decimal.ZERO).divide(Decimal.of(values.length));
    case 'MIN':
    case 'MAX':
      return values.length === 0 ? null : extreme(values, fn === 'MIN' ? -1 : 1);
    default:
      throw new NotEmulated(`SOQL ${fn}()`);
  }
}

function sum(values: unknown[], type: Getter['type']): unknown {
  const total = values.reduce<Decimal>((all, value) => all.add(decimalOf(value) ?? Decimal.ZERO), Decimal.ZERO);
  return type === 'int' ? Number(total.toBigInt()) : total;
}

function extreme(values: unknown[], sign: -1 | 1): unknown {
  return values.reduce((best, value) => (order(comparable(value), comparable(best)) * sign > 0 ? value : best));
}
