/** What all parts of the checker share while they work on one set of units. */
import type {
  CompilationUnit,
  MethodDeclaration,
  Position,
  PropertyDeclaration,
  ConstructorDeclaration,
} from '../syntax/ast.ts';
import type { ClassType, ConstructorSymbol, FieldSymbol, Type } from '../types/type.ts';
import type { CompileError } from '../../org/services.ts';
import type { Schema } from '../../schema/model.ts';
import { nullType, type TypeRegistry } from '../types/registry.ts';

/** The file being checked. */
export interface UnitInfo {
  unit: CompilationUnit;
  file: string;
  /** Component name, as in CompileError. */
  name: string;
  apiVersion: number;
  isTest: boolean;
  /** The top-level class; for anonymous blocks a nameless one that owns their methods and classes. */
  top: ClassType | undefined;
}

/** Where a type name is written: decides which inner types it sees. */
export interface TypeScope {
  info: UnitInfo;
  type: ClassType | undefined;
}

/** Stands for a type that could not be told: fits everywhere, so that one mistake gives one error. */
export const unknownType: Type = { ...nullType };

export class Program {
  readonly registry: TypeRegistry;
  readonly schema: Schema;
  readonly errors: CompileError[] = [];
  /** Those of bodies that are left out (`Contained`), the class stays. */
  readonly contained: CompileError[] = [];
  /** Whether a body with errors only costs itself. */
  isLenient = false;
  hasPage: (name: string) => boolean = () => true;
  /** The unit a user type comes from. */
  readonly infos = new Map<ClassType, UnitInfo>();
  readonly properties = new Map<FieldSymbol, PropertyDeclaration>();
  readonly constructors = new Map<ConstructorSymbol, ConstructorDeclaration>();
  private readonly reported = new Set<string>();

  constructor(registry: TypeRegistry) {
    this.registry = registry;
    this.schema = registry.schema;
  }

  /** Runs the checks of one body. Where that is wanted its errors are set aside. @returns what is wrong with it */
  contain(action: () => void): string | undefined {
    const before = this.errors.length;
    action();
    if (!this.isLenient || this.errors.length === before) return undefined;
    const own = this.errors.splice(before);
    this.contained.push(...own);
    const { file, line, message } = own[0]!;
    return `${file.split('/').at(-1)}:${line}: ${message}`;
  }

  /** Records an error; a second one at the same place is dropped. */
  report(info: UnitInfo, pos: Position, message: string): void {
    const key = `${info.file}:${pos.line}:${pos.column}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    this.errors.push({ file: info.file, name: info.name, line: pos.line, column: pos.column, message });
  }
}

/** `void foo(Integer, String)`, as the platform prints signatures. */
export function signatureOf(name: string, parameters: Type[], result?: Type): string {
  const list = parameters.map(displayName).join(', ');
  return `${result ? `${displayName(result)} ` : ''}${name}(${list})`;
}

const bare =
  /^System\.(Boolean|Integer|Long|Double|Decimal|String|Id|Date|Datetime|Time|Blob|Object|SObject|List<.*|Set<.*|Map<.*)$/;

/** Type names as errors print them. */
export function displayName(type: Type): string {
  return type.kind === 'class' && type.namespace === 'System' && bare.test(type.name)
    ? type.name.slice('System.'.length)
    : type.name;
}

export type BodyOwner = MethodDeclaration | ConstructorDeclaration | undefined;
