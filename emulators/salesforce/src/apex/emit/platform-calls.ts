/** Calls of platform methods: which implementation, with or without a call site. */
import type { CallExpression } from '../syntax/ast.ts';
import type { ClassType, FieldSymbol, MethodSymbol, Type } from '../types/type.ts';
import type { CallSite } from '../library/define.ts';
import { linkConstructor, linkMethod, linkProperty } from '../runtime/library-link.ts';
import { fieldPlace } from './chains.ts';
import type { MethodContext } from './context.ts';
import { localName } from './names.ts';

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
  const code = `${context.constant(implementation)}(${list.join(',')})`;
  return isDynamicQuery(method) ? `R.withVariables(${variables(context)},()=>${code})` : code;
}

/** Methods whose query text may bind variables of the calling method. */
function isDynamicQuery(method: MethodSymbol): boolean {
  if (method.parameters[0]?.name !== 'String') return false;
  if (method.owner.name === 'System.Search') return /^query$/i.test(method.name);
  return method.owner.name === 'System.Database' && /^(query|countQuery|getQueryLocator)$/i.test(method.name);
}

/** A function from names to the values of locals and of fields of this class and its outer one. */
function variables(context: MethodContext): string {
  const cases = new Map<string, string>();
  for (let type = context.owner; type; type = type.superType?.declaration ? type.superType : undefined) {
    for (const field of type.fields) addField(context, cases, field);
  }
  for (const field of context.owner?.outer?.fields ?? []) if (field.isStatic) addField(context, cases, field);
  // Variables of blocks that have ended are still seen, where nothing visible has their name.
  const ended = Map.groupBy(context.endedLocals(), (local) => local.name.toLowerCase());
  for (const [name, locals] of ended) {
    const names = locals.map(localName);
    // The latest block that ran.
    cases.set(
      name,
      names.slice(0, -1).reduceRight((rest, each) => `${each}!==undefined?${each}:${rest}`, names.at(-1)!),
    );
  }
  for (const local of context.visibleLocals()) cases.set(local.name.toLowerCase(), localName(local));
  const code = [...cases].map(([name, value]) => `case ${JSON.stringify(name)}:return ${value};`).join('');
  return `($name)=>{switch($name){${code}}}`;
}

function addField(context: MethodContext, cases: Map<string, string>, field: FieldSymbol): void {
  const name = field.name.toLowerCase();
  if (!field.owner.declaration || cases.has(name) || (!field.isStatic && context.isStatic)) return;
  cases.set(name, fieldPlace(context, field, undefined));
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
