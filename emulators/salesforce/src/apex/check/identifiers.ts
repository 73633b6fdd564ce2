/** Which names variables, fields and types may have. */
import type { Position } from '../syntax/ast.ts';
import type { Program, UnitInfo } from './program.ts';

/** Words the platform keeps for itself although its grammar would let them through. */
const reserved = new Set(
  (
    'array activate any autonomous begin bigdecimal bulk byte case cast char collect commit const default desc end export exception exit float goto group having hint int into ' +
    'and as asc by from in inner import join like limit loop not nulls number object on or outer of package parallel pragma retrieve rollback select sort short super switch system synchronized transaction this then using when where'
  ).split(' '),
);

/** @param isMethod methods may use reserved words */
export function checkIdentifier(program: Program, info: UnitInfo, name: string, pos: Position, isMethod = false): void {
  if (/^[_$]/.test(name))
    program.report(
      info,
      pos,
      `Invalid identifier '${name}'. Apex identifiers must start with an ASCII letter (a-z or A-Z) followed by any number of ASCII letters (a-z or A-Z), digits (0 - 9), '_'.`,
    );
  else if (name.includes('__') || name.endsWith('_'))
    program.report(info, pos, `Invalid character in identifier: ${name}`);
  else if (!isMethod && reserved.has(name.toLowerCase()))
    program.report(info, pos, `Identifier name is reserved: ${name}`);
  else if (name.length > 255) program.report(info, pos, `Identifier name is too long: ${name}`);
}
