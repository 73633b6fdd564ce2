/** What the parts of the emitter share while they write one unit and one method. */
import type { CompilationUnit, Expression, LocalVariable, Statement } from '../syntax/ast.ts';
import type { FieldSymbol, ClassType } from '../types/type.ts';
import type { Frame } from '../runtime/stack.ts';

/** A class reference that is filled in when the program is linked. */
export interface ClassCell {
  type: ClassType;
  c: unknown;
}

/** Hands out what a unit needs from the program being linked. */
export interface Linkage {
  cell(type: ClassType): ClassCell;
}

/** One compiled file: its constants and executable lines. */
export class UnitContext {
  readonly unit: CompilationUnit;
  readonly linkage: Linkage;
  readonly constants: unknown[] = [];
  /** Line of each executable statement; the index is its coverage counter. */
  readonly lines: number[] = [];
  readonly #known = new Map<unknown, string>();
  readonly isCovered: boolean;

  constructor(unit: CompilationUnit, linkage: Linkage, isCovered: boolean) {
    this.unit = unit;
    this.linkage = linkage;
    this.isCovered = isCovered;
  }

  /** The JavaScript name of a value known at link time; equal values (by identity, or by `key`) share one. */
  constant(value: unknown, key: unknown = value): string {
    const known = this.#known.get(key);
    if (known) return known;
    const name = `k${this.constants.length}`;
    this.constants.push(value);
    this.#known.set(key, name);
    return name;
  }

  /** An expression for the JavaScript class of a user class. */
  classOf(type: ClassType): string {
    return `${this.constant(this.linkage.cell(type))}.c`;
  }

  /** The number of a new coverage counter. */
  executable(line: number): number {
    this.lines.push(line);
    return this.lines.length - 1;
  }
}

export interface Visitors {
  expression(context: MethodContext, expression: Expression): string;
  statement(context: MethodContext, statement: Statement): string;
}

/** One method, constructor, accessor or initialiser being written. */
export class MethodContext {
  readonly unit: UnitContext;
  readonly visitors: Visitors;
  /** The class it is written in; undefined in triggers and anonymous blocks. */
  readonly owner: ClassType | undefined;
  readonly isStatic: boolean;
  /** Inside the accessors of this property its name means the stored value. */
  readonly property: FieldSymbol | undefined;
  #temporaries = 0;
  /** Statements since the last charge of CPU time. */
  statements = 0;
  /** Locals in scope, innermost last: what dynamic SOQL can bind. */
  readonly #scopes: LocalVariable[][] = [[]];
  /** Locals of blocks that have ended: dynamic SOQL can still bind them. */
  readonly #ended: LocalVariable[] = [];
  /** Locals of inner blocks, which are JavaScript variables of the whole function. */
  readonly #inner = new Set<LocalVariable>();

  constructor(
    unit: UnitContext,
    visitors: Visitors,
    options: { owner?: ClassType; isStatic: boolean; property?: FieldSymbol },
  ) {
    this.unit = unit;
    this.visitors = visitors;
    this.owner = options.owner;
    this.isStatic = options.isStatic;
    this.property = options.property;
  }

  /** Runs the action with a scope for the locals it declares. */
  scoped<T>(action: () => T): T {
    this.#scopes.push([]);
    try {
      return action();
    } finally {
      this.#ended.push(...this.#scopes.pop()!);
    }
  }

  declare(local: LocalVariable): void {
    this.#scopes[this.#scopes.length - 1]!.push(local);
  }

  /** Declares a local with a statement of its own. @returns `let` or `var` */
  declarator(local: LocalVariable): 'let' | 'var' {
    this.declare(local);
    if (this.#scopes.length === 1) return 'let';
    this.#inner.add(local);
    return 'var';
  }

  visibleLocals(): LocalVariable[] {
    return this.#scopes.flat();
  }

  /** The latest first. Only what a statement of an inner block declares is reachable. */
  endedLocals(): LocalVariable[] {
    return this.#ended.filter((local) => this.#inner.has(local)).reverse();
  }

  expression(expression: Expression): string {
    return this.visitors.expression(this, expression);
  }

  statement(statement: Statement): string {
    return this.visitors.statement(this, statement);
  }

  constant(value: unknown, key?: unknown): string {
    return this.unit.constant(value, key);
  }

  /** A variable of the method for an intermediate value. */
  temporary(): string {
    return `$t${this.#temporaries++}`;
  }

  /** Declares the temporaries used so far. */
  declarations(): string {
    if (this.#temporaries === 0) return '';
    return `let ${Array.from({ length: this.#temporaries }, (_, index) => `$t${index}`).join(',')};`;
  }
}

export interface MethodFrame extends Frame {
  readonly type: ClassType | undefined;
}
