/** Which modifiers may stand at what. */
import type { Member, Modifiers, Position, PropertyDeclaration, TypeDeclaration } from '../syntax/ast.ts';
import type { Program, UnitInfo } from './program.ts';

type Word = 'static' | 'abstract' | 'virtual' | 'override' | 'final' | 'transient';

const wordsOf = (modifiers: Modifiers): Word[] => {
  const words: Word[] = [];
  if (modifiers.isStatic) words.push('static');
  if (modifiers.isAbstract) words.push('abstract');
  if (modifiers.isVirtual) words.push('virtual');
  if (modifiers.isOverride) words.push('override');
  if (modifiers.isFinal) words.push('final');
  if (modifiers.isTransient) words.push('transient');
  return words;
};

/** Kind of declaration → its plural in messages, and the words it refuses. */
const refused = new Map<string, [plural: string, words: Word[]]>([
  ['class', ['classes', ['static', 'override', 'final', 'transient']]],
  ['enum', ['enums', ['static', 'abstract', 'virtual', 'override', 'final', 'transient']]],
  ['field', ['fields', ['abstract', 'virtual', 'override']]],
  ['method', ['methods', ['transient']]],
  ['constructor', ['constructors', ['static', 'abstract', 'virtual', 'override', 'final', 'transient']]],
]);

export function checkModifiers(program: Program, info: UnitInfo, declaration: TypeDeclaration | Member): void {
  const rule = refused.get(declaration.kind);
  if (rule && 'modifiers' in declaration) {
    const [plural, words] = rule;
    const used = wordsOf(declaration.modifiers);
    const wrong = used.find((word) => words.includes(word));
    if (wrong) program.report(info, declaration.pos, `${wrong} is not allowed on ${plural}`);
    else if (declaration.kind === 'method') checkStatic(program, info, used, declaration.pos);
  }
  if (declaration.kind === 'property') checkAccessors(program, info, declaration);
  if (declaration.kind !== 'class') return;
  for (const member of declaration.members) {
    checkModifiers(program, info, member);
    if (declaration.modifiers.access !== 'global') checkGlobal(program, info, member);
    else if (member.kind === 'method' && member.modifiers.isWebService && !member.modifiers.isStatic)
      program.report(info, member.pos, `webService methods must be declared as static: ${member.name}`);
  }
}

const PLURALS: Record<string, string> = { method: 'methods', field: 'fields', property: 'properties' };

/** Only a global class has global members. */
function checkGlobal(program: Program, info: UnitInfo, member: Member): void {
  const plural = PLURALS[member.kind];
  if (plural === undefined || !('modifiers' in member) || member.modifiers.access !== 'global') return;
  const word = member.modifiers.isWebService ? 'webService' : 'global';
  program.report(info, member.pos, `Defining type for ${word} ${plural} must be declared as global`);
}

const VISIBILITY = ['private', 'protected', 'public', 'global'];

/** An accessor may be less visible than its property, not more. */
function checkAccessors(program: Program, info: UnitInfo, property: PropertyDeclaration): void {
  const own = property.modifiers.access ?? 'private';
  for (const accessor of [property.getter, property.setter]) {
    if (accessor?.access && VISIBILITY.indexOf(accessor.access) > VISIBILITY.indexOf(own))
      program.report(info, accessor.pos, `Cannot declare ${accessor.access} accessor on ${own} property`);
  }
}

function checkStatic(program: Program, info: UnitInfo, used: Word[], pos: Position): void {
  const other = used.find((word) => word === 'abstract' || word === 'virtual' || word === 'override');
  if (other && used.includes('static')) program.report(info, pos, `static methods cannot be ${other}`);
}
