/** Which modifiers may stand at what. */
import type { Member, Modifiers, Position, TypeDeclaration } from '../syntax/ast.ts';
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
  if (declaration.kind === 'class') for (const member of declaration.members) checkModifiers(program, info, member);
}

function checkStatic(program: Program, info: UnitInfo, used: Word[], pos: Position): void {
  const other = used.find((word) => word === 'abstract' || word === 'virtual' || word === 'override');
  if (other && used.includes('static')) program.report(info, pos, `static methods cannot be ${other}`);
}
