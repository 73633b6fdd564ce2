/** Parse tree of a query to `Query`. */
import type * as grammar from '@apexdevtools/apex-parser';
import { NotEmulated } from '../org/services.ts';
import type { ParserRuleContext } from '../apex/syntax/grammar.ts';
import type { Call, Expression, Literal, OrderItem, Path, Query, SelectItem } from './ast.ts';
import { distanceOf } from './distance.ts';
import { malformed } from './errors.ts';
import { lowerHaving, lowerWhere } from './lower-conditions.ts';

type Tree = { start?: unknown };
export const startOf = (tree: Tree): number => (tree as unknown as ParserRuleContext).start.start;

export function lowerQuery(context: grammar.QueryContext, text: string): Query {
  const query = empty(context.fromNameList());
  query.select = context
    .selectList()
    .selectEntry_list()
    .map((entry) => lowerItem(entry, text));
  const where = context.whereClause();
  if (where) query.where = lowerWhere(where.whereLogicalExpression(), text);
  const withClause = context.withClause();
  if (withClause) {
    if (withClause.USER_MODE()) query.mode = 'USER_MODE';
    else if (withClause.SYSTEM_MODE()) query.mode = 'SYSTEM_MODE';
    else if (withClause.SECURITY_ENFORCED()) query.mode = 'SECURITY_ENFORCED';
    else throw new NotEmulated('SOQL WITH DATA CATEGORY');
  }
  const group = context.groupByClause();
  if (group) {
    query.groupBy = group
      .fieldGroupByList()
      .fieldGroupBy_list()
      .map((each) => expressionOf(each.fieldName(), each.soqlFunction()));
    query.grouping = group.ROLLUP() ? 'rollup' : group.CUBE() ? 'cube' : 'plain';
    const having = group.logicalExpression();
    if (having) query.having = lowerHaving(having, text);
  }
  const order = context.orderByClause();
  if (order) query.orderBy = lowerOrder(order.fieldOrderList());
  query.limit = lowerLimit(context.limitClause());
  query.offset = lowerLimit(context.offsetClause());
  query.allRows = Boolean(context.allRowsClause());
  query.forUpdate = context.forClauses().UPDATE_list().length > 0;
  if (query.forUpdate && query.orderBy.length > 0) {
    throw malformed('FOR UPDATE clause cannot be used with ORDER BY', startOf(context.forClauses()));
  }
  query.scope = context.usingScope()?.soqlId().getText();
  return query;
}

export function lowerSubQuery(context: grammar.SubQueryContext, text: string): Query {
  const query = empty(context.fromNameList());
  query.select = context
    .subFieldList()
    .subFieldEntry_list()
    .map((entry) => lowerItem(entry, text));
  const where = context.whereClause();
  if (where) query.where = lowerWhere(where.whereLogicalExpression(), text);
  const order = context.orderByClause();
  if (order) query.orderBy = lowerOrder(order.fieldOrderList());
  query.limit = lowerLimit(context.limitClause());
  return query;
}

function empty(from: grammar.FromNameListContext): Query {
  const names = from.fieldName_list();
  if (names.length > 1) throw new NotEmulated('SOQL FROM with several names');
  const alias = from.soqlId_list()[0]?.getText();
  // The grammar takes a clause without content for an alias.
  if (alias !== undefined && /^(where|order|group|limit|offset|having|with|using|for|all|update)$/i.test(alias)) {
    throw malformed("unexpected token: '<EOF>'", startOf(from.soqlId_list()[0]! as Tree));
  }
  return {
    select: [],
    from: names[0]!.getText(),
    fromStart: startOf(names[0]! as Tree),
    alias,
    where: undefined,
    mode: undefined,
    groupBy: [],
    grouping: 'plain',
    having: undefined,
    orderBy: [],
    limit: undefined,
    offset: undefined,
    allRows: false,
    forUpdate: false,
    scope: undefined,
  };
}

function lowerItem(entry: grammar.SelectEntryContext | grammar.SubFieldEntryContext, text: string): SelectItem {
  const inner = entry.subQuery();
  if (inner) return { kind: 'subquery', query: lowerSubQuery(inner, text) };
  const typeOf = entry.typeOf();
  if (typeOf) {
    const otherwise = typeOf.elseClause();
    return {
      kind: 'typeof',
      path: pathOf(typeOf.fieldName()),
      whens: typeOf.whenClause_list().map((when) => ({
        object: when.fieldName().getText(),
        start: startOf(when.fieldName() as Tree),
        paths: when.fieldNameList().fieldName_list().map(pathOf),
      })),
      otherwise: otherwise ? otherwise.fieldNameList().fieldName_list().map(pathOf) : [],
    };
  }
  const call = entry.soqlFunction();
  const set = call?.FIELDS() ? call.soqlFieldsParameter() : undefined;
  if (call && set) {
    const name = set.getText().toUpperCase() as 'ALL' | 'CUSTOM' | 'STANDARD';
    return { kind: 'fields', set: name, start: startOf(call as Tree) };
  }
  return {
    kind: 'expression',
    expression: expressionOf(entry.fieldName(), call),
    alias: entry.soqlId()?.getText(),
  };
}

export function pathOf(context: grammar.FieldNameContext): Path {
  return { names: context.soqlId_list().map((id) => id.getText()), start: startOf(context as Tree) };
}

export function expressionOf(
  field: grammar.FieldNameContext | null | undefined,
  call: grammar.SoqlFunctionContext | null | undefined,
): Expression {
  return field ? pathOf(field) : callOf(call!);
}

function callOf(context: grammar.SoqlFunctionContext): Call {
  const fn = context.getText().split('(')[0]!.toUpperCase();
  const start = startOf(context as Tree);
  if (fn === 'DISTANCE') return { fn, argument: undefined, distance: distanceOf(context, start), start };
  const field = context.fieldName();
  if (field) return { fn, argument: pathOf(field), start };
  const date = context.dateFieldName();
  if (date) {
    const path = pathOf(date.fieldName());
    const zoned: Call = { fn: 'CONVERTTIMEZONE', argument: path, start: path.start };
    return { fn, argument: date.CONVERT_TIMEZONE() ? zoned : path, start };
  }
  const inner = context.soqlFunction();
  return { fn, argument: inner ? callOf(inner) : undefined, start };
}

export function lowerOrder(list: grammar.FieldOrderListContext): OrderItem[] {
  return list.fieldOrder_list().map((each) => ({
    expression: expressionOf(each.fieldName(), each.soqlFunction()),
    isDescending: Boolean(each.DESC()),
    nullsFirst: each.NULLS() ? Boolean(each.FIRST()) : undefined,
  }));
}

export function lowerLimit(
  clause: grammar.LimitClauseContext | grammar.OffsetClauseContext | null | undefined,
): Literal | undefined {
  if (!clause) return undefined;
  const bound = clause.boundExpression();
  return bound ? bindOf(bound) : { kind: 'number', text: clause.IntegerLiteral().getText() };
}

export function bindOf(context: grammar.BoundExpressionContext): Literal {
  return { kind: 'bind', name: context.expression().getText().toLowerCase() };
}
