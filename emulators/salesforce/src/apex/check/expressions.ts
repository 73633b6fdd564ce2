/** Binds expressions: fills `type`, bindings and conversions of every node, bottom up. */
import type {
  CastExpression,
  CoalesceExpression,
  ConditionalExpression,
  Expression,
  IndexExpression,
  InstanceOfExpression,
  LiteralExpression,
} from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import {
  isAssignable,
  isCastable,
  isGenericRecord,
  isNumeric,
  needsConversion,
  widerNumber,
  isText,
} from '../types/conversion.ts';
import { ancestors } from '../types/members.ts';
import { anyType, genericSObject, nullType, primitives } from '../types/registry.ts';
import { bindAssignment } from './assignments.ts';
import { rowType, type Body } from './body.ts';
import { bindCall } from './calls.ts';
import { bindNew, bindNewArray, bindNewList, bindNewMap } from './creators.ts';
import { bindValueName } from './names.ts';
import { bindBinary, bindPostfix, bindUnary } from './operators.ts';
import { displayName, unknownType } from './program.ts';
import { bindQuery, bindSearch } from './queries.ts';

/** Binds one expression and returns its static type (also in `expression.type`). */
export function bindExpression(body: Body, expression: Expression): Type {
  return (expression.type = bind(body, expression));
}

function bind(body: Body, expression: Expression): Type {
  switch (expression.kind) {
    case 'literal':
      return bindLiteral(body, expression);
    case 'name':
    case 'fieldAccess':
      return bindValueName(body, expression);
    case 'this':
    case 'super':
      return bindThis(body, expression);
    case 'call':
      return bindCall(body, expression);
    case 'new':
      return bindNew(body, expression);
    case 'newArray':
      return bindNewArray(body, expression);
    case 'newList':
      return bindNewList(body, expression);
    case 'newMap':
      return bindNewMap(body, expression);
    case 'cast':
      return bindCast(body, expression);
    case 'instanceOf':
      return bindInstanceOf(body, expression);
    case 'unary':
      return bindUnary(body, expression);
    case 'postfix':
      return bindPostfix(body, expression);
    case 'binary':
      return bindBinary(body, expression);
    case 'assignment':
      return bindAssignment(body, expression);
    case 'conditional':
      return bindConditional(body, expression);
    case 'coalesce':
      return bindCoalesce(body, expression);
    case 'index':
      return bindIndex(body, expression);
    case 'classLiteral':
      body.resolve(expression.typeRef);
      return body.program.registry.system('Type');
    case 'query':
      return bindQuery(body, expression);
    case 'search':
      return bindSearch(body, expression);
  }
}

function bindLiteral(body: Body, expression: LiteralExpression): Type {
  switch (expression.literal) {
    case 'null':
      return nullType;
    case 'boolean':
      return primitives.Boolean;
    case 'integer':
      // 2147483648 is allowed only behind a minus, which the unary operator sees first.
      if (BigInt(expression.value) > 2147483647n) body.error(expression.pos, 'Illegal integer');
      return primitives.Integer;
    case 'long':
      if (BigInt(expression.value.replace(/l$/i, '')) > 9223372036854775807n)
        body.error(expression.pos, 'Illegal long');
      return primitives.Long;
    case 'decimal':
      return primitives.Decimal;
    case 'double':
      return primitives.Double;
    case 'string':
      return primitives.String;
  }
}

function bindThis(body: Body, expression: Expression & { kind: 'this' | 'super' }): Type {
  const word = expression.kind === 'this' ? 'This' : 'Super';
  if (!body.type || body.isStatic) {
    body.error(expression.pos, `${word} cannot be referenced in a static context`);
    return unknownType;
  }
  if (expression.kind === 'this') return body.type;
  if (!body.type.superType) body.error(expression.pos, `No super type defined: ${body.type.name}`);
  return body.type.superType ?? unknownType;
}

function bindCast(body: Body, expression: CastExpression): Type {
  const from = bindExpression(body, expression.expression);
  const to = body.resolve(expression.typeRef);
  if (from.kind === 'null' || to.kind === 'null') return to;
  const row = rowType(expression.expression);
  if (row && to.kind === 'sobject') {
    body.coerce(expression.expression, to);
    return to;
  }
  if (from.kind === 'void' || to.kind === 'void')
    body.error(
      expression.pos,
      `Operation cast is not allowed on type: ${displayName(from.kind === 'void' ? from : to)}`,
    );
  else if (!isCastable(from, to))
    body.error(
      expression.pos,
      `Incompatible types since an instance of ${displayName(from)} is never an instance of ${displayName(to)}`,
    );
  return to;
}

