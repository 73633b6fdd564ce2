/** Unary, postfix and binary operators: result type, operation and operand conversions. */
import type {
  BinaryExpression,
  BinaryOperator,
  Expression,
  Operation,
  PostfixExpression,
  UnaryExpression,
} from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import { isComparable, isNumeric, isText, needsConversion, widerNumber } from '../types/conversion.ts';
import { primitives } from '../types/registry.ts';
import { requireAssignable } from './assignments.ts';
import { rowType, type Body } from './body.ts';
import { bindExpression } from './expressions.ts';
import { displayName, unknownType } from './program.ts';

const {
  Boolean: bool,
  Integer: int,
  Long: long,
  String: text,
  Id: id,
  Date: date,
  Datetime: datetime,
  Time: time,
} = primitives;

export function bindUnary(body: Body, expression: UnaryExpression): Type {
  const { operand, operator } = expression;
  const isMinimum =
    operator === '-' && operand.kind === 'literal' && operand.literal === 'integer' && operand.value === '2147483648';
  const type = isMinimum ? (operand.type = int) : bindExpression(body, operand);
  if (type.kind === 'null') return operator === '!' ? bool : type;
  switch (operator) {
    case '!':
      if (type !== bool) body.error(expression.pos, '! operator can only be applied to boolean expressions');
      return bool;
    case '~':
      if (type !== int && type !== long)
        body.error(expression.pos, `Invalid type for bitwise negate: ${displayName(type)}`);
      return type;
    case '++':
    case '--':
      if (!isNumeric(type))
        body.error(
          expression.pos,
          `Unary prefix ${operator === '++' ? 'increment' : 'decrement'} can only be applied to numeric expressions: ${displayName(type)}`,
        );
      else requireAssignable(body, operand);
      return type;
    default:
      if (operator === '+' && isText(type)) {
        // `'a' + + 'b'`: the second plus means nothing.
        Object.assign(expression, operand);
        return type;
      }
      if (!isNumeric(type)) body.error(expression.pos, 'Unary negation must use a numeric argument');
      return type;
  }
}

export function bindPostfix(body: Body, expression: PostfixExpression): Type {
  const type = bindExpression(body, expression.operand);
  if (type.kind === 'null') return type;
  if (!isNumeric(type))
    body.error(
      expression.pos,
      `Unary postfix increment/decrement can only be applied to numeric expressions: ${displayName(type)}`,
    );
  else requireAssignable(body, expression.operand);
  return type;
}

export function bindBinary(body: Body, expression: BinaryExpression): Type {
  bindExpression(body, expression.left);
  bindExpression(body, expression.right);
  const outcome = operate(body, expression, expression.operator, expression.left, expression.right);
  expression.operation = outcome.operation;
  return outcome.type;
}

export interface Outcome {
  operation: Operation;
  type: Type;
}

/** Decides operation and result of `left operator right` (also for `+=` and the like); reports what does not go together. */
export function operate(
  body: Body,
  at: Expression,
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
): Outcome {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
      return arithmetic(body, at, operator, left, right);
    case '&&':
    case '||':
      return logical(body, at, operator, left, right);
    case '&':
    case '|':
    case '^':
      return bitwise(body, at, operator, left, right);
    case '<<':
    case '>>':
    case '>>>':
      return shift(body, at, operator, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return inequality(body, at, left, right);
    default:
      return equality(body, at, operator, left, right);
  }
}

function convert(operation: Operation, type: Type, operands: Expression[], result: Type = type): Outcome {
  for (const operand of operands) if (needsConversion(operand.type!, type)) operand.convertTo = type;
  return { operation, type: result };
}

const numericOperation = (type: Type): Operation => type.name.toLowerCase() as Operation;
const isUnknown = (expression: Expression): boolean => expression.type === unknownType;

function arithmetic(body: Body, at: Expression, operator: string, left: Expression, right: Expression): Outcome {
  const a = left.type!;
  const b = right.type!;
  if (operator === '+' && (a === text || b === text) && a.kind !== 'void' && b.kind !== 'void')
    return { operation: 'concat', type: text };
  if (isUnknown(left) || isUnknown(right)) return { operation: 'equality', type: unknownType };
  if (a.kind === 'void' || b.kind === 'void')
    return failed(body, at, 'Arithmetic expressions are not allowed on void types');
  if (isNumeric(a) && isNumeric(b)) {
    const wide = widerNumber(a, b);
    return convert(numericOperation(wide), wide, [left, right]);
  }
  if (operator === '+' || operator === '-') {
    if (a === date || a === datetime || a === time) return dateArithmetic(body, at, a, b);
    if (operator === '+' && isNumeric(a) && (b === date || b === datetime))
      return { operation: 'dateArithmetic', type: b };
  }
  if (operator === '+' && a === id && b === id) return { operation: 'concat', type: text };
  if (isNumeric(a) && b.kind === 'null') return { operation: numericOperation(a), type: a };
  if (isNumeric(b) && a.kind === 'null') return { operation: numericOperation(b), type: b };
  return failed(body, at, 'Arithmetic expressions must use numeric arguments');
}

