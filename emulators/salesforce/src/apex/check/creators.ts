/** `new`: objects, records, collections. */
import type {
  Expression,
  NamedArgument,
  NewArrayExpression,
  NewExpression,
  NewListExpression,
  NewMapExpression,
} from '../syntax/ast.ts';
import type { ClassType, CollectionType, SObjectType, Type } from '../types/type.ts';
import { isAssignable } from '../types/conversion.ts';
import { primitives } from '../types/registry.ts';
import { isVisible } from './access.ts';
import type { Body } from './body.ts';
import { bindArguments, constructorName } from './calls.ts';
import { bindExpression } from './expressions.ts';
import { recordMember } from './members.ts';
import { chooseOverload } from './overloads.ts';
import { displayName, unknownType } from './program.ts';

export function bindNew(body: Body, expression: NewExpression): Type {
  const type = body.resolve(expression.typeRef);
  bindArguments(body, expression.arguments);
  if (type.kind === 'sobject') bindRecord(body, expression, type);
  else {
    for (const argument of expression.namedArguments) bindExpression(body, argument.value);
    if (expression.namedArguments.length > 0 && type.kind !== 'null')
      body.error(
        expression.pos,
        `Invalid constructor syntax, name=value pairs can only be used for SObjects: ${displayName(type)}`,
      );
    else if (type.kind === 'class') bindObject(body, expression, type);
    else if ('arguments' in type) bindCollection(body, expression, type);
    else if (type.kind !== 'null') body.error(expression.pos, `Type cannot be constructed: ${displayName(type)}`);
  }
  return type;
}

function bindRecord(body: Body, expression: NewExpression, type: SObjectType): void {
  if (!type.object) {
    if (type.name === 'AggregateResult' || expression.namedArguments.length > 0 || type.name === 'SObject')
      body.error(expression.pos, `SObject is not constructable: ${type.name}`);
    for (const argument of expression.namedArguments) bindExpression(body, argument.value);
    return;
  }
  if (expression.arguments.length > 0)
    body.error(expression.pos, `Type requires name=value pair construction: ${type.name}`);
  const seen = new Set<string>();
  for (const argument of expression.namedArguments) {
    const key = argument.name.toLowerCase();
    if (seen.has(key)) body.error(argument.pos, `Duplicate field initialization: ${argument.name}`);
    seen.add(key);
    bindNamed(body, argument, type);
  }
}

function bindNamed(body: Body, argument: NamedArgument, type: SObjectType): void {
  const value = bindExpression(body, argument.value);
  const member = recordMember(body.program.registry, type.object!, argument.name);
  if (!member || member.binding.kind === 'sobjectChildren') {
    body.error(argument.pos, `Field does not exist: ${argument.name} on ${type.name}`);
    return;
  }
  argument.binding = member.binding;
  const isAnyParent =
    member.binding.kind === 'sobjectParent' && member.type.name === 'Name' && value.kind === 'sobject';
  if (!isAnyParent) body.coerce(argument.value, member.type);
}

function bindObject(body: Body, expression: NewExpression, type: ClassType): void {
  if (type.form !== 'class') {
    body.error(expression.pos, `Type cannot be constructed: ${type.name}`);
    return;
  }
  if (type.isAbstract) {
    body.error(
      expression.pos,
      type.namespace
        ? `Type cannot be constructed: ${type.name}`
        : `Abstract classes cannot be constructed: ${type.name}`,
    );
    return;
  }
  if (expression.arguments.some((argument) => argument.type === unknownType)) {
    const sameCount = type.constructors.filter(
      (candidate) => candidate.parameters.length === expression.arguments.length,
    );
    const chosen = chooseOverload(sameCount, expression.arguments).chosen;
    if (chosen) expression.constructorSymbol = chosen;
    return;
  }
  const { chosen, isAmbiguous } = chooseOverload(type.constructors, expression.arguments);
  if (!chosen) {
    body.error(expression.pos, `Constructor not defined: ${constructorName(type, expression.arguments)}`);
    return;
  }
  if (isAmbiguous && !type.namespace)
    body.error(expression.pos, `Ambiguous constructor signature: ${constructorName(type, expression.arguments)}`);
  if (!isVisible(body, chosen))
    body.error(expression.pos, `Constructor is not visible: ${constructorName(type, expression.arguments)}`);
  expression.constructorSymbol = chosen;
  for (const [index, argument] of expression.arguments.entries()) body.coerce(argument, chosen.parameters[index]!);
}

