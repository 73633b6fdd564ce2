/** Calls of platform methods: which implementation, with or without a call site. */
import type { CallExpression } from '../syntax/ast.ts';
import type { ClassType, FieldSymbol, MethodSymbol, Type } from '../types/type.ts';
import type { CallSite } from '../library/define.ts';
import { linkConstructor, linkMethod, linkProperty } from '../runtime/library-link.ts';
import type { MethodContext } from './context.ts';

export function platformStaticCall(
  context: MethodContext,
  node: CallExpression,
  method: MethodSymbol,
  parameters: string[],
): string {
  const { implementation, needsCallSite } = linkMethod(method);
  const list = needsCallSite
    ? [...parameters, callSite(context, method.owner, node.type ?? method.returnType)]
    : parameters;
  return `${context.constant(implementation)}(${list.join(',')})`;
}

/** @param receiver code that is never null */
export function platformInstanceCall(
  context: MethodContext,
  node: CallExpression,
  method: MethodSymbol,
  receiver: string,
  parameters: string[],
): string {
  const { implementation, needsCallSite } = linkMethod(method);
  const fn = context.constant(implementation);
  if (isOpen(method.owner) && node.target?.kind !== 'super') {
    return `R.dispatch(${receiver},${JSON.stringify(method.name)},[${parameters.join(',')}],${fn})`;
  }
  const receiverType = node.target?.convertTo ?? node.target?.type ?? method.owner;
  const list = [receiver, ...parameters];
  if (needsCallSite) list.push(callSite(context, receiverType, node.type ?? method.returnType));
  return `${fn}(${list.join(',')})`;
}

/** Types whose methods a user class may implement or override. */
function isOpen(owner: ClassType): boolean {
  return (
    owner.form === 'interface' ||
    owner.isVirtual ||
    owner.isAbstract ||
    /^(System\.)?(Exception|Object)$/i.test(owner.name)
  );
}

export function platformConstructor(context: MethodContext, type: Type, key: string, parameters: string[]): string {
  const { implementation, needsCallSite } = linkConstructor(type, key);
  const list = needsCallSite ? [...parameters, callSite(context, type, type)] : parameters;
  return `${context.constant(implementation)}(${list.join(',')})`;
}

export function platformProperty(context: MethodContext, field: FieldSymbol, side: 'get' | 'set'): string {
  return context.constant(linkProperty(field, side));
}

function callSite(context: MethodContext, receiver: Type, result: Type): string {
  const owner = context.owner;
  const apiVersion = context.unit.unit.apiVersion;
  const site: CallSite = { receiver, result, caller: owner, apiVersion };
  return context.constant(site, `site ${owner?.name} ${receiver.name} ${result.name}`);
}
