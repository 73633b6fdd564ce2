/** What a SOQL text names: objects, relationships, fields. Read once per text, checked against a schema elsewhere. */
import type * as grammar from '@apexdevtools/apex-parser';
import { join } from 'node:path';
import { Kept } from '../../cache/kept.ts';
import { grammarClasses, parserOf } from '../syntax/grammar-package.ts';

export interface QueryShape {
  /** What FROM names: an object, or a child relationship in a subquery. */
  from: string;
  alias: string | undefined;
  /** Dotted paths wherever they stand, in order. */
  paths: string[];
  /** Plain fields of the select list. */
  selected: string[];
  grouped: string[];
  /** Comparisons of plain fields in WHERE. */
  conditions: Condition[];
  /** Fields of ORDER BY. */
  sorted: string[];
  /** Numbers of the binds of LIMIT and OFFSET. */
  limits: number[];
  /** `COUNT()` alone. */
  isCount: boolean;
  isAggregate: boolean;
  /** Fields whose values are added up: SUM and AVG. */
  sums: { path: string; operator: string }[];
  children: QueryShape[];
  /** Queries in WHERE: `Id IN (SELECT …)`. */
  inner: QueryShape[];
  typeOfs: { path: string; whens: { object: string; paths: string[] }[] }[];
  isSecurityEnforced: boolean;
}

/** `field operator value`: the value is a bind, or a literal's text. */
export interface Condition {
  path: string;
  operator: string;
  bind: number | undefined;
  literals: string[];
}

interface Tree {
  getText(): string;
  children?: Tree[] | null;
}

const shapes = new Kept('queries', [join(import.meta.dirname, 'query-shape.ts')]);
const cache = new Map<string, QueryShape | string>();

/** The shape of a query, or the message of its first syntax error. */
export function queryShape(text: string): QueryShape | string {
  let shape = cache.get(text);
  if (shape === undefined) cache.set(text, (shape = shapes.get([text], () => read(text))));
  return shape;
}

function read(text: string): QueryShape | string {
  const { parser, faults } = parserOf(text);
  const context = parser.query();
  return faults[0]?.message ?? shapeOf(context);
}

function shapeOf(query: grammar.QueryContext | grammar.SubQueryContext): QueryShape {
  const from = query.fromNameList();
  const shape: QueryShape = {
    from: from.fieldName(0)?.getText() ?? '',
    alias: from.soqlId_list()[0]?.getText(),
    paths: [],
    selected: [],
    grouped: [],
    conditions: [],
    sorted: [],
    limits: [],
    isCount: false,
    isAggregate: false,
    sums: [],
    children: [],
    inner: [],
    typeOfs: [],
    isSecurityEnforced: false,
  };
  for (const part of (query as unknown as Tree).children ?? []) if (part !== (from as unknown)) walk(part, shape);
  return shape;
}

function walk(tree: Tree, shape: QueryShape): void {
  if (tree instanceof grammarClasses().SelectEntryContext) return walkEntry(tree, shape);
  if (tree instanceof grammarClasses().TypeOfContext) return walkTypeOf(tree, shape);
  if (tree instanceof grammarClasses().QueryContext || tree instanceof grammarClasses().SubQueryContext) {
    shape.inner.push(shapeOf(tree));
    return;
  }
  if (tree instanceof grammarClasses().BoundExpressionContext) return;
  if (tree instanceof grammarClasses().FieldExpressionContext) readCondition(tree, shape);
  if (tree instanceof grammarClasses().FieldOrderContext && tree.fieldName())
    shape.sorted.push(tree.fieldName().getText());
  if (tree instanceof grammarClasses().LimitClauseContext || tree instanceof grammarClasses().OffsetClauseContext) {
    const bind = bindNumber(tree.boundExpression());
    if (bind !== undefined) shape.limits.push(bind);
  }
  if (tree instanceof grammarClasses().FieldNameContext) {
    shape.paths.push(tree.getText());
    return;
  }
  if (tree instanceof grammarClasses().GroupByClauseContext) {
    shape.isAggregate = true;
    const before = shape.paths.length;
    let isHaving = false;
    for (const child of (tree as unknown as Tree).children ?? []) {
      // What HAVING names is not grouped by.
      if (!isHaving && child.getText().toUpperCase() === 'HAVING') {
        isHaving = true;
        shape.grouped.push(...shape.paths.slice(before));
      }
      walk(child, shape);
    }
    if (!isHaving) shape.grouped.push(...shape.paths.slice(before));
    return;
  }
  if (tree instanceof grammarClasses().WithClauseContext && tree.SECURITY_ENFORCED()) shape.isSecurityEnforced = true;
  if (tree instanceof grammarClasses().SubFieldEntryContext) {
    const nested = tree.subQuery();
    if (nested) {
      shape.children.push(shapeOf(nested));
      return;
    }
    const field = tree.fieldName()?.getText();
    if (field) shape.selected.push(field);
  }
  for (const child of tree.children ?? []) walk(child, shape);
}

function readCondition(tree: grammar.FieldExpressionContext, shape: QueryShape): void {
  const field = tree.fieldName();
  const value = tree.value();
  if (!field || !value || value.subQuery()) return;
  const list = value.valueList();
  const literals = list
    ? list
        .value_list()
        .filter((entry) => !entry.boundExpression())
        .map((entry) => entry.getText())
    : [value.getText()];
  const bind = bindNumber(value.boundExpression());
  shape.conditions.push({
    path: field.getText(),
    operator: tree.comparisonOperator().getText().toLowerCase(),
    bind,
    literals: bind === undefined ? literals : [],
  });
}

/** Binds are named `:bind0`, `:bind1` … by the parser of the file. */
function bindNumber(bind: grammar.BoundExpressionContext | null): number | undefined {
  const text = bind ? /^:bind(\d+)$/.exec(bind.getText())?.[1] : undefined;
  return text === undefined ? undefined : Number(text);
}

function walkEntry(entry: grammar.SelectEntryContext, shape: QueryShape): void {
  const child = entry.subQuery();
  if (child) {
    shape.children.push(shapeOf(child));
    return;
  }
  const field = entry.fieldName()?.getText();
  if (field) shape.selected.push(field);
  const call = entry.soqlFunction();
  if (call && (call.COUNT() ?? call.COUNT_DISTINCT() ?? call.SUM() ?? call.AVG() ?? call.MIN() ?? call.MAX())) {
    if (call.COUNT() && !call.fieldName()) shape.isCount = true;
    else shape.isAggregate = true;
    const operator = call.SUM() ? 'SUM' : call.AVG() ? 'AVG' : undefined;
    if (operator && call.fieldName()) shape.sums.push({ path: call.fieldName().getText(), operator });
  }
  for (const part of (entry as unknown as Tree).children ?? []) walk(part, shape);
}

function walkTypeOf(tree: grammar.TypeOfContext, shape: QueryShape): void {
  const whens = tree.whenClause_list().map((when) => ({
    object: when.fieldName().getText(),
    paths: when
      .fieldNameList()
      .fieldName_list()
      .map((field) => field.getText()),
  }));
  shape.typeOfs.push({ path: tree.fieldName().getText(), whens });
}
