/** When a method with a body counts as the implementation of an abstract one. */
import { isAssignable, isGenericRecord, isText } from './conversion.ts';
import { ancestors } from './members.ts';
import { libraryName } from './registry.ts';
import type { ClassType, MethodSymbol, Type } from './type.ts';

/** Whether a method with a body is what an abstract one asks for. */
export function implementsMethod(method: MethodSymbol, wanted: MethodSymbol): boolean {
  if (method.name.toLowerCase() !== wanted.name.toLowerCase() || method.parameters.length !== wanted.parameters.length)
    return false;
  const isPlatform = wanted.owner.namespace !== undefined;
  const isStart = libraryName(wanted.owner) === 'Database.Batchable' && wanted.name === 'start';
  const fits = (parameter: Type, other: Type): boolean =>
    parameter === other ||
    (isPlatform && other.kind !== 'object' && isLooselySame(parameter, other)) ||
    isRecordList(parameter, other) ||
    isIterableOf(parameter, other) ||
    isWiderCollection(parameter, other);
  if (!method.parameters.every((parameter, index) => fits(parameter, wanted.parameters[index]!))) return false;
  if (isStart) return isBatchSource(method.returnType);
  return (
    isAssignable(method.returnType, wanted.returnType) ||
    (isPlatform && isLooselySame(method.returnType, wanted.returnType))
  );
}

/** `List<Account>` meets `List<SObject>`. */
function isRecordList(parameter: Type, wanted: Type): boolean {
  return (
    parameter.kind === 'list' &&
    wanted.kind === 'list' &&
    parameter.arguments[0]!.kind === 'sobject' &&
    isGenericRecord(wanted.arguments[0]!)
  );
}

/** `Iterable<Object>` takes what `List<Object>` promises. */
function isIterableOf(parameter: Type, wanted: Type): boolean {
  if (wanted.kind !== 'list' || parameter.kind !== 'class' || libraryName(parameter) !== 'System.Iterable')
    return false;
  return isAssignable(wanted, parameter);
}

/** Every object has them, so that an interface may ask for them and nobody need write them. */
export function isOfEveryObject({ name, parameters }: MethodSymbol): boolean {
  if (name.toLowerCase() === 'equals') return parameters.length === 1 && parameters[0]!.kind === 'object';
  return parameters.length === 0 && /^(tostring|hashcode)$/i.test(name);
}

/** `Map<K,Object>` takes what `Map<K,Matcher>` promises. */
function isWiderCollection(parameter: Type, wanted: Type): boolean {
  if (!('arguments' in parameter) || !('arguments' in wanted)) return false;
  if (parameter.kind === 'class' || parameter.kind !== wanted.kind) return false;
  return parameter.arguments.every(
    (argument, index) => argument === wanted.arguments[index] || argument.kind === 'object',
  );
}

/** Platform interfaces are lenient about record types: `execute(BatchableContext, List<Account>)` for Batchable<SObject>. */
function isLooselySame(left: Type, right: Type): boolean {
  if (
    left === right ||
    left.kind === 'object' ||
    right.kind === 'object' ||
    left.kind === 'null' ||
    right.kind === 'null'
  )
    return true;
  if (left.kind === 'sobject' && right.kind === 'sobject') return true;
  if (isText(left) && isText(right)) return true;
  // `execute(BatchableContext, Iterable<Object>)` for a list of them.
  if (left.kind === 'class' && libraryName(left) === 'System.Iterable' && right.kind === 'list') return true;
  if (
    'arguments' in left &&
    'arguments' in right &&
    left.kind === right.kind &&
    left.arguments.length === right.arguments.length
  ) {
    const isSame = left.kind !== 'class' || libraryName(left) === libraryName(right as ClassType);
    return isSame && left.arguments.every((argument, index) => isLooselySame(argument, right.arguments[index]!));
  }
  return false;
}

/** A batch starts with a query locator or something that can be looped over. */
function isBatchSource(type: Type): boolean {
  if (type.kind === 'list') return true;
  return (
    type.kind === 'class' &&
    ancestors(type).some((at) => /^(Database\.QueryLocator|System\.Iterable)$/.test(libraryName(at)))
  );
}
