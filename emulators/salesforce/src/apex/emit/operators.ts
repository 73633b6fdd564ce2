/** Unary and binary operators by the operation the checker chose. */
import type { BinaryExpression, BinaryOperator, Expression, Operation } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import type { MethodContext } from './context.ts';
import { checked } from './conversions.ts';

export function emitBinary(context: MethodContext, node: BinaryExpression): string {
  const operation = node.operation ?? 'equality';
  if (operation === 'concat') return concat(context, node.left, node.right);
  const left = context.expression(node.left);
  const right = context.expression(node.right);
  return operate(node.operator, operation, operand(left, node.left), operand(right, node.right));
}

/** One side of an operator: its code, with and without the check for null. */
export interface Operand {
  code: string;
  checked: string;
}

export function operand(code: string, expression: Expression): Operand {
  return { code, checked: checked(code, expression) };
}

export function operate(operator: BinaryOperator, operation: Operation, left: Operand, right: Operand): string {
  switch (operator) {
    case '==':
    case '!=':
      return (operator === '!=' ? '!' : '') + equal(operation, left.code, right.code);
    case '===':
      return `R.identical(${left.code},${right.code})`;
    case '!==':
      return `!R.identical(${left.code},${right.code})`;
    case '&&':
    case '||':
      return `(${left.checked}${operator}${right.checked})`;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, operation, left, right);
    default:
      return calculate(operator, operation, left.checked, right.checked);
  }
}

function equal(operation: Operation, left: string, right: string): string {
  switch (operation) {
    case 'integer':
    case 'long':
    case 'boolean':
      return `(${left}===${right})`;
    case 'string':
      return `R.equalText(${left},${right})`;
    case 'id':
      return `R.equalId(${left},${right})`;
    case 'identity':
      return `R.identical(${left},${right})`;
    default:
      return left === 'null' || right === 'null' ? `(${left}===${right})` : `R.equal(${left},${right})`;
  }
}

const COMPARISONS: Record<string, string> = {
  '<': 'less',
  '<=': 'lessOrEqual',
  '>': 'greater',
  '>=': 'greaterOrEqual',
};

/** A null number or date makes every ordering false. */
function compare(operator: string, operation: Operation, left: Operand, right: Operand): string {
  if (operation === 'integer' || operation === 'long') {
    if (left.code === left.checked && right.code === right.checked) return `(${left.code}${operator}${right.code})`;
    return `R.${COMPARISONS[operator]}(${left.code},${right.code})`;
  }
  const suffix = operation === 'string' || operation === 'id' ? 'Text' : 'Value';
  return `R.${COMPARISONS[operator]}${suffix}(${left.code},${right.code})`;
}

const WORDS: Record<string, string> = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' };

function calculate(operator: BinaryOperator, operation: Operation, left: string, right: string): string {
  switch (operation) {
    case 'integer':
      if (operator === '*') return `Math.imul(${left},${right})`;
      if (operator === '/') return `R.divideInteger(${left},${right})`;
      if (operator === '>>>') return `(${left}>>>${right}|0)`;
      return operator === '+' || operator === '-' ? `(${left}${operator}${right}|0)` : `(${left}${operator}${right})`;
    case 'long':
      if (operator === '/') return `R.divideLong(${left},${right})`;
      if (operator === '>>>' || operator === '<<' || operator === '>>')
        return `R.shiftLong(${left},'${operator}',${right})`;
      return `BigInt.asIntN(64,${left}${operator}${right})`;
    case 'boolean':
      return `R.bits(${left},'${operator}',${right})`;
    case 'double':
      return `R.${WORDS[operator]}Double(${left},${right})`;
    case 'decimal':
      return `R.${WORDS[operator]}Decimal(${left},${right})`;
    case 'dateArithmetic':
      return `R.${WORDS[operator]}Days(${left},${right})`;
    default:
      throw new Error(`operator ${operator} on ${operation}`);
  }
}

function concat(context: MethodContext, left: Expression, right: Expression): string {
  return `(${text(context.expression(left), left)}+${text(context.expression(right), right)})`;
}

/** What `+` appends for a value. */
export function text(code: string, expression: Expression): string {
  if (expression.kind === 'literal' && expression.literal === 'string') return code;
  if (expression.kind === 'binary' && expression.operation === 'concat') return code;
  return isText(expression.convertTo ?? expression.type) ? `R.orNull(${code})` : `R.text(${code})`;
}

function isText(type: Type | undefined): boolean {
  return type?.kind === 'primitive' && (type.name === 'String' || type.name === 'Id');
}

/** The operation that steps a value of this type by one. */
export function stepOperation(type: Type | undefined): Operation {
  if (type?.kind !== 'primitive') return 'integer';
  if (type.name === 'Long') return 'long';
  if (type.name === 'Double') return 'double';
  if (type.name === 'Decimal') return 'decimal';
  return 'integer';
}

/** The literal 1 in the representation of an operation. */
export function one(operation: Operation): string {
  if (operation === 'long') return '1n';
  if (operation === 'double') return 'R.integerToDouble(1)';
  if (operation === 'decimal') return 'R.integerToDecimal(1)';
  return '1';
}

export function emitUnary(context: MethodContext, operator: '+' | '-' | '!' | '~', operandNode: Expression): string {
  const code = checked(context.expression(operandNode), operandNode);
  const operation = stepOperation(operandNode.convertTo ?? operandNode.type);
  if (operator === '!') return `!${code}`;
  if (operator === '+') return code;
  if (operator === '~') return operation === 'long' ? `BigInt.asIntN(64,~${code})` : `(~${code})`;
  if (operation === 'integer') return `(-${code}|0)`;
  if (operation === 'long') return `BigInt.asIntN(64,-${code})`;
  return operation === 'double' ? `R.negateDouble(${code})` : `R.negateDecimal(${code})`;
}
