/** Turns emitted units into running classes and triggers. */
import vm from 'node:vm';
import type { ClassUnit, CompilationUnit, TriggerUnit } from '../syntax/ast.ts';
import type { ClassType } from '../types/type.ts';
import { userTypeKey, type TypeRegistry } from '../types/registry.ts';
import type { ClassCell, Linkage } from '../emit/context.ts';
import { withSourceMap } from '../emit/source-map.ts';
import { emitUnit, type EmittedUnit } from '../emit/units.ts';
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

export class Linker implements Linkage {
  readonly program: Program;
  readonly #cells = new Map<ClassType, ClassCell>();
  readonly #makers = new Map<ClassType, ClassMaker>();

  constructor(registry: TypeRegistry) {
    this.program = new Program(registry);
  }

  cell(type: ClassType): ClassCell {
    let cell = this.#cells.get(type);
    if (!cell) this.#cells.set(type, (cell = { type, c: undefined }));
    return cell;
  }

  /** Emits and links checked units. Base classes are made before the classes that extend them. */
  link(units: CompilationUnit[]): void {
    for (const unit of units) {
      if (unit.kind === 'classUnit') this.#addClass(unit);
      else if (unit.kind === 'triggerUnit') this.#addTrigger(unit);
    }
    for (const type of this.#makers.keys()) this.#make(type);
  }

  /** Links an anonymous block against the program. @returns what runs it */
  linkAnonymous(unit: CompilationUnit): () => void {
    const emitted = emitUnit(unit, this, false);
    const exports = this.#evaluate(unit.file, emitted, new Uint32Array(0));
    for (const type of emitted.types) this.#makers.set(type, exports[type.name]!);
    for (const type of emitted.types) this.#make(type);
    return exports['run'] as () => void;
  }

  #addClass(unit: ClassUnit): void {
    const type = unit.declaration.type as ClassType;
    this.#register(type);
    const isTest = type.isTest;
    const emitted = emitUnit(unit, this, !isTest);
    const counters = new Uint32Array(emitted.lines.length);
    const exports = this.#evaluate(unit.file, emitted, counters);
    for (const each of emitted.types) this.#makers.set(each, exports[each.name]!);
    if (!isTest && unit.declaration.kind === 'class') {
      this.program.coverage.push({ name: type.name, kind: 'class', file: unit.file, lines: emitted.lines, counters });
    }
  }

  #register(type: ClassType): void {
    this.program.types.set(userTypeKey(type.package, type.name), type);
    for (const inner of type.inner) this.#register(inner);
  }

  #addTrigger(unit: TriggerUnit): void {
    const emitted = emitUnit(unit, this, true);
    const counters = new Uint32Array(emitted.lines.length);
    const exports = this.#evaluate(unit.file, emitted, counters);
    const { name, file } = unit;
    const objectName = (unit.object?.name ?? unit.objectName).toLowerCase();
    this.program.triggers.push({ name, objectName, events: new Set(unit.events), run: exports['run'] as () => void });
    this.program.triggers.sort((a, b) => (a.name < b.name ? -1 : 1));
    this.program.coverage.push({ name, kind: 'trigger', file, lines: emitted.lines, counters });
  }

  #evaluate(file: string, emitted: EmittedUnit, counters: Uint32Array): Record<string, ClassMaker> {
    const script = new vm.Script(withSourceMap(emitted.code, file), { filename: `apex:${file}` });
    const factory = script.runInThisContext() as UnitFactory;
    return factory(runtime, stack, stack.lines, nn, counters, emitted.constants);
  }

  #make(type: ClassType): void {
    if (this.program.classes.has(type)) return;
    if (type.superType && this.#makers.has(type.superType)) this.#make(type.superType);
    const made = this.#makers.get(type)!() as never;
    this.cell(type).c = made;
    this.program.classes.set(type, made);
  }
}
