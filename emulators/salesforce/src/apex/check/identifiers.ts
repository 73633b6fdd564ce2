/** Which names variables, fields and types may have. */
import type { Position } from '../syntax/ast.ts';
import type { Program, UnitInfo } from './program.ts';

/** Words the platform keeps for itself although its grammar would let them through. */
const reserved = new Set(
  (
    'array activate any autonomous begin bigdecimal bulk byte case cast char collect commit const default desc end export exception exit float goto group having hint int into ' +
    'inner import join loop number object outer of package parallel pragma retrieve rollback sort short super switch system synchronized transaction this then when'
  ).split(' '),
);

/** @param isMethod methods may use reserved words */
export function checkIdentifier(program: Program, info: UnitInfo, name: string, pos: Position, isMethod = false): void {
  if (name.includes('__') || name.endsWith('_')) program.report(info, pos, `Invalid character in identifier: ${name}`);
  else if (!isMethod && reserved.has(name.toLowerCase()))
    program.report(info, pos, `Identifier name is reserved: ${name}`);
  else if (name.length > 255) program.report(info, pos, `Identifier name is too long: ${name}`);
}
