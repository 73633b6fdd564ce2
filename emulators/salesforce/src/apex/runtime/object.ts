/** Base of all emitted classes, and how the library calls into user code. */
import type { ClassType, FieldSymbol, MethodSymbol } from '../types/type.ts';
import { fieldName, methodName } from '../emit/names.ts';
import { libraryName } from '../types/registry.ts';
import { apexError, ApexException, nn } from './exceptions.ts';
import { isInstance } from './instances.ts';

export class ApexObject {
  /** On the prototype of each emitted class. */
  declare readonly $type: ClassType;

  /** Field initialisers of emitted subclasses. */
  $init(): this {
    return this;
  }
}

/** A value of an emitted class: an object or a user exception. */
export type UserObject = ApexObject & Record<string, unknown>;

export function isUserObject(value: unknown): value is UserObject {
  return value instanceof ApexObject || (value instanceof ApexException && value.$type !== undefined);
}

/** The user class a value is of; undefined for everything else. */
export function userClassOf(value: unknown): ClassType | undefined {
  return isUserObject(value) ? value.$type : undefined;
}

/**
 * Calls a method of a user object by name, as the platform does with interfaces it knows: `invoke(job, 'execute', [context])`.
 * Overloads of the same length are told apart by the arguments' run-time types.
 * @throws the Apex exception of the callee; NullPointerException when `target` is null
 */
export function invoke(target: unknown, name: string, parameters: unknown[]): unknown {
  const object = nn(target) as UserObject;
  const method = findMethod(object.$type, name, parameters);
  // The platform accepts a static method in the place of an interface's.
  const found = method ?? staticMethod(object.$type, name, parameters.length);
  if (!found) throw apexError('System.TypeException', `${object.$type.name} has no method ${name}`);
  const holder = (method ? object : object.constructor) as Record<string, (...list: unknown[]) => unknown>;
  return holder[methodName(found)]!.apply(holder, parameters) ?? null;
}

function staticMethod(type: ClassType, name: string, count: number): MethodSymbol | undefined {
  const wanted = name.toLowerCase();
  return type.methods.find(
    (method) => method.isStatic && method.name.toLowerCase() === wanted && method.parameters.length === count,
  );
}

/** Whether the user object's class declares (or inherits from a user class) such a method. */
export function hasMethod(target: unknown, name: string, count: number): boolean {
  const type = userClassOf(target);
  return type !== undefined && candidates(type, name, count).length > 0;
}

const known = new WeakMap<ClassType, Map<string, MethodSymbol[]>>();

/** Methods of that name and length, the most derived class first; overridden ones appear once. */
function candidates(type: ClassType, name: string, count: number): MethodSymbol[] {
  let byKey = known.get(type);
  if (!byKey) known.set(type, (byKey = new Map()));
  const key = `${name.toLowerCase()}/${count}`;
  let found = byKey.get(key);
  if (!found) {
    found = [];
    const seen = new Set<string>();
    for (let each: ClassType | undefined = type; each?.declaration; each = each.superType) {
      for (const method of each.methods) {
        if (method.isStatic || method.name.toLowerCase() !== name.toLowerCase()) continue;
        if (method.parameters.length !== count || seen.has(methodName(method))) continue;
        seen.add(methodName(method));
        found.push(method);
      }
    }
    byKey.set(key, found);
  }
  return found;
}

function findMethod(type: ClassType, name: string, parameters: unknown[]): MethodSymbol | undefined {
  const methods = candidates(type, name, parameters.length);
  if (methods.length <= 1) return methods[0];
  return methods.find((method) =>
    method.parameters.every((wanted, index) => parameters[index] === null || isInstance(parameters[index], wanted)),
  );
}

/**
 * A call of a method that user classes may implement or override: theirs where the receiver is a user object that has it, else
 * the platform's.
 */
export function dispatch(
  target: unknown,
  name: string,
  parameters: unknown[],
  platform: (...list: unknown[]) => unknown,
): unknown {
  if (isUserObject(target) && candidates(target.$type, name, parameters.length).length > 0) {
    return invoke(target, name, parameters);
  }
  return platform(target, ...parameters);
}

/** A field of a user object, by symbol: for serialisation, printing and cloning. */
export function readField(target: unknown, field: FieldSymbol): unknown {
  return (target as UserObject)[fieldName(field)] ?? null;
}

export function writeField(target: unknown, field: FieldSymbol, value: unknown): void {
  (target as UserObject)[fieldName(field)] = value;
}

/** Instance fields and properties of a user class, base class first. */
export function instanceFields(type: ClassType): FieldSymbol[] {
  const base = type.superType?.declaration ? instanceFields(type.superType) : [];
  return [...base, ...type.fields.filter((field) => !field.isStatic)];
}

/** The shallow copy that `clone()` of a user object gives. */
export function cloneObject(target: UserObject): UserObject {
  return Object.assign(Object.create(Object.getPrototypeOf(target) as object) as UserObject, target);
}

/** Whether a user class is, extends or implements a platform type, e.g. `System.Queueable`. */
export function implementsPlatform(type: ClassType, name: string): boolean {
  const wanted = name.toLowerCase();
  for (let each: ClassType | undefined = type; each; each = each.superType) {
    if (libraryName(each).toLowerCase() === wanted) return true;
    if (each.interfaces.some((parent) => implementsPlatform(parent, name))) return true;
  }
  return false;
}
