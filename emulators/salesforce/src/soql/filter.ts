/** Conditions compiled to predicates, and the rows an index can narrow them to. */
import type { Row } from '../storage/row.ts';
import { type Condition, isAggregate, isCall, type Literal, type Operator } from './ast.ts';
import { comparable, likePattern, order, Span } from './compare.ts';
import { malformed, PlacedError } from './errors.ts';
import { bindValue, bindValues, isCollection, type Operand, operandOf } from './operands.ts';
import type { Getter, Scope } from './scope.ts';

export type Predicate = (row: Row) => boolean;

/** Finds the getter of a condition's left side; HAVING has another way than WHERE. */
export type Lookup = (condition: Condition & { kind: 'compare' }) => Getter;

export function whereLookup(scope: Scope): Lookup {
  return ({ left }) => {
    if (isAggregate(left)) throw malformed('Aggregate functions are not allowed in the WHERE clause', left.start);
    const getter = scope.getter(left);
    if (getter.field && !getter.field.isFilterable && !isCall(left)) {
      const text = `field '${getter.field.name}' can not be filtered in a query call`;
      throw new PlacedError('INVALID_FIELD', text, left.start);
    }
    return getter;
  };
}

export function compile(condition: Condition, scope: Scope, lookup: Lookup): Predicate {
  switch (condition.kind) {
    case 'and': {
      const parts = condition.parts.map((part) => compile(part, scope, lookup));
      return (row) => parts.every((part) => part(row));
    }
    case 'or': {
      const parts = condition.parts.map((part) => compile(part, scope, lookup));
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = compile(condition.part, scope, lookup);
      return (row) => !part(row);
    }
    case 'compare':
      return comparison(condition, scope, lookup(condition));
  }
}

function comparison(condition: Condition & { kind: 'compare' }, scope: Scope, getter: Getter): Predicate {
  const operator = effectiveOperator(condition, scope);
  const isExact = getter.isCaseSensitive;
  const read = (row: Row): ReturnType<typeof comparable> => comparable(getter.get(row), isExact);
  if (operator === 'LIKE') return likeComparison(condition, scope, getter);
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') return multiComparison(condition, operator, scope, getter);
  const values = operandsOf(condition, operator, scope, getter);
  if (operator === 'IN' || operator === 'NOT IN') {
    const isIn = membership(values);
    return operator === 'IN' ? (row) => isIn(read(row)) : (row) => !isIn(read(row));
  }
  return single(operator, values[0] ?? null, read);
}

/** `= :list` works like IN. */
function effectiveOperator({ operator, value }: Condition & { kind: 'compare' }, scope: Scope): Operator {
  if (value.kind !== 'bind' || (operator !== '=' && operator !== '!=')) return operator;
  const { operands } = scope.session;
  if (!operands.binds.has(value.name) || !isCollection(operands.binds.get(value.name))) return operator;
  return operator === '=' ? 'IN' : 'NOT IN';
}

function operandsOf(
  { value, start, left }: Condition & { kind: 'compare' },
  operator: Operator,
  scope: Scope,
  getter: Getter,
): Operand[] {
  const context = scope.session.operands;
  if (value.kind === 'subquery') {
    if (operator !== 'IN' && operator !== 'NOT IN') throw malformed(`unexpected token: 'SELECT'`, start);
    if (getter.type !== 'id' && getter.type !== 'reference') {
      const text = `The left operand field in the where expression for outer semi join should be an id field or a reference field, cannot use: '${getter.name}'`;
      throw new PlacedError('MALFORMED_QUERY', text, left.start);
    }
    return [...scope.session.columnOf(value.query)].map((each) => comparable(each, true));
  }
  if (value.kind === 'list') return value.items.flatMap((item) => listItem(item, getter, scope, start));
  if (value.kind === 'bind' && (operator === 'IN' || operator === 'NOT IN')) {
    if (bindValue(value.name, context, start) === null) return [];
    return bindValues(value, context, start).map((each) => ownOperand(each, getter, scope, start));
  }
  return [operandOf(value, getter, context, start)];
}

function listItem(item: Literal, getter: Getter, scope: Scope, start: number): Operand[] {
  const context = scope.session.operands;
  if (item.kind !== 'bind') return [operandOf(item, getter, context, start)];
  return bindValues(item, context, start).map((each) => ownOperand(each, getter, scope, start));
}

