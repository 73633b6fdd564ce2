/**
 * How a platform class gets its behaviour. One file per class in `library/`, each a call of `definePlatformType`.
 *
 * The checker knows every signature from the generated tables; this registry holds the implementations. The emitter looks
 * an implementation up when a class is linked; one that is missing becomes a function that throws `NotEmulated: Type.method`.
 *
 * Keys are the declared signature in the tables' spelling: `substring(Integer,Integer)`, `put(Object,Object)`: types of System bare,
 * others with their namespace (`put(Schema.SObjectField,Object)`), type parameters are erased to Object (`addAll(List<Object>)`).
 * See `types/platform-types.generated.json` and `types/platform-overrides.json`; `libraryName(type)` of `types/registry.ts` is the name here. A key without
 * parentheses (`substring`) serves all overloads of that name that have no key of their own. Names are matched
 * case-insensitively.
 *
 * Arguments arrive converted to the parameter types, null as null; the result must be a proper Apex value, never undefined
 * (a void method may return undefined). Instance methods are never called on null: the emitter has thrown already.
 *
 * Values of schema tokens and `X.class` are the library's too: it calls `installTokens` of `runtime/tokens.ts` when it is loaded.
 * Implementations throw with `apexError(typeName, message)` of `runtime/exceptions.ts`, call user code with `invoke` of
 * `runtime/object.ts`, and reach the org through `current().org` (transaction) and `programOf(org)` (types, classes).
 */
import type { ClassType, Type } from '../types/type.ts';

/** eslint-friendly alias: values of Apex have no useful common static type in JavaScript. */
export type ApexValue = unknown;

/** What the emitter knows at the call site and hands to implementations that ask for it (`needsCallSite`). */
export interface CallSite {
  /** Static type of the receiver, or of the type whose static method or constructor is called. */
  receiver: Type;
  /** Static result type after type arguments are filled in. */
  result: Type;
  /** The calling class: its API version decides access mode defaults; undefined in triggers and anonymous blocks. */
  caller: ClassType | undefined;
  apiVersion: number;
}

export type Implementation = (...parameters: never[]) => ApexValue;

export interface PlatformType {
  /** Namespace-qualified, canonical: `System.String`, `Database.SaveResult`. */
  name: string;
  /** First parameter is the receiver. */
  instance?: Record<string, Implementation>;
  statics?: Record<string, Implementation>;
  /** `()`, `(String)`; result is the new object. For collections the CallSite is needed (element types). */
  constructors?: Record<string, Implementation>;
  /** Readable (and, with `set`, writable) instance properties. */
  properties?: Record<string, { get: Implementation; set?: Implementation }>;
  staticProperties?: Record<string, { get: Implementation; set?: Implementation }>;
  /** Keys (as above) whose implementations take a CallSite as their last argument. */
  needsCallSite?: string[];
}

const registry = new Map<string, PlatformType>();

export function definePlatformType(type: PlatformType): void {
  const key = type.name.toLowerCase();
  if (registry.has(key)) throw new Error(`platform type defined twice: ${type.name}`);
  registry.set(key, type);
}

export function platformType(name: string): PlatformType | undefined {
  return registry.get(name.toLowerCase());
}
