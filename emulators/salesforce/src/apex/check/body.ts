/** The code of one method, constructor, accessor, initialiser, trigger or block while it is bound. */
import type { Expression, LocalVariable, Position, TypeRef } from '../syntax/ast.ts';
import type { ClassType, FieldSymbol, Type } from '../types/type.ts';
import type { ObjectInfo } from '../../schema/model.ts';
import { isAssignable, needsConversion } from '../types/conversion.ts';
import { checkIdentifier } from './identifiers.ts';
import { displayName, type Program, type TypeScope, type UnitInfo, unknownType } from './program.ts';
import { resolveTypeRef } from './resolve.ts';

export type BodyKind =
  'method' | 'constructor' | 'initializer' | 'getter' | 'setter' | 'field' | 'trigger' | 'anonymous';

export interface BodyOptions {
  kind: BodyKind;
  info: UnitInfo;
  type: ClassType | undefined;
  isStatic: boolean;
  /** Undefined where nothing may be returned. */
  result?: Type;
  triggerObject?: ObjectInfo;
  /** The property whose accessor this is. */
  property?: FieldSymbol;
}

interface Scope {
  parent: Scope | undefined;
  locals: Map<string, LocalVariable>;
}

export class Body {
  readonly program: Program;
  readonly kind: BodyKind;
  readonly info: UnitInfo;
  readonly type: ClassType | undefined;
  readonly isStatic: boolean;
  readonly result: Type | undefined;
  readonly triggerObject: ObjectInfo | undefined;
  readonly property: FieldSymbol | undefined;
  readonly scope: TypeScope;
  loopDepth = 0;
  /** Inside `this(…)`/`super(…)` arguments, where instance members are out of reach. */
  inConstructorCall = false;
  private locals: Scope = { parent: undefined, locals: new Map() };
  private nextId = 0;

  constructor(program: Program, options: BodyOptions) {
    this.program = program;
    this.kind = options.kind;
    this.info = options.info;
    this.type = options.type;
    this.isStatic = options.isStatic;
    this.result = options.result;
    this.triggerObject = options.triggerObject;
    this.property = options.property;
    this.scope = { info: options.info, type: options.type };
  }

  error(pos: Position, message: string): void {
    this.program.report(this.info, pos, message);
  }

  resolve(ref: TypeRef): Type {
    return resolveTypeRef(this.program, ref, this.scope);
  }

  /** Runs the action in a nested scope of locals. */
  nested<T>(action: () => T): T {
    this.locals = { parent: this.locals, locals: new Map() };
    try {
      return action();
    } finally {
      this.locals = this.locals.parent!;
    }
  }

  declare(name: string, type: Type, isFinal: boolean, pos: Position): LocalVariable {
    if (this.local(name)) this.error(pos, `Duplicate variable: ${name}`);
    else if (this.kind !== 'setter' || name !== 'value') checkIdentifier(this.program, this.info, name, pos);
    const local: LocalVariable = { name, type, isFinal, id: this.nextId++ };
    this.locals.locals.set(name.toLowerCase(), local);
    return local;
  }

  local(name: string): LocalVariable | undefined {
    const wanted = name.toLowerCase();
    for (let scope: Scope | undefined = this.locals; scope; scope = scope.parent) {
      const local = scope.locals.get(wanted);
      if (local) return local;
    }
    return undefined;
  }

  /** Requires a bound expression to fit; sets `convertTo` where its value must change. */
  coerce(expression: Expression, to: Type, message?: (from: Type) => string): void {
    const from = expression.type ?? unknownType;
    if (from.kind === 'null' || to.kind === 'null') return;
    if (from.kind === 'list' && fitsRow(expression, to)) {
      setRow(expression, to);
      return;
    }
    if (!isAssignable(from, to)) {
      this.error(
        expression.pos,
        message?.(from) ?? `Illegal assignment from ${displayName(from)} to ${displayName(to)}`,
      );
      return;
    }
    if (needsConversion(from, to)) expression.convertTo = to;
  }
}

/** `Account a = [SELECT …]`: a query where one record is wanted. */
export function fitsRow(expression: Expression, to: Type): boolean {
  if (to.kind !== 'sobject') return false;
  const element = rowType(expression);
  return (
    element !== undefined &&
    (isAssignable(element, to) ||
      (element.kind === 'sobject' && element.object === undefined && element.name === 'SObject'))
  );
}

/** The record type of a query written in place, also at the end of `a ?? [SELECT …]` and `c ? [..] : [..]`. */
export function rowType(expression: Expression): Type | undefined {
  const { type } = expression;
  if (type?.kind !== 'list') return undefined;
  if (expression.kind === 'query' || isDynamicQuery(expression)) return type.arguments[0];
  if (expression.kind === 'coalesce') return rowType(expression.left) && rowType(expression.right);
  if (expression.kind === 'conditional') return rowType(expression.then) && rowType(expression.otherwise);
  return undefined;
}

/** `Account a = Database.query(…)` takes the one row, too. */
function isDynamicQuery(expression: Expression): boolean {
  return (
    expression.kind === 'call' &&
    expression.method?.owner.name === 'System.Database' &&
    /^query/i.test(expression.method.name)
  );
}

function setRow(expression: Expression, to: Type): void {
  if (expression.kind === 'coalesce') {
    setRow(expression.left, to);
    setRow(expression.right, to);
    expression.type = to;
  } else if (expression.kind === 'conditional') {
    setRow(expression.then, to);
    setRow(expression.otherwise, to);
    expression.type = to;
  } else {
    const row = expression.type?.kind === 'list' ? expression.type.arguments[0]! : to;
    expression.convertTo = row.kind === 'sobject' && !row.object ? to : row;
  }
}
