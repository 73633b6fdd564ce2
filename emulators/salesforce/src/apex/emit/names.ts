/** How Apex names become JavaScript names. */
import type { LocalVariable } from '../syntax/ast.ts';
import { qualifiedName } from '../types/qualified-name.ts';
import type { ClassType, ConstructorSymbol, FieldSymbol, MethodSymbol, Type } from '../types/type.ts';

/** Apex names compare without case, so JavaScript names are lower case. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_]/g, '_');
}

export function signature(parameters: Type[]): string {
  return parameters.map((type) => plain(type.name)).join('$');
}

/**
 * Overriding methods share their name with what they override; private ones are overridden only where both say so (`private virtual`,
 * `private override`), and the class in the name of the others keeps a subclass from doing so by accident.
 */
export function methodName(method: MethodSymbol): string {
  const base = `${plain(method.name)}$${signature(method.parameters)}`;
  const isItsOwn = method.access === 'private' && !method.isStatic && !method.isVirtual && !method.isOverride;
  return isItsOwn ? `${base}$of$${plain(method.owner.name)}` : base;
}

/** Constructors are methods that return `this`; the class in the name keeps `this(…)` of a base class from meaning a subclass's. */
export function constructorName(owner: ClassType, parameters: Type[]): string {
  return `$new$${plain(owner.name)}$${signature(parameters)}`;
}

export function constructorSymbolName(symbol: ConstructorSymbol): string {
  return constructorName(symbol.owner, symbol.parameters);
}

/**
 * The method that runs field initialisers and initialiser blocks, those of base classes first. `new` calls it before any
 * constructor: a method that a base constructor calls finds the subclass's fields initialised.
 */
export const INITIALIZER = '$init';

export function fieldName(field: FieldSymbol): string {
  return `_${plain(field.name)}${hiding(field)}`;
}

/** Where a property with accessor bodies keeps what its own accessors store under its name. */
export function backingName(field: FieldSymbol): string {
  return `${fieldName(field)}$`;
}

const hidings = new WeakMap<FieldSymbol, string>();

/** A field with the name of a parent's is another field: its class tells the two apart. */
function hiding(field: FieldSymbol): string {
  if (field.isStatic || field.isOverride) return '';
  let suffix = hidings.get(field);
  if (suffix === undefined) {
    const isHiding = isDeclaredAbove(field.owner.superType, field.name.toLowerCase());
    hidings.set(field, (suffix = isHiding ? `$of$${plain(field.owner.name)}` : ''));
  }
  return suffix;
}

function isDeclaredAbove(type: ClassType | undefined, name: string): boolean {
  for (let at = type; at?.declaration; at = at.superType) {
    if (at.fields.some((field) => !field.isStatic && field.name.toLowerCase() === name)) return true;
  }
  return false;
}

export function localName(local: LocalVariable): string {
  return `${plain(local.name)}_${local.id}`;
}

/** `Class.Outer.Inner`. */
export function frameLabel(type: ClassType, member: string): string {
  return `Class.${qualifiedName(type)}.${member}`;
}