/** `new List<X>(source)`, `new Set<X>(source)`, `new Map<K,V>(source)`. */
function bindCollection(body: Body, expression: NewExpression, type: CollectionType): void {
  const holder = body.program.registry.membersOf(type)!;
  if (expression.arguments.some((argument) => argument.type === unknownType)) return;
  const chosen =
    chooseOverload(holder.constructors, expression.arguments).chosen ?? looseCopy(holder, expression.arguments, type);
  if (!chosen) {
    body.error(expression.pos, initializerError(type, expression.arguments));
    return;
  }
  expression.constructorSymbol = chosen;
  for (const [index, argument] of expression.arguments.entries()) {
    if (isAssignable(argument.type!, chosen.parameters[index]!)) body.coerce(argument, chosen.parameters[index]!);
  }
  if (type.kind === 'map' && expression.arguments[0]?.type?.kind === 'list' && type.arguments[1]!.kind !== 'sobject')
    body.error(expression.pos, initializerError(type, expression.arguments));
}

/** Copies may change text for Id and records for other records: `new Set<Id>(listOfStrings)`. */
function looseCopy(
  holder: ClassType,
  parameters: Expression[],
  type: CollectionType,
): ClassType['constructors'][number] | undefined {
  const [source] = parameters;
  const from = source?.type;
  if (parameters.length !== 1 || !from || !('arguments' in from) || from.kind === 'class') return undefined;
  if (type.kind === 'map') {
    if (
      from.kind !== 'map' ||
      !from.arguments.every((argument, index) => fitsLoosely(argument, type.arguments[index]!))
    )
      return undefined;
  } else if (from.kind === 'map' || !fitsLoosely(from.arguments[0]!, type.arguments[0]!)) return undefined;
  return holder.constructors.find(
    (candidate) => candidate.parameters.length === 1 && candidate.parameters[0]!.kind === from.kind,
  );
}

function fitsLoosely(from: Type, to: Type): boolean {
  if (from.kind === 'sobject' && to.kind === 'sobject')
    return from.object === undefined || to.object === undefined || from === to;
  return isAssignable(from, to);
}

function initializerError(type: CollectionType, parameters: Expression[]): string {
  const found = parameters.map((parameter) => displayName(parameter.type!)).join(', ');
  const [first, second] = type.arguments.map(displayName);
  if (type.kind === 'list')
    return `Invalid initializer type ${found} found for List<${first}>: expected an Integer or a List of type ${first}`;
  if (type.kind === 'set')
    return `Invalid initializer type ${found} found for Set<${first}>: expected a List or a Set of type: ${first}`;
  return `Invalid initializer type ${found} found for Map<${first},${second}>: expected a Map with the same key and value types, or a valid SObject List`;
}

export function bindNewArray(body: Body, expression: NewArrayExpression): Type {
  const element = body.resolve(expression.typeRef);
  bindExpression(body, expression.size);
  body.coerce(expression.size, primitives.Integer);
  return body.program.registry.list(element);
}

export function bindNewList(body: Body, expression: NewListExpression): Type {
  const type = body.resolve(expression.typeRef);
  for (const element of expression.elements) bindExpression(body, element);
  if (type.kind !== 'list' && type.kind !== 'set') {
    if (type.kind !== 'null') body.error(expression.pos, `Type cannot be constructed: ${displayName(type)}`);
    return type;
  }
  const wanted = type.arguments[0]!;
  for (const element of expression.elements) {
    body.coerce(
      element,
      wanted,
      (from) =>
        `Initial expression is of incorrect type, expected: ${displayName(wanted)} but was: ${displayName(from)}`,
    );
  }
  return type;
}

export function bindNewMap(body: Body, expression: NewMapExpression): Type {
  const type = body.resolve(expression.typeRef);
  for (const { key, value } of expression.entries) {
    bindExpression(body, key);
    bindExpression(body, value);
  }
  if (type.kind !== 'map') {
    if (type.kind !== 'null') body.error(expression.pos, `Type cannot be constructed: ${displayName(type)}`);
    return type;
  }
  const [keyType, valueType] = type.arguments as [Type, Type];
  for (const { key, value } of expression.entries) {
    body.coerce(key, keyType, (from) => `Invalid key type ${displayName(from)} for ${displayName(type)}`);
    body.coerce(value, valueType, (from) => `Invalid value type ${displayName(from)} for ${displayName(type)}`);
  }
  return type;
}
