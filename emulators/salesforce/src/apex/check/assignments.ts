/** Assignments: what may be assigned to, and the conversions of values. */
import type { AssignmentExpression, Expression } from '../syntax/ast.ts';
import type { Binding } from '../syntax/ast.ts';
import type { FieldSymbol, Type } from '../types/type.ts';
import { isAssignable } from '../types/conversion.ts';
import { ancestors } from '../types/members.ts';
import { libraryName } from '../types/registry.ts';
import type { FieldInfo } from '../../schema/model.ts';
import { isVisible } from './access.ts';
import type { Body } from './body.ts';
import { bindExpression } from './expressions.ts';
import { operate } from './operators.ts';
import { displayName, unknownType } from './program.ts';

export function bindAssignment(body: Body, expression: AssignmentExpression): Type {
  const target = bindExpression(body, expression.target);
  bindExpression(body, expression.value);
  if (target.kind !== 'null') requireAssignable(body, expression.target);
  if (expression.value.type!.kind === 'void') {
    body.error(expression.pos, `Illegal assignment from void to ${displayName(target)}`);
    return target;
  }
  if (expression.operator === '=') {
    coerceTo(body, expression, target);
    return target;
  }
  const outcome = operate(body, expression, expression.operator, expression.target, expression.value);
  expression.operation = outcome.operation;
  // The conversion of the target's old value belongs to the operation; the slot itself keeps its type.
  if (expression.target.convertTo) expression.operandType = expression.target.convertTo;
  delete expression.target.convertTo;
  if (outcome.type !== unknownType && outcome.type.kind !== 'null' && !isAssignable(outcome.type, target)) {
    body.error(expression.pos, `Illegal assignment from ${displayName(outcome.type)} to ${displayName(target)}`);
  }
  return target;
}

function coerceTo(body: Body, expression: AssignmentExpression, target: Type): void {
  const isParent = bindingOf(expression.target)?.kind === 'sobjectParent';
  // `record.Owner = user`: polymorphic parents are typed Name, but take any record.
  if (isParent && target.kind === 'sobject' && target.name === 'Name' && expression.value.type!.kind === 'sobject')
    return;
  body.coerce(expression.value, target);
}

function bindingOf(expression: Expression): Binding | undefined {
  return expression.kind === 'name' || expression.kind === 'fieldAccess' ? expression.binding : undefined;
}

/** Reports targets that cannot be assigned: calls, final variables, read-only properties. */
export function requireAssignable(body: Body, target: Expression): void {
  if (target.kind === 'index') return;
  if (target.kind !== 'name' && target.kind !== 'fieldAccess') {
    body.error(target.pos, 'Expression cannot be assigned');
    return;
  }
  if (target.kind === 'fieldAccess' && hasSafeLink(target)) {
    body.error(target.pos, 'Safe navigation operator cannot be used as the target of an assignment');
    return;
  }
  const { binding } = target;
  switch (binding?.kind) {
    case undefined:
    case 'sobjectParent':
      return;
    case 'sobjectField':
      if (isKeptByPlatform(binding.field))
        body.error(target.pos, `Field is not writeable: ${binding.field.object.name}.${binding.field.name}`);
      return;
    case 'local':
      if (binding.local.isFinal) body.error(target.pos, `Final variable cannot be assigned: ${binding.local.name}`);
      return;
    case 'field':
      checkFieldTarget(body, target, binding.field);
      return;
    default:
      body.error(target.pos, 'Expression cannot be assigned');
  }
}

/** Fields nobody can give a value in code: the platform fills or works them out. */
function isKeptByPlatform({ name, formula, summary, isAutoNumber, type }: FieldInfo): boolean {
  return (
    formula !== undefined ||
    summary !== undefined ||
    (isAutoNumber && type === 'string') ||
    /^(CreatedDate|CreatedById|LastModifiedDate|LastModifiedById|SystemModstamp)$/.test(name)
  );
}

function hasSafeLink(expression: Expression): boolean {
  if (expression.kind === 'fieldAccess') return expression.isSafe || hasSafeLink(expression.target);
  return (
    expression.kind === 'call' &&
    (expression.isSafe || (expression.target !== undefined && hasSafeLink(expression.target)))
  );
}

function checkFieldTarget(body: Body, target: Expression, field: FieldSymbol): void {
  if (field.owner.namespace) {
    if (field.isStatic && libraryName(field.owner) !== 'System.RestContext')
      body.error(target.pos, 'Expression cannot be assigned');
    return;
  }
  // A final property may fill itself on first use: `static final X { get { if (X == null) X = …; return X; } }`.
  if (field.isFinal && body.property !== field && !mayInitialize(body, field)) {
    body.error(
      target.pos,
      `Final members can only be assigned in their declaration, init blocks, or constructors: ${field.name}`,
    );
    return;
  }
  const property = body.program.properties.get(field);
  if (!property) return;
  const isInside = body.property === field;
  if (!property.setter && !isInside)
    body.error(target.pos, `A value cannot be stored to ${field.name} in type ${field.owner.name}`);
  else if (property.setter?.access && !isVisible(body, { ...field, access: property.setter.access }))
    body.error(target.pos, `Variable is not visible: ${field.owner.name}.${field.name}`);
}

function mayInitialize(body: Body, field: FieldSymbol): boolean {
  if (!body.type || !ancestors(body.type).includes(field.owner)) return false;
  return body.kind === 'constructor' || body.kind === 'initializer' || body.kind === 'field';
}
