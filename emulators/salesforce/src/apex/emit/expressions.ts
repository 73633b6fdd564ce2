/** Expressions to JavaScript. */
import type { Expression, LiteralExpression, NewExpression, QueryExpression } from '../syntax/ast.ts';
import type { ClassType, Type } from '../types/type.ts';
import { decimalLiteral, doubleLiteral } from '../runtime/numbers.ts';
import { emitAssignment, emitStep } from './assignments.ts';
import { emitChain, emitNamed } from './chains.ts';
import { platformConstructor } from './platform-calls.ts';
import type { MethodContext } from './context.ts';
import { checked, convert } from './conversions.ts';
import { constructorName, INITIALIZER } from './names.ts';
import { emitBinary, emitUnary } from './operators.ts';

/** Code of an expression, converted as its context needs. */
export function emitExpression(context: MethodContext, node: Expression): string {
  return convert(emitRaw(context, node), node.type, node.convertTo);
}

function emitRaw(context: MethodContext, node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return emitLiteral(context, node);
    case 'name':
      return emitNamed(context, node);
    case 'this':
    case 'super':
      return 'this';
    case 'fieldAccess':
    case 'call':
      return emitChain(context, node);
    case 'index':
      return emitChain(context, node);
    case 'new':
      return emitNew(context, node);
    case 'newArray':
      return `R.newArray(${context.constant(node.type)},${checked(context.expression(node.size), node.size)})`;
    case 'newList': {
      const elements = node.elements.map((element) => context.expression(element)).join(',');
      return `R.newCollection(${context.constant(node.type)},[${elements}])`;
    }
    case 'newMap': {
      const entries = node.entries.map(({ key, value }) => `[${context.expression(key)},${context.expression(value)}]`);
      return `R.newMap(${context.constant(node.type)},[${entries.join(',')}])`;
    }
    case 'cast':
      return emitCast(context, node.expression, node.type ?? node.typeRef.type);
    case 'instanceOf':
      return `R.isInstance(${context.expression(node.expression)},${context.constant(node.typeRef.type)})`;
    case 'unary':
      if (node.operator === '++' || node.operator === '--') return emitStep(context, node, true);
      return emitUnary(context, node.operator, node.operand);
    case 'postfix':
      return emitStep(context, node, false);
    case 'binary':
      return emitBinary(context, node);
    case 'assignment':
      return emitAssignment(context, node);
    case 'conditional': {
      const condition = checked(context.expression(node.condition), node.condition);
      return `(${condition}?${context.expression(node.then)}:${context.expression(node.otherwise)})`;
    }
    case 'coalesce':
      return `(${emitOrNull(context, node.left)}??${context.expression(node.right)})`;
    case 'classLiteral':
      return `R.typeLiteral(${context.constant(node.typeRef.type)})`;
    case 'query':
      return emitQuery(context, node);
    case 'search':
      return `R.search(${JSON.stringify(node.text)},[${node.binds.map((bind) => context.expression(bind)).join(',')}])`;
  }
}

/** Where null is an answer (`?.`, `??`) a query for one record without rows is null, not an exception. */
export function emitOrNull(context: MethodContext, node: Expression): string {
  if (node.kind === 'query' && node.convertTo?.kind === 'sobject')
    return `R.singleRowOrNull(${emitQuery(context, node)})`;
  return context.expression(node);
}

function emitLiteral(context: MethodContext, node: LiteralExpression): string {
  switch (node.literal) {
    case 'string':
      return JSON.stringify(node.value).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
    case 'long':
      return `${BigInt.asIntN(64, BigInt(node.value))}n`;
    case 'integer':
      return String(Number(node.value));
    case 'decimal':
      return context.constant(decimalLiteral(node.value), `decimal ${node.value}`);
    case 'double':
      return context.constant(doubleLiteral(node.value), `double ${node.value}`);
    default:
      return node.value;
  }
}

function emitNew(context: MethodContext, node: NewExpression): string {
  const type = node.type ?? node.typeRef.type!;
  if (type.kind === 'sobject') {
    if (!type.object) return `R.newAnyRecord()`;
    let code = `R.newRecord(${context.constant(type.object)})`;
    for (const { binding, value } of node.namedArguments) {
      if (binding?.kind === 'sobjectField')
        code = `R.withField(${code},${context.constant(binding.field)},${context.expression(value)})`;
      else if (binding?.kind === 'sobjectParent') {
        code = `R.withParent(${code},${context.constant(binding.field)},${context.expression(value)})`;
      } else throw new Error(`named argument not bound at line ${node.pos.line}`);
    }
    return code;
  }
  const parameters = node.arguments.map((argument) => context.expression(argument));
  if (type.kind === 'class' && type.declaration) {
    return `new ${context.unit.classOf(type)}().${INITIALIZER}().${userConstructor(type, node)}(${parameters.join(',')})`;
  }
  // Each flow is a class of its own to the code, but not to the library.
  const flow = /^flow\.interview\.(.+)$/i.exec(node.typeRef.name)?.[1];
  if (flow !== undefined) parameters.push(JSON.stringify(flow));
  return platformConstructor(context, type, node.constructorSymbol?.key ?? '()', parameters);
}

/** User exceptions inherit four constructors whose symbols belong to System.Exception. */
function userConstructor(type: ClassType, node: NewExpression): string {
  return constructorName(type, node.constructorSymbol?.parameters ?? []);
}

function emitQuery(context: MethodContext, node: QueryExpression): string {
  const binds = node.binds.map((bind) => context.expression(bind)).join(',');
  const name = node.type?.kind === 'primitive' ? 'queryCount' : 'query';
  return `R.${name}(${JSON.stringify(node.text)},[${binds}],${context.constant(node.type)})`;
}

function emitCast(context: MethodContext, operand: Expression, type: Type | undefined): string {
  const code = context.expression(operand);
  const from = operand.convertTo ?? operand.type;
  if (!type || !from || from === type || from.kind === 'null') return code;
  // Compiles, but no Datetime is a Date.
  const isImpossible = from.name === 'Datetime' && type.name === 'Date';
  if (from.kind === 'primitive' && type.kind === 'primitive' && !isImpossible) return convert(code, from, type);
  return `R.cast(${code},${context.constant(type)})`;
}
