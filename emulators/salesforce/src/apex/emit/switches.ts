/** `switch on`: a chain of tests, no fall-through. */
import type { Expression, SwitchCase, SwitchStatement } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import type { MethodContext } from './context.ts';
import { localName } from './names.ts';

export function emitSwitch(context: MethodContext, node: SwitchStatement): string {
  const value = context.temporary();
  const type = node.expression.convertTo ?? node.expression.type;
  let code = `${value}=${context.expression(node.expression)};`;
  let word = 'if';
  for (const when of node.cases) {
    code += `${word}(${test(context, when, value, type)}){${binding(when, value)}${body(context, when)}}`;
    word = 'else if';
  }
  if (node.otherwise) {
    const otherwise = context.statement(node.otherwise);
    code += node.cases.length > 0 ? `else${otherwise}` : otherwise;
  }
  return code;
}

function body(context: MethodContext, when: SwitchCase): string {
  return context.scoped(() => {
    if (when.binding?.local) context.declare(when.binding.local);
    return context.statement(when.body);
  });
}

function test(context: MethodContext, when: SwitchCase, value: string, type: Type | undefined): string {
  if (when.binding) return `R.isInstance(${value},${context.constant(when.binding.typeRef.type)})`;
  return when.values.map((candidate) => equals(context, candidate, value, type)).join('||');
}

/** Strings compare with case here, unlike `==`. */
function equals(context: MethodContext, candidate: Expression, value: string, type: Type | undefined): string {
  const code = context.expression(candidate);
  const isObject = type?.kind === 'object';
  return isObject ? `R.identical(${value},${code})` : `${value}===${code}`;
}

function binding(when: SwitchCase, value: string): string {
  return when.binding?.local ? `let ${localName(when.binding.local)}=${value};` : '';
}