function dateArithmetic(body: Body, at: Expression, a: Type, b: Type): Outcome {
  if (a === date && b !== int && b !== long) return failed(body, at, 'Date expressions must use Integer or Long');
  if (a === time && b !== int && b !== long) return failed(body, at, 'Time expressions must use Integer or Long');
  if (!isNumeric(b)) return failed(body, at, 'Date/time expressions must use Integer or Double or Decimal');
  return { operation: 'dateArithmetic', type: a };
}

function failed(body: Body, at: Expression, message: string, type: Type = unknownType): Outcome {
  body.error(at.pos, message);
  return { operation: 'equality', type };
}

function logical(body: Body, at: Expression, operator: string, left: Expression, right: Expression): Outcome {
  for (const side of [left, right]) {
    if (side.type !== bool && side.type!.kind !== 'null')
      return failed(body, at, `Logical operator can only be applied to Boolean`, bool);
  }
  void operator;
  return { operation: 'boolean', type: bool };
}

function bitwise(body: Body, at: Expression, operator: string, left: Expression, right: Expression): Outcome {
  const a = left.type!;
  const b = right.type!;
  if (isUnknown(left) || isUnknown(right)) return { operation: 'boolean', type: unknownType };
  if (a === bool && b === bool) return { operation: 'boolean', type: bool };
  if ((a === int || a === long) && (b === int || b === long)) {
    const wide = widerNumber(a, b);
    return convert(numericOperation(wide), wide, [left, right]);
  }
  return failed(
    body,
    at,
    `${operator} operator can only be applied to Boolean expressions or to Integer or Long expressions`,
  );
}

function shift(body: Body, at: Expression, operator: string, left: Expression, right: Expression): Outcome {
  const a = left.type!;
  const b = right.type!;
  if (isUnknown(left) || isUnknown(right)) return { operation: 'integer', type: unknownType };
  if ((a !== int && a !== long) || (b !== int && b !== long))
    return failed(body, at, `${operator} operation can only be applied to Integer or Long types`);
  return convert(numericOperation(a), a, [left, right]);
}

/** The operation two ordered or equal-compared values share; undefined when only equality of objects is left. */
function comparison(a: Type, b: Type): { operation: Operation; type: Type } | undefined {
  if (isNumeric(a) && isNumeric(b)) {
    const wide = widerNumber(a, b);
    return { operation: numericOperation(wide), type: wide };
  }
  if (isText(a) && isText(b))
    return a === id || b === id ? { operation: 'id', type: id } : { operation: 'string', type: text };
  if (a === bool && b === bool) return { operation: 'boolean', type: bool };
  if (a === date && b === date) return { operation: 'date', type: date };
  if ((a === date || a === datetime) && (b === date || b === datetime))
    return { operation: 'datetime', type: datetime };
  return a === time && b === time ? { operation: 'time', type: time } : undefined;
}

function inequality(body: Body, at: Expression, left: Expression, right: Expression): Outcome {
  const a = left.type!;
  const b = right.type!;
  if (isUnknown(left) || isUnknown(right)) return { operation: 'integer', type: bool };
  const shared = comparison(a.kind === 'null' ? b : a, b.kind === 'null' ? a : b);
  if (!shared || shared.type === bool) {
    if (!isComparable(a, b))
      return failed(
        body,
        at,
        `Comparison arguments must be compatible types: ${displayName(a)}, ${displayName(b)}`,
        bool,
      );
    return failed(
      body,
      at,
      `Inequality operator not allowed for this type: ${displayName(a.kind === 'null' ? b : a)}`,
      bool,
    );
  }
  return convertCompared(shared, left, right);
}

function equality(body: Body, at: Expression, operator: string, left: Expression, right: Expression): Outcome {
  const a = left.type!;
  const b = right.type!;
  if (isUnknown(left) || isUnknown(right)) return { operation: 'equality', type: bool };
  if (a.kind === 'void' || b.kind === 'void')
    return failed(
      body,
      at,
      `Comparison arguments must be compatible types: ${displayName(a)}, ${displayName(b)}`,
      bool,
    );
  takeRows(left, b);
  takeRows(right, a);
  const leftType = left.convertTo ?? a;
  const rightType = right.convertTo ?? b;
  if (!isComparable(leftType, rightType))
    return failed(
      body,
      at,
      `Comparison arguments must be compatible types: ${displayName(leftType)}, ${displayName(rightType)}`,
      bool,
    );
  if (operator === '===' || operator === '!==') return { operation: 'identity', type: bool };
  const shared = comparison(a, b);
  return shared ? convertCompared(shared, left, right) : { operation: 'equality', type: bool };
}

function takeRows(query: Expression, other: Type): void {
  const row = other.kind === 'sobject' ? rowType(query) : undefined;
  if (row) query.convertTo = row;
}

/** Strings compared with Ids stay as they are: a text that is no Id is just unequal. */
function convertCompared(shared: { operation: Operation; type: Type }, left: Expression, right: Expression): Outcome {
  if (shared.type === id) return { operation: 'id', type: bool };
  return convert(shared.operation, shared.type, [left, right], bool);
}
