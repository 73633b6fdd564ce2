/** Compilation units, classes, members. */
import type { Node } from './position.ts';
import type { Block } from './statements.ts';
import type { Expression } from './expressions.ts';
import type { ObjectInfo } from '../../schema/model.ts';
import type { ConstructorSymbol, FieldSymbol, MethodSymbol, Type } from '../types/type.ts';

export type CompilationUnit = ClassUnit | TriggerUnit | AnonymousUnit;

export interface ClassUnit {
  kind: 'classUnit';
  /** Path or component name used in error messages and stack traces. */
  file: string;
  /** The class's own apiVersion, e.g. 67; decides the access-mode and sharing defaults. */
  apiVersion: number;
  /** Of the managed package the class belongs to. */
  namespace?: string;
  declaration: TypeDeclaration;
}

export interface TriggerUnit extends Node {
  kind: 'triggerUnit';
  file: string;
  apiVersion: number;
  namespace?: string;
  name: string;
  objectName: string;
  events: TriggerEvent[];
  body: Block;
  /** Bound: locals needed by `body`. */
  object?: ObjectInfo;
}

export type TriggerEvent =
  | 'before insert'
  | 'before update'
  | 'before delete'
  | 'after insert'
  | 'after update'
  | 'after delete'
  | 'after undelete';

export interface AnonymousUnit extends Node {
  kind: 'anonymousUnit';
  file: string;
  apiVersion: number;
  namespace?: undefined;
  /** Methods and classes declared at the top of the block. */
  members: (MethodDeclaration | TypeDeclaration)[];
  body: Block;
}

export interface Annotation extends Node {
  /** As written, without `@`; compare case-insensitively. */
  name: string;
  /** `@IsTest(SeeAllData=true)` gives `{seealldata: true}`; a single unnamed value is under the key `value`. Keys are lower case. */
  parameters: Record<string, string | boolean>;
}

export interface Modifiers {
  access: 'private' | 'protected' | 'public' | 'global' | undefined;
  isStatic: boolean;
  isAbstract: boolean;
  isVirtual: boolean;
  isOverride: boolean;
  isFinal: boolean;
  isTransient: boolean;
  /** The old `testMethod` keyword. */
  isTestMethod: boolean;
  isWebService: boolean;
  sharing: 'with' | 'without' | 'inherited' | undefined;
  annotations: Annotation[];
}

export type TypeDeclaration = ClassDeclaration | InterfaceDeclaration | EnumDeclaration;

interface Declaration extends Node {
  name: string;
  modifiers: Modifiers;
}

export interface ClassDeclaration extends Declaration {
  kind: 'class';
  superType: TypeRef | undefined;
  interfaces: TypeRef[];
  members: Member[];
  /** Bound: the symbol of this class. */
  type?: Type;
}

export interface InterfaceDeclaration extends Declaration {
  kind: 'interface';
  superTypes: TypeRef[];
  methods: MethodDeclaration[];
  type?: Type;
}

export interface EnumDeclaration extends Declaration {
  kind: 'enum';
  constants: string[];
  type?: Type;
}

export type Member =
  | FieldDeclaration
  | PropertyDeclaration
  | MethodDeclaration
  | ConstructorDeclaration
  | InitializerBlock
  | TypeDeclaration;

export interface FieldDeclaration extends Node {
  kind: 'field';
  modifiers: Modifiers;
  typeRef: TypeRef;
  variables: VariableDeclarator[];
}

export interface VariableDeclarator extends Node {
  name: string;
  initializer: Expression | undefined;
  /** As of a Block. */
  broken?: string;
  /** Bound for fields. */
  field?: FieldSymbol;
  /** Bound for locals. */
  local?: LocalVariable;
}

export interface PropertyDeclaration extends Declaration {
  kind: 'property';
  typeRef: TypeRef;
  getter: Accessor | undefined;
  setter: Accessor | undefined;
  field?: FieldSymbol;
}

export interface Accessor extends Node {
  access: Modifiers['access'];
  /** Undefined for the automatic form `get;`. */
  body: Block | undefined;
  /** Bound: the implicit `value` parameter of a setter. */
  valueLocal?: LocalVariable;
}

export interface MethodDeclaration extends Declaration {
  kind: 'method';
  returnType: TypeRef;
  parameters: Parameter[];
  /** Undefined for abstract and interface methods. */
  body: Block | undefined;
  method?: MethodSymbol;
}

export interface ConstructorDeclaration extends Declaration {
  kind: 'constructor';
  parameters: Parameter[];
  body: Block;
  constructorSymbol?: ConstructorSymbol;
}

export interface InitializerBlock extends Node {
  kind: 'initializer';
  isStatic: boolean;
  body: Block;
}

export interface Parameter extends Node {
  name: string;
  isFinal: boolean;
  typeRef: TypeRef;
  local?: LocalVariable;
}

/** `Map<String, List<Account>>[]` → name `List`, arguments [Map<…>]; arrays are lowered to List. `void` is a name too. */
export interface TypeRef extends Node {
  /** Dotted, as written: `String`, `Schema.SObjectType`, `Outer.Inner`, `ns__Object__c`. */
  name: string;
  typeArguments: TypeRef[];
  /** Bound. */
  type?: Type;
}

/** A local variable or parameter; one object per declaration, shared by all names that refer to it. */
export interface LocalVariable {
  name: string;
  type: Type;
  isFinal: boolean;
  /** Unique within the method: emitters may use it as the JavaScript name. */
  id: number;
}
