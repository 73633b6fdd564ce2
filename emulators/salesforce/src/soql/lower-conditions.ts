/** WHERE and HAVING trees to `Condition`. */
import type * as grammar from '@apexdevtools/apex-parser';
import { NotEmulated } from '../org/services.ts';
import type { Condition, Literal, Operator, Value } from './ast.ts';
import { malformed } from './errors.ts';
import { bindOf, expressionOf, lowerSubQuery, startOf } from './lower.ts';

export function lowerWhere(context: grammar.WhereLogicalExpressionContext, text: string): Condition {
  const parts = context.whereConditionalExpression_list().map((each): Condition => {
    const nested = each.whereLogicalExpression();
    if (nested) return lowerWhere(nested, text);
    const leaf = each.whereFieldExpression();
    const field = leaf.fieldExpression();
    if (!field) throw new NotEmulated('SOQL FORMULA()');
    return lowerComparison(field, text);
  });
  return combine(parts, context.SOQLOR_list().length > 0, Boolean(context.NOT()));
}

export function lowerHaving(context: grammar.LogicalExpressionContext, text: string): Condition {
  const parts = context.conditionalExpression_list().map((each): Condition => {
    const nested = each.logicalExpression();
    return nested ? lowerHaving(nested, text) : lowerComparison(each.fieldExpression(), text);
  });
  return combine(parts, context.SOQLOR_list().length > 0, Boolean(context.NOT()));
}

function combine(parts: Condition[], isOr: boolean, isNot: boolean): Condition {
  const whole: Condition = parts.length === 1 ? parts[0]! : { kind: isOr ? 'or' : 'and', parts };
  return isNot ? { kind: 'not', part: whole } : whole;
}

function lowerComparison(context: grammar.FieldExpressionContext, text: string): Condition {
  const left = expressionOf(context.fieldName(), context.soqlFunction());
  const operator = operatorOf(context.comparisonOperator());
  const value = valueOf(context.value(), text);
  if (
    (operator === 'IN' || operator === 'NOT IN') &&
    value.kind !== 'list' &&
    value.kind !== 'subquery' &&
    value.kind !== 'bind'
  ) {
    throw malformed(
      `unexpected token: '${context.value().getText()}'`,
      startOf(context.value() as { start?: unknown }),
    );
  }
  return { kind: 'compare', left, operator, value, start: left.start };
}

function operatorOf(context: grammar.ComparisonOperatorContext): Operator {
  const text = context.getText().toUpperCase();
  if (text === '<>') return '!=';
  return text === 'NOTIN' ? 'NOT IN' : (text as Operator);
}

function valueOf(context: grammar.ValueContext, text: string): Value {
  const inner = context.subQuery();
  if (inner) return { kind: 'subquery', query: lowerSubQuery(inner, text) };
  const list = context.valueList();
  if (list) return { kind: 'list', items: list.value_list().map((each) => literalOf(each)) };
  return literalOf(context);
}

function literalOf(context: grammar.ValueContext): Literal {
  const bound = context.boundExpression();
  if (bound) return bindOf(bound);
  const text = context.getText();
  if (context.NULL()) return { kind: 'null' };
  if (context.BooleanLiteral()) return { kind: 'boolean', value: text.toLowerCase() === 'true' };
  if (context.StringLiteral()) return { kind: 'string', value: unquote(text) };
  if (context.signedNumber()) return { kind: 'number', text: text.replace(/^\+/, '') };
  if (context.DateTimeLiteral()) return { kind: 'datetime', text };
  if (context.DateLiteral()) return { kind: 'date', text };
  if (context.TimeLiteral()) return { kind: 'time', text };
  const formula = context.dateFormula();
  if (formula) {
    const [name = '', n] = formula.getText().toUpperCase().split(':');
    return { kind: 'dateFormula', name, n: n === undefined ? 1 : Number(n) };
  }
  throw new NotEmulated(`SOQL literal ${text}`);
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Quotes off; `\'`, `\\`, `\n` … resolved; `\%` and `\_` stay for LIKE. */
export function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replaceAll('\ue000', '\\')
    .replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (whole, escape: string) => {
      if (escape.length === 5) return String.fromCharCode(parseInt(escape.slice(1), 16));
      if (escape === '%' || escape === '_') return whole;
      return ESCAPES[escape.toLowerCase()] ?? escape;
    });
}
