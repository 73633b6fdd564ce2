/** Method calls: the project's own methods, platform methods, and the few that need care of their own. */
import type { CallExpression } from '../syntax/ast.ts';
import type { ClassType, MethodSymbol } from '../types/type.ts';
import { required, type Receiver } from './chains.ts';
import type { MethodContext } from './context.ts';
import { constructorName, methodName } from './names.ts';
import { platformInstanceCall, platformStaticCall } from './platform-calls.ts';

export function emitCall(context: MethodContext, node: CallExpression, receiver: Receiver | undefined): string {
  const parameters = node.arguments.map((argument) => context.expression(argument));
  if (node.name === '') return emitConstructorCall(context, node, parameters);
  const method = node.method;
  if (!method) throw new Error(`call of ${node.name} at line ${node.pos.line} is not bound`);
  const fieldError = emitFieldError(context, node, parameters);
  if (fieldError) return fieldError;
  if (method.owner.form === 'enum' && isEnumMethod(method)) return emitEnumCall(context, method, receiver, parameters);
  if (!method.owner.declaration && !isAnonymousOwner(method)) {
    return method.isStatic
      ? platformStaticCall(context, node, method, parameters)
      : platformInstanceCall(context, node, method, receiver ? required(receiver) : 'this', parameters);
  }
  const name = methodName(method);
  const list = parameters.join(',');
  if (method.isStatic) return `${context.unit.classOf(method.owner)}.${name}(${list})`;
  if (receiver?.node.kind === 'super') return `super.${name}(${list})`;
  return `${receiver ? required(receiver) : 'this'}.${name}(${list})`;
}

/** Methods declared in an anonymous block belong to a class without a declaration of its own. */
function isAnonymousOwner(method: MethodSymbol): boolean {
  return method.declaration !== undefined;
}

function emitConstructorCall(context: MethodContext, node: CallExpression, parameters: string[]): string {
  const owner = node.target?.kind === 'super' ? context.owner?.superType : context.owner;
  if (!owner) throw new Error(`constructor call outside of a class at line ${node.pos.line}`);
  const name = constructorName(owner, node.constructorSymbol?.parameters ?? []);
  return `${node.target?.kind === 'super' ? 'super' : 'this'}.${name}(${parameters.join(',')})`;
}

/** `record.Field.addError(…)` marks the record's field, whatever the field's value. */
function emitFieldError(context: MethodContext, node: CallExpression, parameters: string[]): string | undefined {
  const target = node.target;
  if (node.name.toLowerCase() !== 'adderror' || target?.kind !== 'fieldAccess') return undefined;
  if (target.binding?.kind !== 'sobjectField') return undefined;
  const record = context.expression(target.target);
  return `R.addFieldError(${record},${context.constant(target.binding.field)},${parameters.join(',')})`;
}

function isEnumMethod(method: MethodSymbol): boolean {
  return /^(values|valueof|name|ordinal|tostring|equals|hashcode)$/i.test(method.name);
}

function emitEnumCall(
  context: MethodContext,
  method: MethodSymbol,
  receiver: Receiver | undefined,
  parameters: string[],
): string {
  const type: ClassType = method.owner;
  const name = method.name.toLowerCase();
  if (name === 'values') return `R.enumValues(${context.constant(type)})`;
  if (name === 'valueof') return `R.enumValueOf(${context.constant(type)},${parameters[0]})`;
  const value = receiver ? required(receiver) : 'this';
  if (name === 'ordinal') return `${value}.ordinal`;
  if (name === 'equals') return `(${value}===${parameters[0]})`;
  if (name === 'hashcode') return `R.hash(${value})`;
  return `${value}.name`;
}
