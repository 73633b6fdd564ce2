/**
 * Turns checked units into running classes and triggers, each when it is first used: most transactions need few of an org's
 * classes, and writing the code of all of them would be most of a start.
 */
import vm from 'node:vm';
import type { ClassUnit, CompilationUnit, TriggerUnit } from '../syntax/ast.ts';
import type { ClassType } from '../types/type.ts';
import { userTypeKey, type TypeRegistry } from '../types/registry.ts';
import type { ClassCell, Linkage } from '../emit/context.ts';
import { withSourceMap } from '../emit/source-map.ts';
import { emitUnit, type EmittedUnit } from '../emit/units.ts';
import { compileInNamespace } from '../../schema/code-namespace.ts';
import { CoverageUnit } from './coverage-unit.ts';
import { nn } from './exceptions.ts';
import { Program } from './program.ts';
import { runtime } from './runtime.ts';
import { stack } from './stack.ts';

type ClassMaker = () => unknown;
type UnitFactory = (
  R: typeof runtime,
  S: typeof stack,
  L: Int32Array,
  N: typeof nn,
  C: Uint32Array,
  K: unknown[],
) => Record<string, ClassMaker>;

/** Links its class when code first asks for it; from then on the class is a property of its own. */
class Cell implements ClassCell {
  readonly type: ClassType;
  readonly load: (type: ClassType) => unknown;

  constructor(type: ClassType, load: (type: ClassType) => unknown) {
    this.type = type;
    this.load = load;
  }

  get c(): unknown {
    const value = this.load(this.type);
    if (value !== undefined) Object.defineProperty(this, 'c', { value });
    return value;
  }
}

export class Linker implements Linkage {
  readonly program: Program;
  readonly #cells = new Map<ClassType, Cell>();
  readonly #makers = new Map<ClassType, ClassMaker>();
  /** What links the file of a class that is not linked yet. */
  readonly #pending = new Map<ClassType, () => void>();
  /** Binds a unit whose bodies were known to be right and are not bound yet. */
  readonly #bind: (unit: CompilationUnit) => void;

  constructor(registry: TypeRegistry, bind: (unit: CompilationUnit) => void = () => undefined) {
    this.program = new Program(registry, (type) => void this.#load(type));
    this.#bind = bind;
  }

  cell(type: ClassType): ClassCell {
    let cell = this.#cells.get(type);
    if (!cell) this.#cells.set(type, (cell = new Cell(type, (each) => this.#load(each))));
    return cell;
  }

  link(units: CompilationUnit[]): void {
    for (const unit of units) {
      if (unit.kind === 'classUnit') this.#addClass(unit);
      else if (unit.kind === 'triggerUnit') this.#addTrigger(unit);
    }
  }

  /** Links an anonymous block against the program. @returns what runs it */
  linkAnonymous(unit: CompilationUnit): () => void {
    const emitted = emitUnit(unit, this, false);
    const exports = this.#evaluate(unit.file, emitted, new Uint32Array(0));
    for (const type of emitted.types) this.#makers.set(type, exports[type.name]!);
    return exports['run'] as () => void;
  }

  #addClass(unit: ClassUnit): void {
    const type = unit.declaration.type as ClassType;
    const { isTest } = type;
    const link = (): void => {
      const emitted = this.#emit(unit, !isTest);
      const counters = coverage.linked(emitted.lines);
      const exports = this.#evaluate(unit.file, emitted, counters);
      for (const each of emitted.types) this.#makers.set(each, exports[each.name]!);
      this.#forget(type);
    };
    const coverage = new CoverageUnit(type.name, 'class', unit.file, link);
    this.#register(type, link);
    if (!isTest && unit.declaration.kind === 'class') this.program.coverage.push(coverage);
  }

  #register(type: ClassType, link: () => void): void {
    this.program.types.set(userTypeKey(type.package, type.name), type);
    this.#pending.set(type, link);
    for (const inner of type.inner) this.#register(inner, link);
  }

  #forget(type: ClassType): void {
    this.#pending.delete(type);
    for (const inner of type.inner) this.#forget(inner);
  }

  #addTrigger(unit: TriggerUnit): void {
    const { name, file } = unit;
    let code: (() => void) | undefined;
    const link = (): void => {
      const emitted = this.#emit(unit, true);
      code = this.#evaluate(file, emitted, coverage.linked(emitted.lines))['run'] as () => void;
    };
    const coverage = new CoverageUnit(name, 'trigger', file, link);
    const run = (): void => {
      if (!code) link();
      code!();
    };
    const objectName = (unit.object?.name ?? unit.objectName).toLowerCase();
    this.program.triggers.push({ name, objectName, events: new Set(unit.events), run });
    this.program.triggers.sort((a, b) => (a.name < b.name ? -1 : 1));
    this.program.coverage.push(coverage);
  }

  /** Whoever runs while a unit is linked has no say in what its names mean. */
  #emit(unit: CompilationUnit, isCovered: boolean): EmittedUnit {
    this.#bind(unit);
    return compileInNamespace(undefined, () => emitUnit(unit, this, isCovered));
  }

  #evaluate(file: string, emitted: EmittedUnit, counters: Uint32Array): Record<string, ClassMaker> {
    const script = new vm.Script(withSourceMap(emitted.code, file), { filename: `apex:${file}` });
    const factory = script.runInThisContext() as UnitFactory;
    return factory(runtime, stack, stack.lines, nn, counters, emitted.constants);
  }

  /** The class of a type, after those it extends; undefined for interfaces and enums. */
  #load(type: ClassType): unknown {
    const known = this.program.classes.get(type);
    if (known) return known;
    this.#pending.get(type)?.();
    const maker = this.#makers.get(type);
    if (!maker) return undefined;
    const made = maker() as never;
    this.program.classes.set(type, made);
    return made;
  }
}
