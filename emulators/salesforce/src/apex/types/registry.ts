/**
 * All types of one org: interned, one object per distinct type. The project's own classes are entered by the checker;
 * everything else is made on demand from the schema and the platform table.
 */
import { objectInCode } from '../../schema/code-namespace.ts';
import type { ObjectInfo, Schema } from '../../schema/model.ts';
import type {
  AnyType,
  ClassType,
  CollectionType,
  NullType,
  PrimitiveName,
  PrimitiveType,
  SObjectType,
  Type,
  VoidType,
} from './type.ts';
import { platformTable } from './platform-table.ts';
import { PlatformClass, type TypeReader } from './platform-type.ts';
import type { TypeText } from './signature.ts';

export const voidType: VoidType = { kind: 'void', name: 'void' };
export const nullType: NullType = { kind: 'null', name: 'null' };
export const anyType: AnyType = { kind: 'object', name: 'Object' };

const primitiveNames: PrimitiveName[] = [
  'Boolean',
  'Integer',
  'Long',
  'Double',
  'Decimal',
  'String',
  'Id',
  'Date',
  'Datetime',
  'Time',
  'Blob',
];
export const primitives = Object.fromEntries(
  primitiveNames.map((name) => [name, { kind: 'primitive', name }]),
) as Record<PrimitiveName, PrimitiveType>;
const primitiveByName = new Map(primitiveNames.map((name) => [name.toLowerCase(), primitives[name]]));

/** The generic `SObject`. */
export const genericSObject: SObjectType = { kind: 'sobject', name: 'SObject', object: undefined };
/** What aggregate queries return. */
export const aggregateResult: SObjectType = { kind: 'sobject', name: 'AggregateResult', object: undefined };

export class TypeRegistry {
  readonly schema: Schema;
  /** The org's own top-level types by `userTypeKey`. */
  readonly userTypes = new Map<string, ClassType>();
  /** Namespaces of the managed packages with code, in lower case. */
  readonly packages = new Set<string>();
  private readonly interned = new Map<string, Type>();
  private readonly identities = new WeakMap<object, number>();
  private nextIdentity = 1;
  private readonly reader: TypeReader;

  constructor(schema: Schema) {
    this.schema = schema;
    this.reader = {
      read: (text, bindings) => this.read(text, bindings),
      inner: (name) => this.innerOf(name),
      outer: (name) => (name.split('.').length > 2 ? this.platform(name.slice(0, name.lastIndexOf('.'))) : undefined),
    };
  }

  list(element: Type): CollectionType {
    return this.collection('list', [element]);
  }

  set(element: Type): CollectionType {
    return this.collection('set', [element]);
  }

  map(key: Type, value: Type): CollectionType {
    return this.collection('map', [key, value]);
  }

  collection(kind: CollectionType['kind'], parts: Type[]): CollectionType {
    const label = { list: 'List', set: 'Set', map: 'Map' }[kind];
    return this.intern(`${kind}<${parts.map((part) => this.identity(part)).join(',')}>`, () => ({
      kind,
      name: `${label}<${parts.map((part) => part.name).join(',')}>`,
      arguments: parts,
    }));
  }

  /** The type of an object's records. */
  sobject(object: ObjectInfo): SObjectType {
    if (object.name === 'AggregateResult') return aggregateResult;
    return this.intern(`sobject ${object.name.toLowerCase()}`, () => ({ kind: 'sobject', name: object.name, object }));
  }

  /** `SObject`, `AggregateResult` or an object of the schema; undefined when there is none of that name. */
  sobjectNamed(name: string): SObjectType | undefined {
    const lower = name.toLowerCase();
    if (lower === 'sobject') return genericSObject;
    if (lower === 'aggregateresult') return aggregateResult;
    const object = objectInCode(this.schema, name);
    return object ? this.sobject(object) : undefined;
  }

  /** `BusinessHours`, `Network`, `Site`: as a type the object is meant, the class of the name has static methods only. */
  recordBehind(name: string): SObjectType | undefined {
    const type = this.platform(`System.${name}`);
    if (!type || type.form !== 'class' || type.methods.some((method) => !method.isStatic)) return undefined;
    return this.sobjectNamed(name);
  }

  /** A primitive by its simple name, ignoring case. */
  primitive(name: string): PrimitiveType | undefined {
    return primitiveByName.get(name.toLowerCase());
  }

