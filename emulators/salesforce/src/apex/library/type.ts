/** System.Type. */
import { current } from '../../transaction/transaction.ts';
import { SObjectRecord } from '../../schema/record.ts';
import type { Type } from '../types/type.ts';
import { isAssignable } from '../types/conversion.ts';
import { qualifiedName } from '../types/qualified-name.ts';
import { parseType, type TypeText } from '../types/signature.ts';
import { apexError } from '../runtime/exceptions.ts';
import { hashText } from '../runtime/equality.ts';
import { linkConstructor } from '../runtime/library-link.ts';
import { ApexList } from '../runtime/list.ts';
import { ApexMap } from '../runtime/map.ts';
import { programOf } from '../runtime/program.ts';
import { ApexSet } from '../runtime/set.ts';
import { definePlatformType } from './define.ts';
import { sobjectToken } from './schema/tokens.ts';
import { argument, registry } from './support.ts';

/** A value of System.Type. */
export class ApexType {
  readonly $type = 'System.Type';
  readonly type: Type;
  constructor(type: Type) {
    this.type = type;
  }
  equalityKey(): string {
    return `Type ${typeName(this.type)}`;
  }
  apexText(): string {
    return typeName(this.type);
  }
}

const values = new WeakMap<Type, ApexType>();

export function typeValue(type: Type): ApexType {
  let value = values.get(type);
  if (!value) values.set(type, (value = new ApexType(type)));
  return value;
}

/** `Account`, `Outer.Inner`, `List<String>`, `System.Http`. */
function typeName(type: Type): string {
  return qualifiedName(type);
}

/** A type by the name Apex code would write; undefined when there is none. */
export function findType(name: string): Type | undefined {
  const text = name.trim().replace(/^(.*)\[\]$/, 'List<$1>');
  if (text === '') return undefined;
  return resolve(parseType(text));
}

function resolve(text: TypeText): Type | undefined {
  const parts = text.arguments.map(resolve);
  if (parts.some((part) => part === undefined)) return undefined;
  const program = programOf(current().org);
  const user = program.type(text.name);
  if (user) return user;
  const bare = text.name.replace(/^(System|Schema)\./i, '');
  if (!bare.includes('.')) {
    const builtin = registry().builtin(bare, parts as Type[]);
    if (builtin && builtin.kind !== 'void') return builtin;
  }
  const record = bare.includes('.') ? undefined : registry().recordBehind(bare);
  return (
    record ??
    registry().platform(text.name, parts as Type[]) ??
    registry().platform(`System.${text.name}`, parts as Type[]) ??
    registry().sobjectNamed(bare)
  );
}

/** `type.newInstance()`. @throws TypeException for what cannot be made */
export function instantiate(type: Type): unknown {
  switch (type.kind) {
    case 'list':
      return new ApexList(type.arguments[0]!);
    case 'set':
      return new ApexSet(type.arguments[0]!);
    case 'map':
      return new ApexMap(type.arguments[0]!, type.arguments[1]!);
    case 'sobject':
      if (type.object) return new SObjectRecord(type.object);
      break;
    case 'class':
      if (type.declaration) return programOf(current().org).instantiate(type);
      if (type.constructors.some((each) => each.parameters.length === 0))
        return linkConstructor(type, '()').implementation();
      break;
    case 'primitive':
      // Apex gives null for these.
      return null;
    default:
  }
  throw apexError('System.TypeException', `${type.name} cannot be constructed`);
}

definePlatformType({
  name: 'System.Type',
  instance: {
    'getName()': (value: ApexType) => typeName(value.type),
    'toString()': (value: ApexType) => typeName(value.type),
    'hashCode()': (value: ApexType) => hashText(value.type.name),
    'equals(Object)': (value: ApexType, other: unknown) =>
      other instanceof ApexType && other.equalityKey() === value.equalityKey(),
    'isAssignableFrom(Type)': (value: ApexType, from: ApexType) => isAssignable(argument(from).type, value.type),
    'newInstance()': (value: ApexType) => instantiate(value.type),
  },
  properties: {
    SObjectType: {
      get: (value: ApexType) =>
        value.type.kind === 'sobject' && value.type.object ? sobjectToken(value.type.object) : null,
    },
  },
  statics: {
    'forName(String)': (name: string) => {
      const type = findType(argument(name));
      return type ? typeValue(type) : null;
    },
    'forName(String,String)': (namespace: string | null, name: string) => {
      const qualified = namespace ? findType(`${namespace}.${argument(name)}`) : undefined;
      // A namespace that nobody has means the org's own code only when it is empty.
      const type = qualified ?? (namespace ? undefined : findType(argument(name)));
      return type ? typeValue(type) : null;
    },
  },
});
