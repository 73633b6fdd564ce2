/** `switch on`: allowed types, constants of cases, typed bindings. */
import type { Expression, SwitchCase, SwitchStatement } from '../syntax/ast.ts';
import type { ClassType, Type } from '../types/type.ts';
import { isAssignable } from '../types/conversion.ts';
import { primitives } from '../types/registry.ts';
import type { Body } from './body.ts';
import { bindExpression } from './expressions.ts';
import { displayName } from './program.ts';
import { bindBlock, either, type Completion } from './statements.ts';

export function bindSwitch(body: Body, statement: SwitchStatement): Completion {
  const type = bindExpression(body, statement.expression);
  const isEnum = type.kind === 'class' && type.form === 'enum';
  const isAllowed =
    type === primitives.Integer ||
    type === primitives.Long ||
    type === primitives.String ||
    isEnum ||
    type.kind === 'sobject' ||
    type.kind === 'null' ||
    type.kind === 'object';
  if (!isAllowed) body.error(statement.pos, `${displayName(type)} is not a valid switch expression type`);
  if (statement.cases.length === 0) body.error(statement.pos, 'Switch statement requires at least one when block');
  let end: Completion = 'no';
  const seen = new Set<string>();
  for (const clause of statement.cases) {
    const result = body.nested(() => {
      bindCase(body, clause, type, isAllowed, seen);
      return bindBlock(body, clause.body);
    });
    end = either(end, result);
  }
  return either(end, statement.otherwise ? bindBlock(body, statement.otherwise) : 'yes');
}

function bindCase(body: Body, clause: SwitchCase, type: Type, isAllowed: boolean, seen: Set<string>): void {
  if (clause.binding) {
    const wanted = body.resolve(clause.binding.typeRef);
    if (
      type.kind === 'sobject'
        ? wanted.kind !== 'sobject' || (type.object && wanted !== type)
        : type.kind !== 'null' && type.kind !== 'object'
    ) {
      body.error(clause.pos, `${displayName(wanted)} cannot be a 'when type variable' block`);
    }
    once(body, clause, displayName(wanted), seen);
    clause.binding.local = body.declare(clause.binding.name, wanted, false, clause.pos);
    return;
  }
  for (const value of clause.values) bindValue(body, clause, value, type, isAllowed, seen);
}

function bindValue(
  body: Body,
  clause: SwitchCase,
  value: Expression,
  type: Type,
  isAllowed: boolean,
  seen: Set<string>,
): void {
  if (type.kind === 'class' && type.form === 'enum' && value.kind !== 'literal') {
    bindConstant(body, value, type);
    once(body, clause, 'name' in value ? value.name : '', seen);
    return;
  }
  const from = bindExpression(body, value);
  if (!isAllowed || type.kind === 'null' || from.kind === 'null') {
    if (value.kind === 'literal' && value.literal === 'null') once(body, clause, 'null', seen);
    return;
  }
  if (type.kind === 'sobject')
    body.error(clause.pos, "Switching on SObject types must be a 'when type variable' or 'when null'");
  else if (!isAssignable(from, type))
    body.error(
      value.pos,
      `${displayName(from)} value in 'when expression' cannot be implicitly converted to the ${displayName(type)} type in switch expression`,
    );
  else {
    body.coerce(value, type);
    if (!isConstant(value))
      body.error(value.pos, "'when expression' must be a literal, a constant literal field or enum value");
    if (value.kind === 'literal') once(body, clause, value.value, seen);
  }
}

function isConstant(value: Expression): boolean {
  if (value.kind === 'literal') return true;
  if (value.kind === 'unary') return isConstant(value.operand);
  if (value.kind !== 'name' && value.kind !== 'fieldAccess') return false;
  return value.binding?.kind === 'field' && value.binding.field.isStatic && value.binding.field.isFinal;
}

function bindConstant(body: Body, value: Expression, type: ClassType): void {
  value.type = type;
  const constant =
    value.kind === 'name' ? type.constants.find((name) => name.toLowerCase() === value.name.toLowerCase()) : undefined;
  if (value.kind === 'fieldAccess') {
    bindExpression(body, value);
    body.error(value.pos, `Enum value used in 'when expression' should be unqualified`);
  } else if (value.kind !== 'name' || !constant) body.error(value.pos, 'Field must be an enum reference');
  else value.binding = { kind: 'enumConstant', type, constant };
}

function once(body: Body, clause: SwitchCase, key: string, seen: Set<string>): void {
  const folded = key;
  if (seen.has(folded)) body.error(clause.pos, `${key} occurs as more than one when branch for this switch statement`);
  seen.add(folded);
}
