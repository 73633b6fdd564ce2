/**
 * Static types and symbols of Apex, shared by checker and emitter, and (as run-time type descriptors) by the library.
 *
 * Types are interned: one object per distinct type, so `===` compares them. `check/` never mutates a type after its
 * members are declared.
 */
import type { ObjectInfo } from '../../schema/model.ts';
import type { ClassDeclaration, EnumDeclaration, InterfaceDeclaration, MethodDeclaration } from '../syntax/ast.ts';

export type Type = VoidType | NullType | AnyType | PrimitiveType | CollectionType | SObjectType | ClassType;

/** The result of a call without one. */
export interface VoidType {
  kind: 'void';
  name: 'void';
}

/** The type of the literal `null`: assignable to everything. */
export interface NullType {
  kind: 'null';
  name: 'null';
}

/** Apex `Object`. */
export interface AnyType {
  kind: 'object';
  name: 'Object';
}

export type PrimitiveName =
  'Boolean' | 'Integer' | 'Long' | 'Double' | 'Decimal' | 'String' | 'Id' | 'Date' | 'Datetime' | 'Time' | 'Blob';

export interface PrimitiveType {
  kind: 'primitive';
  name: PrimitiveName;
}

/** List, Set and Map, and Iterable/Iterator/Database.Batchable-like generic platform interfaces are ClassTypes. */
export interface CollectionType {
  kind: 'list' | 'set' | 'map';
  /** Display name: `List<Account>`, `Map<String,Integer>`. */
  name: string;
  /** List and Set: [element]; Map: [key, value]. */
  arguments: Type[];
}

/** A concrete SObject, or the generic `SObject` (object undefined). */
export interface SObjectType {
  kind: 'sobject';
  /** `Account`, `My__c`, `SObject`, `AggregateResult`. */
  name: string;
  object: ObjectInfo | undefined;
}

/** A class, interface or enum: the user's own, or the platform's. */
export interface ClassType {
  kind: 'class';
  /** `Foo`, `Outer.Inner`, `System.Math`, `Database.SaveResult`, `Iterable<String>` (as System.Iterable<String>). */
  name: string;
  /** Namespace of a platform type (`System`, `Database`); undefined for the project's own. */
  namespace: string | undefined;
  /** Namespace of the managed package that an own type belongs to. */
  package?: string;
  form: 'class' | 'interface' | 'enum';
  /** Type arguments of a generic platform interface or class. */
  arguments: Type[];
  isAbstract: boolean;
  isVirtual: boolean;
  superType: ClassType | undefined;
  interfaces: ClassType[];
  outer: ClassType | undefined;
  inner: ClassType[];
  fields: FieldSymbol[];
  methods: MethodSymbol[];
  constructors: ConstructorSymbol[];
  /** Enums: constants in order. */
  constants: string[];
  /** The project's own declaration; undefined for platform types. */
  declaration: ClassDeclaration | InterfaceDeclaration | EnumDeclaration | undefined;
  /** Name of the file or component the declaration comes from. */
  file: string | undefined;
  apiVersion: number;
  access: 'private' | 'protected' | 'public' | 'global';
  isTest: boolean;
}

export interface FieldSymbol {
  name: string;
  type: Type;
  owner: ClassType;
  isStatic: boolean;
  isFinal: boolean;
  isTransient: boolean;
  access: 'private' | 'protected' | 'public' | 'global';
  /** `property` has accessors (user code) or a platform getter/setter; `field` is a plain slot. */
  form: 'field' | 'property';
  isTestVisible: boolean;
  /** Takes the place of a virtual property of a parent; others of a parent's name are fields of their own. */
  isOverride?: boolean;
}

export interface MethodSymbol {
  name: string;
  owner: ClassType;
  parameters: Type[];
  parameterNames: string[];
  returnType: Type;
  isStatic: boolean;
  isAbstract: boolean;
  isVirtual: boolean;
  isOverride: boolean;
  access: 'private' | 'protected' | 'public' | 'global';
  isTestVisible: boolean;
  declaration: MethodDeclaration | undefined;
  /**
   * Key in the library's table: `name(Type,Type)` in the declared (generic) spelling of the platform tables, e.g.
   * `put(Object,Object)`; see `library/define.ts`. For the project's own methods: unique within the class.
   */
  key: string;
}

export interface ConstructorSymbol {
  owner: ClassType;
  parameters: Type[];
  parameterNames: string[];
  access: 'private' | 'protected' | 'public' | 'global';
  isTestVisible: boolean;
  /** `(Type,Type)`. */
  key: string;
}
