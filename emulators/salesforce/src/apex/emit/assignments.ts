/** Assignment, compound assignment and `++`/`--` on every kind of place. */
import type { AssignmentExpression, Binding, Expression, PostfixExpression, UnaryExpression } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import { fieldPlace, isValue, type Receiver } from './chains.ts';
import type { MethodContext } from './context.ts';
import { convert } from './conversions.ts';
import { localName } from './names.ts';
import { one, operand, operate, stepOperation, text } from './operators.ts';
import { platformProperty } from './platform-calls.ts';
import type { Operation } from '../syntax/ast.ts';

/** How to read and write one place; `setup` evaluates its parts once. */
interface Place {
  setup: string[];
  read: string;
  write(value: string): string;
}

export function emitAssignment(context: MethodContext, node: AssignmentExpression): string {
  if (node.operator === '=') {
    const place = placeOf(context, node.target, false);
    return place.write(context.expression(node.value));
  }
  const place = placeOf(context, node.target, true);
  const targetType = node.target.type;
  const operation = node.operation ?? stepOperation(targetType);
  const value = combine(context, node, place.read, operation, targetType);
  return sequence(place.setup, place.write(value));
}

function combine(
  context: MethodContext,
  node: AssignmentExpression,
  read: string,
  operation: Operation,
  targetType: Type | undefined,
): string {
  if (operation === 'concat') {
    return `(${text(read, node.target)}+${text(context.expression(node.value), node.value)})`;
  }
  const type = node.operandType ?? targetType;
  const left = convert(read, targetType, node.operandType);
  const result = operate(
    node.operator as Exclude<AssignmentExpression['operator'], '='>,
    operation,
    { code: left, checked: `N(${left})` },
    operand(context.expression(node.value), node.value),
  );
  return convert(result, type, targetType);
}

/** `++x` gives the new value, `x++` the old one. */
export function emitStep(context: MethodContext, node: UnaryExpression | PostfixExpression, isPrefix: boolean): string {
  const place = placeOf(context, node.operand, true);
  const operation = stepOperation(node.operand.type);
  const operator = node.operator === '++' ? '+' : '-';
  const step = one(operation);
  if (isPrefix) {
    const value = operate(
      operator,
      operation,
      { code: place.read, checked: `N(${place.read})` },
      { code: step, checked: step },
    );
    return sequence(place.setup, place.write(value));
  }
  const old = context.temporary();
  const value = operate(operator, operation, { code: old, checked: old }, { code: step, checked: step });
  return `(${[...place.setup, `${old}=N(${place.read})`, place.write(value), old].join(',')})`;
}

function sequence(setup: string[], last: string): string {
  return setup.length === 0 ? last : `(${[...setup, last].join(',')})`;
}

function placeOf(context: MethodContext, target: Expression, isReadToo: boolean): Place {
  if (target.kind === 'index') return indexPlace(context, target.target, target.index, isReadToo);
  if (target.kind !== 'name' && target.kind !== 'fieldAccess') throw new Error(`cannot assign to ${target.kind}`);
  const binding = target.binding;
  if (!binding) throw new Error(`${target.name} at line ${target.pos.line} is not bound`);
  if (binding.kind === 'local') return plain(localName(binding.local));
  const receiverNode = target.kind === 'fieldAccess' && isValue(target.target) ? target.target : undefined;
  const receiver = receiverNode ? receiverOf(context, receiverNode, isReadToo) : undefined;
  const setup = receiver?.setup ?? [];
  return { ...memberPlace(context, binding, receiver?.receiver), setup };
}

function plain(code: string): Place {
  return { setup: [], read: code, write: (value) => `(${code}=${value})` };
}

function receiverOf(
  context: MethodContext,
  node: Expression,
  isReadToo: boolean,
): { setup: string[]; receiver: Receiver } {
  const code = context.expression(node);
  const isSimple = !isReadToo || node.kind === 'this' || (node.kind === 'name' && node.binding?.kind === 'local');
  if (isSimple) return { setup: [], receiver: { node, code, isChecked: false } };
  const temporary = context.temporary();
  return { setup: [`${temporary}=N(${code})`], receiver: { node, code: temporary, isChecked: true } };
}

function memberPlace(context: MethodContext, binding: Binding, receiver: Receiver | undefined): Omit<Place, 'setup'> {
  switch (binding.kind) {
    case 'field': {
      if (binding.field.owner.declaration) return plain(fieldPlace(context, binding.field, receiver));
      const object = binding.field.isStatic ? '' : (receiver?.code ?? 'this');
      const get = platformProperty(context, binding.field, 'get');
      const set = platformProperty(context, binding.field, 'set');
      return {
        read: `${get}(${object && `N(${object})`})`,
        write: (value) => `R.assigned(${set},[${object ? `N(${object}),` : ''}${value}])`,
      };
    }
    case 'sobjectField': {
      const field = context.constant(binding.field);
      return {
        read: `R.getField(${receiver!.code},${field})`,
        write: (value) => `R.setField(${receiver!.code},${field},${value})`,
      };
    }
    case 'sobjectParent': {
      const field = context.constant(binding.field);
      return {
        read: `R.getParent(${receiver!.code},${field})`,
        write: (value) => `R.setParent(${receiver!.code},${field},${value})`,
      };
    }
    default:
      throw new Error(`cannot assign to a ${binding.kind}`);
  }
}

function indexPlace(context: MethodContext, target: Expression, index: Expression, isReadToo: boolean): Place {
  let list = context.expression(target);
  let position = context.expression(index);
  const setup: string[] = [];
  if (isReadToo) {
    const [listName, indexName] = [context.temporary(), context.temporary()];
    setup.push(`${listName}=${list}`, `${indexName}=${position}`);
    [list, position] = [listName, indexName];
  }
  return { setup, read: `R.at(${list},${position})`, write: (value) => `R.setAt(${list},${position},${value})` };
}
