/** Annotations: known names, and where they may stand. */
import type { Member, Modifiers, TypeDeclaration } from '../syntax/ast.ts';
import type { Program, UnitInfo } from './program.ts';

const known = new Set(
  (
    'istest testsetup testvisible future auraenabled invocablemethod invocablevariable restresource httpget httppost httpput httppatch httpdelete ' +
    'remoteaction readonly deprecated suppresswarnings namespaceaccessible jsonaccess override'
  ).split(' '),
);

export function checkAnnotations(program: Program, info: UnitInfo): void {
  const { unit } = info;
  if (unit.kind === 'classUnit') visit(program, info, unit.declaration);
  if (unit.kind === 'anonymousUnit') for (const member of unit.members) visit(program, info, member);
}

function visit(program: Program, info: UnitInfo, declaration: TypeDeclaration | Member): void {
  if ('modifiers' in declaration) checkModifiers(program, info, declaration.modifiers);
  if (declaration.kind === 'class') for (const member of declaration.members) visit(program, info, member);
  if (declaration.kind === 'interface') for (const method of declaration.methods) visit(program, info, method);
}

function checkModifiers(program: Program, info: UnitInfo, modifiers: Modifiers): void {
  const seen = new Set<string>();
  for (const annotation of modifiers.annotations) {
    const name = annotation.name.toLowerCase();
    if (!known.has(name)) program.report(info, annotation.pos, `Annotation does not exist: ${annotation.name}`);
    if (seen.has(name)) program.report(info, annotation.pos, `Duplicate modifier: ${annotation.name}`);
    seen.add(name);
  }
}