  /** Platform class, interface or enum by qualified name (`System.Http`, `Database.SaveResult`), ignoring case. */
  platform(name: string, typeArguments: Type[] = []): ClassType | undefined {
    const entry = platformTable().types.get(name.toLowerCase());
    if (!entry) return undefined;
    const wanted = entry.line.parameters?.length ?? 0;
    const parts =
      typeArguments.length === 0 && wanted > 0 ? entry.line.parameters!.map(() => anyType as Type) : typeArguments;
    return this.intern(
      `platform ${name.toLowerCase()}<${parts.map((part) => this.identity(part)).join(',')}>`,
      () => new PlatformClass(entry.name, entry.line, parts, this.reader),
    );
  }

  /** How many type arguments a platform type takes; undefined when there is no such type. */
  platformArity(name: string): number | undefined {
    const entry = platformTable().types.get(name.toLowerCase());
    return entry ? (entry.line.parameters?.length ?? 0) : undefined;
  }

  /** Canonical spelling of a platform namespace. */
  namespace(name: string): string | undefined {
    return platformTable().namespaces.get(name.toLowerCase());
  }

  /** `System.Exception` and friends: must exist in the table. */
  system(name: string, typeArguments: Type[] = []): ClassType {
    const type = this.platform(`System.${name}`, typeArguments);
    if (!type) throw new Error(`platform table lacks System.${name}`);
    return type;
  }

  /** The class that holds the members of a value of this type; undefined for void and null. */
  membersOf(type: Type): ClassType | undefined {
    switch (type.kind) {
      case 'class':
        return type;
      case 'primitive':
        return this.system(type.name);
      case 'list':
        return this.system('List', type.arguments);
      case 'set':
        return this.system('Set', type.arguments);
      case 'map':
        return this.system('Map', type.arguments);
      case 'sobject':
        return this.system('SObject');
      case 'object':
        return this.system('Object');
      default:
        return undefined;
    }
  }

  /** A type by the table's spelling: System bare, others with namespace, SObjects as `@Name`. */
  read(text: TypeText, bindings: ReadonlyMap<string, Type>): Type {
    const bound = bindings.get(text.name);
    if (bound) return bound;
    const parts = text.arguments.map((argument) => this.read(argument, bindings));
    const simple = this.builtin(text.name, parts);
    if (simple) return simple;
    if (text.name.startsWith('@')) return this.sobjectNamed(text.name.slice(1)) ?? genericSObject;
    return (
      this.platform(
        text.name.includes('.') && this.namespace(text.name.split('.')[0]!) ? text.name : `System.${text.name}`,
        parts,
      ) ??
      this.platform(`System.${text.name}`, parts) ??
      anyType
    );
  }

  /** Void, Object, SObject, primitives and collections by simple name. */
  builtin(name: string, parts: Type[]): Type | undefined {
    switch (name.toLowerCase()) {
      case 'void':
        return voidType;
      case 'object':
        return anyType;
      case 'sobject':
        return genericSObject;
      case 'list':
        return this.list(parts[0] ?? anyType);
      case 'set':
        return this.set(parts[0] ?? anyType);
      case 'map':
        return this.map(parts[0] ?? anyType, parts[1] ?? anyType);
      default:
        return this.primitive(name);
    }
  }

  private innerOf(name: string): ClassType[] {
    const prefix = `${name.toLowerCase()}.`;
    return [...platformTable().types.keys()].filter((key) => key.startsWith(prefix)).map((key) => this.platform(key)!);
  }

  private identity(type: Type): number {
    let id = this.identities.get(type);
    if (id === undefined) this.identities.set(type, (id = this.nextIdentity++));
    return id;
  }

  private intern<T extends Type>(key: string, make: () => T): T {
    let type = this.interned.get(key);
    if (!type) this.interned.set(key, (type = make()));
    return type as T;
  }
}

/** Of a top-level type: `foo`, of a managed package's `acme.foo`. */
export function userTypeKey(namespace: string | undefined, name: string): string {
  return (namespace === undefined ? name : `${namespace}.${name}`).toLowerCase();
}

/** The key of the library for a platform type: `System.List<Account>` → `System.List`. */
export function libraryName(type: ClassType): string {
  return type instanceof PlatformClass ? type.baseName : type.name;
}
