/** Finds the library's implementation of a platform member; a missing one becomes a function that says so. */
import type { ClassType, FieldSymbol, MethodSymbol, Type } from '../types/type.ts';
import { platformType, type Implementation, type PlatformType } from '../library/define.ts';
import { isException } from '../types/conversion.ts';
import { libraryName } from '../types/registry.ts';
import { ApexException } from './exceptions.ts';
import { withCost } from './library-cost.ts';
import { NotEmulated } from '../../org/services.ts';

export interface Linked {
  implementation: (...list: unknown[]) => unknown;
  needsCallSite: boolean;
}

type Table = Record<string, Implementation> | undefined;

function missing(what: string): Linked {
  const implementation = (): never => {
    throw new NotEmulated(what);
  };
  return { implementation, needsCallSite: false };
}

const missingByName = new Map<string, Linked>();

function missingOnce(what: string): Linked {
  let linked = missingByName.get(what);
  if (!linked) missingByName.set(what, (linked = missing(what)));
  return linked;
}

/** By full signature, else by name alone; case does not matter. */
function lookUp(table: Table, key: string): [string, Implementation] | undefined {
  if (!table) return undefined;
  const exact = table[key];
  if (exact) return [key, exact];
  const lower = key.toLowerCase();
  const name = lower.replace(/\(.*$/, '');
  let byName: [string, Implementation] | undefined;
  for (const [candidate, implementation] of Object.entries(table)) {
    const text = candidate.toLowerCase();
    if (text === lower) return [candidate, implementation];
    if (text === name) byName = [candidate, implementation];
  }
  return byName;
}

function linked(type: PlatformType, found: [string, Implementation]): Linked {
  const [key, implementation] = found;
  const needsCallSite = type.needsCallSite?.some((each) => each.toLowerCase() === key.toLowerCase()) ?? false;
  const method = implementation as unknown as Linked['implementation'];
  return { implementation: withCost(type.name, key, method), needsCallSite };
}

/** The type and those it inherits from, for members the library implements once at the base. */
function* definitions(type: ClassType): Generator<PlatformType> {
  for (let each: ClassType | undefined = type; each; each = each.superType) {
    const definition = platformType(libraryName(each));
    if (definition) yield definition;
    for (const parent of each.interfaces) {
      const inherited = platformType(libraryName(parent));
      if (inherited) yield inherited;
    }
  }
}

export function linkMethod(method: MethodSymbol): Linked {
  for (const definition of definitions(method.owner)) {
    const found = lookUp(method.isStatic ? definition.statics : definition.instance, method.key);
    if (found) return linked(definition, found);
  }
  return missingOnce(`${libraryName(method.owner)}.${method.key}`);
}

const COLLECTIONS: Partial<Record<Type['kind'], string>> = {
  list: 'System.List',
  set: 'System.Set',
  map: 'System.Map',
};

/** All platform exceptions have the same four constructors. */
function exceptionConstructor(type: ClassType, key: string): Linked {
  const name = libraryName(type);
  const isCauseFirst = /^\((System\.)?Exception\)$/i.test(key);
  const implementation = (first: unknown = null, second: unknown = null): ApexException =>
    isCauseFirst
      ? new ApexException(name, null, first as ApexException | null)
      : new ApexException(name, first as string | null, second as ApexException | null);
  return { implementation: implementation as Linked['implementation'], needsCallSite: false };
}

export function linkConstructor(type: Type, key: string): Linked {
  if (type.kind === 'class' && isException(type)) return exceptionConstructor(type, key);
  const name = COLLECTIONS[type.kind] ?? (type.kind === 'class' ? libraryName(type) : type.name);
  const definition = platformType(name);
  const found = definition && lookUp(definition.constructors, key);
  return found ? linked(definition, found) : missingOnce(`new ${name}${key}`);
}

/** Reader or writer of a platform property. */
export function linkProperty(field: FieldSymbol, side: 'get' | 'set'): Linked['implementation'] {
  for (const definition of definitions(field.owner)) {
    const table = field.isStatic ? definition.staticProperties : definition.properties;
    const key = Object.keys(table ?? {}).find((each) => each.toLowerCase() === field.name.toLowerCase());
    const accessor = key === undefined ? undefined : table![key]![side];
    if (accessor) return accessor as unknown as Linked['implementation'];
  }
  return missingOnce(`${libraryName(field.owner)}.${field.name}${side === 'set' ? ' =' : ''}`).implementation;
}