/** Of lists of any record the platform says nothing. */
const isRecords = (type: Type): boolean => type.kind === 'list' && isGenericRecord(type.arguments[0]!);

function bindInstanceOf(body: Body, expression: InstanceOfExpression): Type {
  const from = bindExpression(body, expression.expression);
  const to = body.resolve(expression.typeRef);
  if (from.kind !== 'null' && to.kind !== 'null') {
    if (!isCastable(from, to)) {
      body.error(
        expression.pos,
        `Operation instanceof is always false since an instance of ${displayName(from)} is never an instance of ${displayName(to)}`,
      );
    } else if (!isRecords(from) && (from === to || (isAssignable(from, to) && isCertain(from, to)))) {
      body.error(
        expression.pos,
        `Operation instanceof is always true since an instance of ${displayName(from)} is always an instance of ${displayName(to)}`,
      );
    }
  }
  return primitives.Boolean;
}

/** Only classes by their parents: collections of records may hold anything at run time. */
function isCertain(from: Type, to: Type): boolean {
  return from.kind === 'class' && to.kind === 'class' && ancestors(from).includes(to);
}

function bindConditional(body: Body, expression: ConditionalExpression): Type {
  requireBoolean(body, expression.condition);
  const then = bindExpression(body, expression.then);
  const otherwise = bindExpression(body, expression.otherwise);
  const common = commonType(expression.then, expression.otherwise);
  if (!common) {
    body.error(
      expression.pos,
      `Incompatible types in ternary operator: ${displayName(then)}, ${displayName(otherwise)}`,
    );
    return unknownType;
  }
  convertBoth(body, expression.then, expression.otherwise, common);
  return common;
}

function bindCoalesce(body: Body, expression: CoalesceExpression): Type {
  const left = bindExpression(body, expression.left);
  const right = bindExpression(body, expression.right);
  const common = commonType(expression.left, expression.right);
  if (!common) {
    body.error(
      expression.pos,
      `Incompatible types in null coalescing operator: ${displayName(left)}, ${displayName(right)}`,
    );
    return unknownType;
  }
  convertBoth(body, expression.left, expression.right, common);
  return common;
}

function convertBoth(body: Body, left: Expression, right: Expression, common: Type): void {
  for (const side of [left, right]) {
    if (side.type!.kind === 'list' && common.kind === 'sobject') body.coerce(side, common);
    else if (needsConversion(side.type!, common)) side.convertTo = common;
  }
}

/** The type both sides of `?:` and `??` share; undefined when they have nothing in common. */
export function commonType(left: Expression, right: Expression): Type | undefined {
  const a = left.type!;
  const b = right.type!;
  if (a === b || b.kind === 'null') return a;
  if (a.kind === 'null') return b;
  if (a.kind === 'void' || b.kind === 'void') return undefined;
  if (isNumeric(a) && isNumeric(b)) return widerNumber(a, b);
  // A String and an Id make a String, whichever comes first.
  if (isText(a) && isText(b)) return primitives.String;
  const rowA = rowType(left);
  const rowB = rowType(right);
  if (rowA && b.kind === 'sobject' && isAssignable(rowA, b)) return b;
  if (rowB && a.kind === 'sobject' && isAssignable(rowB, a)) return a;
  if (isAssignable(a, b)) return b;
  if (isAssignable(b, a)) return a;
  if (a.kind === 'sobject' && b.kind === 'sobject') return genericSObject;
  if (a.kind === 'class' && b.kind === 'class') {
    const others = ancestors(b);
    return ancestors(a).find((at) => others.includes(at)) ?? anyType;
  }
  if (a.kind === b.kind && 'arguments' in a && 'arguments' in b && isCastable(a, b)) return a;
  return undefined;
}

function bindIndex(body: Body, expression: IndexExpression): Type {
  const target = bindExpression(body, expression.target);
  bindExpression(body, expression.index);
  if (target.kind === 'null') return unknownType;
  if (target.kind !== 'list') {
    body.error(expression.pos, `Expression must be a list type: ${displayName(target)}`);
    return unknownType;
  }
  body.coerce(
    expression.index,
    primitives.Integer,
    (from) => `List index must be of type Integer: ${displayName(from)}`,
  );
  return target.arguments[0]!;
}

/** Conditions of `if`, loops and `?:`. */
export function requireBoolean(body: Body, expression: Expression): void {
  const type = bindExpression(body, expression);
  if (type !== primitives.Boolean && type.kind !== 'null')
    body.error(expression.pos, `Condition expression must be of type Boolean: ${displayName(type)}`);
}
