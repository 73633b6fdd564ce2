/** Finds fields, methods and constructors through the chain of super types and interfaces. */
import type { ClassType, FieldSymbol, MethodSymbol } from './type.ts';
import type { TypeRegistry } from './registry.ts';
import { primitives } from './registry.ts';

const enumStatics = new WeakMap<ClassType, MethodSymbol[]>();

/** Field or property of that name, the most derived first. */
export function findField(type: ClassType, name: string): FieldSymbol | undefined {
  const wanted = name.toLowerCase();
  for (const at of ancestors(type)) {
    for (const field of at.fields) if (field.name.toLowerCase() === wanted) return field;
  }
  return undefined;
}

/** All methods of that name a value (or the type) offers; an overridden one is listed once, by its most derived form. */
export function findMethods(registry: TypeRegistry, type: ClassType, name: string): MethodSymbol[] {
  const wanted = name.toLowerCase();
  const found: MethodSymbol[] = [];
  const take = (methods: MethodSymbol[]): void => {
    for (const method of methods) {
      if (method.name.toLowerCase() !== wanted || found.some((known) => sameParameters(known, method))) continue;
      found.push(method);
    }
  };
  for (const at of ancestors(type)) {
    take(at.methods);
    if (at.form === 'enum') {
      take(staticsOfEnum(registry, at));
      take(registry.system('Enum').methods);
    }
  }
  take(registry.system('Object').methods);
  return found;
}

/** The type, its super types and all their interfaces, nearest first. */
export function ancestors(type: ClassType): ClassType[] {
  const seen = new Set<ClassType>();
  const visit = (at: ClassType | undefined): void => {
    if (!at || seen.has(at)) return;
    seen.add(at);
    visit(at.superType);
    for (const parent of at.interfaces) visit(parent);
  };
  visit(type);
  return [...seen];
}

export function sameParameters(left: { parameters: unknown[] }, right: { parameters: unknown[] }): boolean {
  return (
    left.parameters.length === right.parameters.length &&
    left.parameters.every((parameter, index) => parameter === right.parameters[index])
  );
}

/** `values()` and `valueOf(String)`; their owner is the enum. */
export function staticsOfEnum(registry: TypeRegistry, type: ClassType): MethodSymbol[] {
  let methods = enumStatics.get(type);
  if (!methods) {
    const base = {
      owner: type,
      isStatic: true,
      isAbstract: false,
      isVirtual: false,
      isOverride: false,
      access: 'global' as const,
      isTestVisible: false,
      declaration: undefined,
    };
    methods = [
      { ...base, name: 'values', parameters: [], parameterNames: [], returnType: registry.list(type), key: 'values()' },
      {
        ...base,
        name: 'valueOf',
        parameters: [primitives.String],
        parameterNames: ['name'],
        returnType: type,
        key: 'valueOf(String)',
      },
    ];
    enumStatics.set(type, methods);
  }
  return methods;
}
