/** Names, member access, calls and indexing, with `?.` cutting a whole chain short. */
import type {
  Binding,
  CallExpression,
  Expression,
  FieldExpression,
  IndexExpression,
  NameExpression,
} from '../syntax/ast.ts';
import type { FieldSymbol } from '../types/type.ts';
import { enumConstant } from '../runtime/enums.ts';
import { emitCall } from './calls.ts';
import type { MethodContext } from './context.ts';
import { checked, convert } from './conversions.ts';
import { emitOrNull } from './expressions.ts';
import { backingName, fieldName, localName } from './names.ts';
import { platformProperty } from './platform-calls.ts';

type ChainNode = FieldExpression | CallExpression | IndexExpression;

/** The receiver of a member: its code, and whether it is known not to be null. */
export interface Receiver {
  node: Expression;
  code: string;
  isChecked: boolean;
}

export function emitChain(context: MethodContext, node: ChainNode): string {
  const guards: string[] = [];
  const code = emitLink(context, node, guards);
  if (guards.length === 0) return code;
  return `(${guards.map((guard) => `${guard}===null?null:`).join('')}${code})`;
}

function emitLink(context: MethodContext, node: ChainNode, guards: string[]): string {
  if (node.kind === 'index') {
    const receiver = emitReceiver(context, node.target, false, guards);
    return `R.at(${receiver.code},${context.expression(node.index)})`;
  }
  if (node.kind === 'call') {
    const receiver =
      node.target && isValue(node.target) ? emitReceiver(context, node.target, node.isSafe, guards) : undefined;
    return emitCall(context, node, receiver);
  }
  const receiver = isValue(node.target) ? emitReceiver(context, node.target, node.isSafe, guards) : undefined;
  return emitBinding(context, node.binding, receiver, node);
}

/** False for `Math` in `Math.abs(x)`, and for namespaces. */
export function isValue(node: Expression): boolean {
  if (node.kind !== 'name' && node.kind !== 'fieldAccess') return true;
  if (!node.binding) return false;
  return node.binding.kind !== 'type' && node.binding.kind !== 'namespace';
}

function emitReceiver(context: MethodContext, node: Expression, isSafe: boolean, guards: string[]): Receiver {
  const isChain = node.kind === 'fieldAccess' || node.kind === 'call' || node.kind === 'index';
  const code = isChain
    ? convert(emitLink(context, node, guards), node.type, node.convertTo)
    : isSafe
      ? emitOrNull(context, node)
      : context.expression(node);
  if (!isSafe) return { node, code, isChecked: false };
  const temporary = context.temporary();
  guards.push(`(${temporary}=${code})`);
  return { node, code: temporary, isChecked: true };
}

/** Code of a receiver that must not be null. */
export function required(receiver: Receiver): string {
  return receiver.isChecked ? receiver.code : checked(receiver.code, receiver.node);
}

export function emitNamed(context: MethodContext, node: NameExpression): string {
  return emitBinding(context, node.binding, undefined, node);
}

function emitBinding(
  context: MethodContext,
  binding: Binding | undefined,
  receiver: Receiver | undefined,
  node: NameExpression | FieldExpression,
): string {
  switch (binding?.kind) {
    case 'local':
      return localName(binding.local);
    case 'field':
      return emitField(context, binding.field, receiver);
    case 'enumConstant':
      if (binding.type.kind !== 'class') throw new Error('enum type expected');
      return context.constant(enumConstant(binding.type, binding.constant));
    case 'sobjectField': {
      const isLenient = isParent(receiver) || (isMemberRecord(receiver) && binding.field.name !== 'Id');
      return `R.${isLenient ? 'getFieldOrNull' : 'getField'}(${receiver!.code},${context.constant(binding.field)})`;
    }
    case 'sobjectParent': {
      const isLenient = isParent(receiver) || isMemberRecord(receiver);
      return `R.${isLenient ? 'getParentOrNull' : 'getParent'}(${receiver!.code},${context.constant(binding.field)})`;
    }
    case 'sobjectChildren': {
      const parameters = [receiver!.code, JSON.stringify(binding.relationship), context.constant(node.type)];
      return `R.getChildren(${parameters.join(',')})`;
    }
    case 'fieldToken':
      return `R.fieldToken(${context.constant(binding.object)},${context.constant(binding.field)})`;
    case 'objectToken':
      return `R.objectToken(${context.constant(binding.object)})`;
    case 'objectDescribe':
      return `R.objectDescribe(${context.constant(binding.object)})`;
    case 'fieldDescribe':
      return `R.fieldDescribe(${context.constant(binding.object)},${context.constant(binding.field)})`;
    case 'fieldSetDescribe':
      return `R.fieldSetDescribe(${context.constant(binding.object)},${JSON.stringify(binding.fieldSet)})`;
    case 'label':
      return `R.label(${JSON.stringify(binding.name)})`;
    case 'page':
      return `R.page(${JSON.stringify(binding.name)})`;
    case 'triggerMember':
      return `R.triggerMember(${JSON.stringify(binding.member)})`;
    default:
      throw new Error(`${node.name} at line ${node.pos.line} is ${binding ? `a ${binding.kind}` : 'not bound'}`);
  }
}

/** `contact.Account.Name` is null where there is no account: only a variable that is null is an error. */
function isParent(receiver: Receiver | undefined): boolean {
  const node = receiver?.node;
  return node?.kind === 'fieldAccess' && node.binding?.kind === 'sobjectParent';
}

/**
 * `holder.record.Name` is null where the instance's variable `record` is, as if it were a relationship; not so `holder.record.Id`,
 * nor `record.Name` without a holder. Nowhere documented, but seen in orgs by many.
 */
function isMemberRecord(receiver: Receiver | undefined): boolean {
  const node = receiver?.node;
  return node?.kind === 'fieldAccess' && node.binding?.kind === 'field' && !node.binding.field.isStatic;
}

function emitField(context: MethodContext, field: FieldSymbol, receiver: Receiver | undefined): string {
  if (!field.owner.declaration) {
    const get = platformProperty(context, field, 'get');
    return field.isStatic ? `${get}()` : `${get}(${receiver ? required(receiver) : 'this'})`;
  }
  return fieldPlace(context, field, receiver);
}

/** The place of a user field: can be read and assigned. */
export function fieldPlace(context: MethodContext, field: FieldSymbol, receiver: Receiver | undefined): string {
  const isOwnStore = field === context.property && (!receiver || receiver.node.kind === 'this');
  const name = isOwnStore ? backingName(field) : fieldName(field);
  if (field.isStatic) return `${context.unit.classOf(field.owner)}.$st().${name}`;
  return receiver ? `${required(receiver)}.${name}` : `this.${name}`;
}
