/**
 * The checker: declares all types, then binds every name, call and conversion of their code. After a program without errors
 * every slot marked "bound" in the syntax tree is filled.
 */
import type { CompilationUnit } from '../syntax/ast.ts';
import type { ClassType } from '../types/type.ts';
import type { CompileError } from '../../org/services.ts';
import { compileInNamespace } from '../../schema/code-namespace.ts';
import type { Schema } from '../../schema/model.ts';
import { TypeRegistry } from '../types/registry.ts';
import { checkAnnotations } from './annotations.ts';
import { bindUnit } from './bodies.ts';
import { checkClass } from './class-rules.ts';
import { declareMembers, declareParents, declareUnit, typesOf } from './declare.ts';
import { checkModifiers } from './modifiers.ts';
import { Program, type UnitInfo } from './program.ts';

export interface CheckEnvironment {
  schema: Schema;
  /**
   * Types of an earlier program: an anonymous block, or a class compiled on its own, sees them. Classes given again replace
   * those of the same name there. Without it the units see only each other.
   */
  registry?: TypeRegistry;
  /** Whether there is a Visualforce page of that name; undefined: any name will do. */
  hasPage?: (name: string) => boolean;
  /** The units are known to be right: their bodies are bound when `bind` asks for it, those of triggers at once. */
  isKnown?: boolean;
  /** Leaves out bodies that do not compile instead of refusing their class. */
  isLenient?: boolean;
}

export interface CheckedProgram {
  errors: CompileError[];
  /** Of bodies left out. */
  contained: CompileError[];
  /** The classes, interfaces and enums of the units, inner ones included; an anonymous block has one nameless owner type. */
  types: ClassType[];
  registry: TypeRegistry;
  /** Binds the bodies of a unit that is known to be right; those of other units are bound already. */
  bind(unit: CompilationUnit): void;
}

/** Checks units as one program and fills their bound slots. With errors the slots are not to be relied upon. */
export function checkProgram(units: CompilationUnit[], environment: CheckEnvironment): CheckedProgram {
  const registry = environment.registry ?? new TypeRegistry(environment.schema);
  const program = new Program(registry);
  program.isLenient = environment.isLenient ?? false;
  if (environment.hasPage) program.hasPage = environment.hasPage;
  const infos = units.map((unit) => declareUnit(program, unit));
  const each = (action: (info: (typeof infos)[number], type: ClassType) => void): void => {
    for (const info of infos)
      compileInNamespace(info.unit.namespace, () => {
        for (const type of typesOf(info)) action(info, type);
      });
  };
  each((info, type) => declareParents(program, info, type));
  each((info, type) => declareMembers(program, info, type));
  each((info, type) => checkClass(program, info, type));
  for (const info of infos) {
    checkAnnotations(program, info);
    if (info.unit.kind === 'classUnit') checkModifiers(program, info, info.unit.declaration);
    if (!environment.isKnown || info.unit.kind !== 'classUnit') bindBodies(program, info);
  }
  program.errors.sort(
    (left, right) => left.file.localeCompare(right.file) || left.line - right.line || left.column - right.column,
  );
  return {
    errors: program.errors,
    contained: program.contained,
    types: infos.flatMap(typesOf),
    registry,
    bind: (unit) => {
      const info = environment.isKnown ? infos.find((each) => each.unit === unit) : undefined;
      if (info?.unit.kind === 'classUnit') bindBodies(program, info);
      const [error] = program.errors;
      if (error) throw new Error(`${error.file}:${error.line} was right before and is not now: ${error.message}`);
    },
  };
}

function bindBodies(program: Program, info: UnitInfo): void {
  compileInNamespace(info.unit.namespace, () => bindUnit(program, info));
}