function ownOperand(value: unknown, getter: Getter, scope: Scope, start: number): Operand {
  const binds = new Map([['value', value]]);
  return operandOf({ kind: 'bind', name: 'value' }, getter, { ...scope.session.operands, binds }, start);
}

function membership(values: Operand[]): (value: ReturnType<typeof comparable>) => boolean {
  const set = new Set<unknown>();
  const spans: Span[] = [];
  for (const value of values) {
    if (value instanceof Span) spans.push(value);
    else set.add(keyOf(value));
  }
  return (value) =>
    set.has(keyOf(value)) || spans.some(({ from, to }) => typeof value === 'number' && value >= from && value < to);
}

function keyOf(value: ReturnType<typeof comparable>): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  return value.toNumber();
}

function single(operator: Operator, operand: Operand, read: (row: Row) => ReturnType<typeof comparable>): Predicate {
  if (operand instanceof Span) return spanComparison(operator, operand, read);
  if (operand === null) {
    if (operator === '=') return (row) => read(row) === null;
    if (operator === '!=') return (row) => read(row) !== null;
    return () => false;
  }
  const compare = (row: Row, test: (n: number) => boolean): boolean => {
    const value = read(row);
    return value !== null && test(order(value, operand));
  };
  switch (operator) {
    case '=':
      return (row) => compare(row, (n) => n === 0);
    case '!=':
      return (row) => !compare(row, (n) => n === 0);
    case '<':
      return (row) => compare(row, (n) => n < 0);
    case '<=':
      return (row) => compare(row, (n) => n <= 0);
    case '>':
      return (row) => compare(row, (n) => n > 0);
    case '>=':
      return (row) => compare(row, (n) => n >= 0);
    default:
      throw malformed(`unexpected operator ${operator}`);
  }
}

function spanComparison(
  operator: Operator,
  { from, to }: Span,
  read: (row: Row) => ReturnType<typeof comparable>,
): Predicate {
  const test: Partial<Record<Operator, (n: number) => boolean>> = {
    '=': (n) => n >= from && n < to,
    '<': (n) => n < from,
    '<=': (n) => n < to,
    '>': (n) => n >= to,
    '>=': (n) => n >= from,
  };
  if (operator === '!=') return (row) => !test['=']!(Number(read(row) ?? NaN));
  return (row) => {
    const value = read(row);
    return typeof value === 'number' && test[operator]!(value);
  };
}

function likeComparison(condition: Condition & { kind: 'compare' }, scope: Scope, getter: Getter): Predicate {
  const { value, start } = condition;
  if (/^(id|reference|int|long|double|currency|percent|boolean|date|datetime|time)$/.test(getter.type)) {
    const text = `invalid operator on ${getter.type} field`;
    throw new PlacedError('INVALID_QUERY_FILTER_OPERATOR', text, start);
  }
  if (value.kind === 'subquery') throw malformed("unexpected token: 'SELECT'", start);
  const items = value.kind === 'list' ? value.items : [value];
  const patterns = items
    .flatMap((item) => (item.kind === 'bind' ? bindValues(item, scope.session.operands, start) : [textOf(item)]))
    .filter((each) => each !== null)
    .map((each) => likePattern(String(each)));
  return (row) => {
    const text = getter.get(row);
    return typeof text === 'string' && patterns.some((pattern) => pattern.test(text));
  };
}

function textOf(literal: Literal): string | null {
  return literal.kind === 'string' ? literal.value : null;
}

/** Multi-select picklists: `INCLUDES ('a;b', 'c')`: a and b, or c. */
function multiComparison(
  { value, start }: Condition & { kind: 'compare' },
  operator: Operator,
  scope: Scope,
  getter: Getter,
): Predicate {
  if (getter.type !== 'multipicklist') {
    throw new PlacedError('INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${getter.type} field`, start);
  }
  const items = value.kind === 'list' ? value.items : [value as Literal];
  const groups = items
    .flatMap((item) => (item.kind === 'bind' ? bindValues(item, scope.session.operands, start) : [textOf(item)]))
    .map((each) =>
      String(each ?? '')
        .toLowerCase()
        .split(';'),
    );
  const includes = (row: Row): boolean => {
    const chosen = new Set(
      String(getter.get(row) ?? '')
        .toLowerCase()
        .split(';'),
    );
    return groups.some((group) => group.every((each) => chosen.has(each)));
  };
  return operator === 'INCLUDES' ? includes : (row) => !includes(row);
}
