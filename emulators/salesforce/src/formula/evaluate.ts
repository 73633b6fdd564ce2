/** Evaluates formulas over one context. */
import type { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { ApexTime } from '../apex/runtime/time.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { call } from './functions.ts';
import type { FormulaContext, FormulaValue } from './context.ts';
import { fieldValue, globalValue } from './names.ts';
import { parseFormula, type BinaryOperator, type FormulaNode } from './parse.ts';
import { asBoolean, asNumber, asText, compare, FormulaError } from './values.ts';

/** @throws FormulaError, NotEmulated for functions that are missing */
export function evaluate(text: string, context: FormulaContext): FormulaValue {
  return evaluateTree(parseFormula(text), context);
}

export function evaluateTree(node: FormulaNode, context: FormulaContext): FormulaValue {
  switch (node.kind) {
    case 'number':
      return Decimal.fromString(node.text);
    case 'text':
    case 'boolean':
      return node.value;
    case 'null':
      return null;
    case 'path':
      return node.path[0]!.startsWith('$') ? globalValue(node.path, context) : fieldValue(node.path, context);
    case 'call':
      return call(node.name, node.parameters, context, evaluateTree);
    case 'unary': {
      const value = evaluateTree(node.operand, context);
      if (node.operator === '!') return !asBoolean(value);
      const amount = number(value, context);
      return amount && node.operator === '-' ? amount.negate() : amount;
    }
    case 'binary':
      return operate(node.operator, node, context);
  }
}

function number(value: FormulaValue, context: FormulaContext): Decimal | null {
  return asNumber(value) ?? (context.blankAsZero ? Decimal.ZERO : null);
}

function operate(
  operator: BinaryOperator,
  node: FormulaNode & { kind: 'binary' },
  context: FormulaContext,
): FormulaValue {
  const left = evaluateTree(node.left, context);
  if (operator === '&&') return asBoolean(left) && asBoolean(evaluateTree(node.right, context));
  if (operator === '||') return asBoolean(left) || asBoolean(evaluateTree(node.right, context));
  const right = evaluateTree(node.right, context);
  switch (operator) {
    case '&':
      return asText(left) + asText(right);
    case '=':
      return isEqual(left, right, context);
    case '<>':
      return isUnknown(left, right, context) ? null : !isEqual(left, right, context);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return inOrder(operator, left, right, context);
    default:
      return calculate(operator, left, right, context);
  }
}

/** With "blank as zero" a blank beside a number is zero. */
function filled(value: FormulaValue, other: FormulaValue, context: FormulaContext): FormulaValue {
  return value === null && other instanceof Decimal && context.blankAsZero ? Decimal.ZERO : value;
}

/** A blank number is neither equal nor unequal to one: `Total__c <> 42` does not hold for it. */
function isUnknown(left: FormulaValue, right: FormulaValue, context: FormulaContext): boolean {
  if (context.blankAsZero) return false;
  return (left === null && right instanceof Decimal) || (right === null && left instanceof Decimal);
}

function isEqual(left: FormulaValue, right: FormulaValue, context: FormulaContext): boolean {
  return compare(filled(left, right, context), filled(right, left, context)) === 0;
}

function inOrder(operator: string, left: FormulaValue, right: FormulaValue, context: FormulaContext): boolean {
  const order = compare(filled(left, right, context), filled(right, left, context));
  if (order === null) return false;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

const DAY = 86_400_000;

function calculate(
  operator: BinaryOperator,
  left: FormulaValue,
  right: FormulaValue,
  context: FormulaContext,
): FormulaValue {
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return asText(left) + asText(right);
  const dated = dateArithmetic(operator, left, right);
  if (dated !== undefined) return dated;
  const a = number(left, context);
  const b = number(right, context);
  if (a === null || b === null) return null;
  switch (operator) {
    case '+':
      return a.add(b);
    case '-':
      return a.subtract(b);
    case '*':
      return a.multiply(b);
    case '/':
      if (b.signum() === 0) throw new FormulaError('Division by zero');
      return a.divide(b);
    default:
      return Decimal.fromNumber(a.toNumber() ** b.toNumber());
  }
}

/** Dates plus and minus days; the difference of two dates in days, of two times in milliseconds. */
function dateArithmetic(operator: BinaryOperator, left: FormulaValue, right: FormulaValue): FormulaValue | undefined {
  const isMoment = (value: FormulaValue): value is ApexDate | ApexDatetime | ApexTime =>
    value !== null && typeof value === 'object' && !(value instanceof Decimal);
  if (!isMoment(left) && !isMoment(right)) return undefined;
  if (left === null || right === null) return null;
  if (isMoment(left) && isMoment(right)) {
    if (operator !== '-') throw new FormulaError('Dates cannot be added');
    const difference = left.ms - right.ms;
    return left instanceof ApexTime ? Decimal.of(difference) : Decimal.fromNumber(difference / DAY);
  }
  if (!isMoment(left)) return operator === '+' ? dateArithmetic('+', right, left) : undefined;
  const days = (asNumber(right)?.toNumber() ?? 0) * (operator === '-' ? -1 : 1);
  if (left instanceof ApexTime) return new ApexTime((((left.ms + days) % DAY) + DAY) % DAY);
  return left instanceof ApexDatetime
    ? new ApexDatetime(left.ms + Math.round(days * DAY))
    : left.addDays(Math.trunc(days));
}
