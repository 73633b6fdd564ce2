/** A checked compilation unit to a JavaScript program text. */
import type { AnonymousUnit, CompilationUnit, TriggerUnit, TypeDeclaration } from '../syntax/ast.ts';
import type { ClassType } from '../types/type.ts';
import { emitClass } from './classes.ts';
import { MethodContext, UnitContext, type Linkage, type Visitors } from './context.ts';
import { emitExpression } from './expressions.ts';
import { bodyOf, emitMethod, framed } from './members.ts';
import { emitStatement } from './statements.ts';

const visitors: Visitors = { expression: emitExpression, statement: emitStatement };

export interface EmittedUnit {
  /** A function expression `(R,S,L,N,C,K)=>({…})`; see `runtime/linker.ts`. */
  code: string;
  constants: unknown[];
  /** Line per coverage counter. */
  lines: number[];
  /** Classes it makes, in the order of the text. */
  types: ClassType[];
}

/** @param isCovered false for test classes: they have no coverage of their own */
export function emitUnit(unit: CompilationUnit, linkage: Linkage, isCovered: boolean): EmittedUnit {
  const context = new UnitContext(unit, linkage, isCovered);
  const types: ClassType[] = [];
  const entries: string[] = [];
  if (unit.kind === 'classUnit') emitType(context, unit.declaration, entries, types);
  else if (unit.kind === 'triggerUnit') entries.push(`run:${emitTrigger(context, unit)}`);
  else emitAnonymous(context, unit, entries, types);
  const constants = context.constants.map((_, index) => `k${index}=K[${index}]`);
  const prelude = constants.length > 0 ? `const ${constants.join(',')};` : '';
  const code = `(R,S,L,N,C,K)=>{"use strict";${prelude}\nreturn {${entries.join(',\n')}};}`;
  return { code, constants: context.constants, lines: context.lines, types };
}

function emitType(context: UnitContext, declaration: TypeDeclaration, entries: string[], types: ClassType[]): void {
  if (declaration.kind !== 'class') return;
  const type = declaration.type;
  if (type?.kind !== 'class') throw new Error(`class ${declaration.name} is not bound`);
  types.push(type);
  entries.push(`${JSON.stringify(type.name)}:${emitClass(context, visitors, type, declaration)}`);
  for (const member of declaration.members) {
    if (member.kind === 'class') emitType(context, member, entries, types);
  }
}

function emitTrigger(unit: UnitContext, node: TriggerUnit): string {
  const context = new MethodContext(unit, visitors, { isStatic: true });
  const code = bodyOf(context, node.body);
  return `()=>{${framed(context, `Trigger.${node.name}`, '', code)}}`;
}

/** The methods of an anonymous block are static methods of a class without a name of its own. */
function emitAnonymous(unit: UnitContext, node: AnonymousUnit, entries: string[], types: ClassType[]): void {
  for (const member of node.members) {
    if (member.kind !== 'method') emitType(unit, member, entries, types);
  }
  const methods = node.members.filter((member) => member.kind === 'method');
  const owner = methods[0]?.method?.owner;
  const context = new MethodContext(unit, visitors, { isStatic: true, ...(owner && { owner }) });
  const code = node.body.statements.map((statement) => context.statement(statement)).join('\n');
  if (owner) {
    types.push(owner);
    const declaration = { members: [] } as never;
    const parts = methods.map((method) =>
      emitMethod({ unit, visitors, type: owner, declaration, hasStatics: false }, method),
    );
    entries.push(`${JSON.stringify(owner.name)}:()=>class{${parts.join('\n')}}`);
  }
  entries.push(`run:()=>{${framed(context, 'AnonymousBlock', '', code)}}`);
}
