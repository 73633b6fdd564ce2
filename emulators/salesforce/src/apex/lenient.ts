/** Compiles what can be compiled of a set of sources, for running foreign projects: the rest is left out and named. */
import type { ApexSource, CompileError } from '../org/services.ts';
import type { Schema } from '../schema/model.ts';
import { checkProgram } from './check/check.ts';
import type { LeftOut } from './runtime/program.ts';
import type { CompilationUnit } from './syntax/ast.ts';
import { parseUnit } from './syntax/parse.ts';
import type { TypeRegistry } from './types/registry.ts';

interface Compilation {
  units: CompilationUnit[];
  leftOut: LeftOut[];
  registry: TypeRegistry;
  errors: CompileError[];
}

/**
 * A body with errors is left out by itself and throws NotEmulated when it is run. Where a declaration is wrong, its whole class
 * goes, and then what depends on that.
 */
export function compileLeniently(sources: ApexSource[], schema: Schema): Compilation {
  const errors: CompileError[] = [];
  const leftOut: LeftOut[] = [];
  let units: CompilationUnit[] = [];
  for (const { source, file, apiVersion, kind, name, namespace } of sources) {
    const parsed = parseUnit(source, file, apiVersion, kind);
    const [problem] = parsed.errors ?? [];
    if (parsed.unit) units.push(namespace === undefined ? parsed.unit : Object.assign(parsed.unit, { namespace }));
    else if (problem) {
      errors.push(...parsed.errors!.map((error) => ({ file, name, ...error })));
      if (/@istest\b|\btestmethod\b/i.test(source))
        leftOut.push({ name, methods: ['<all>'], problem: textOf({ file, name, ...problem }) });
    }
  }
  for (;;) {
    const checked = checkProgram(units, { schema, isLenient: true });
    if (checked.errors.length === 0)
      return { units, leftOut, registry: checked.registry, errors: [...errors, ...checked.contained] };
    errors.push(...checked.errors);
    const first = new Map<string, CompileError>();
    for (const error of checked.errors) if (!first.has(error.file)) first.set(error.file, error);
    for (const unit of units) {
      const error = first.get(unit.file);
      const methods = testMethods(unit);
      if (error && unit.kind === 'classUnit' && methods.length > 0)
        leftOut.push({ name: unit.declaration.name, methods, problem: textOf(error) });
    }
    const left = units.filter((unit) => !first.has(unit.file));
    if (left.length === units.length) throw new Error(`errors in files that are none: ${[...first.keys()].join(', ')}`);
    units = left;
  }
}

function textOf({ file, line, message }: CompileError): string {
  return `${file.split('/').at(-1)}:${line}: ${message}`;
}

function testMethods(unit: CompilationUnit): string[] {
  if (unit.kind !== 'classUnit' || unit.declaration.kind !== 'class') return [];
  return unit.declaration.members.flatMap((member) => {
    if (member.kind !== 'method') return [];
    const { isTestMethod, annotations } = member.modifiers;
    return isTestMethod || annotations.some(({ name }) => name.toLowerCase() === 'istest') ? [member.name] : [];
  });
}
