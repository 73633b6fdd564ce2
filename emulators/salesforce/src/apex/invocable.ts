/** @InvocableMethod: which method an action's name means, its inputs made from plain values, its outputs taken apart. */
import { SObjectRecord } from '../schema/record.ts';
import { decimalOf } from '../schema/values.ts';
import { methodName } from './emit/names.ts';
import { ApexDate } from './runtime/date.ts';
import { ApexDatetime } from './runtime/datetime.ts';
import { ApexDouble } from './runtime/double.ts';
import { findEnumConstant } from './runtime/enums.ts';
import { apexError } from './runtime/exceptions.ts';
import { isId, toId } from './runtime/ids.ts';
import { ApexList } from './runtime/list.ts';
import { instanceFields, isUserObject, readField, writeField } from './runtime/object.ts';
import type { Program } from './runtime/program.ts';
import { ApexTime } from './runtime/time.ts';
import type { ClassType, FieldSymbol, MethodSymbol, Type } from './types/type.ts';

/** Values by parameter name. */
export type ActionValues = Map<string, unknown>;

/** An input that is not there or does not fit. */
export class UnfitInput extends Error {}

/** The method behind an Apex action; undefined when the class is missing or has none. */
export function invocableOf(program: Program, className: string): MethodSymbol | undefined {
  const type = program.type(className);
  return type?.methods.find((method) => hasAnnotation(method.declaration, 'invocablemethod'));
}

interface Annotated {
  modifiers: { annotations: { name: string; parameters: Record<string, unknown> }[] };
}

function annotationOf(declaration: Annotated | undefined, name: string): Record<string, unknown> | undefined {
  return declaration?.modifiers.annotations.find((each) => each.name.toLowerCase() === name)?.parameters;
}

function hasAnnotation(declaration: Annotated | undefined, name: string): boolean {
  return annotationOf(declaration, name) !== undefined;
}

/** One call for all requests. @returns outputs by name, one set per request, or undefined when the method has another number of them */
export function callInvocable(
  program: Program,
  method: MethodSymbol,
  requests: ActionValues[],
): ActionValues[] | undefined {
  const call = program.classOf(method.owner)[methodName(method)]!;
  const [parameter] = method.parameters;
  const item = parameter?.kind === 'list' ? parameter.arguments[0]! : undefined;
  const result = item
    ? call(
        new ApexList(
          item,
          requests.map((request) => inputOf(request, item, method, program)),
        ),
      )
    : call();
  if (method.returnType.kind === 'void') return requests.map(() => new Map());
  if (!(result instanceof ApexList)) return undefined;
  // A method without inputs is called once, whoever asks.
  const items = item ? result.items : requests.map((_, index) => result.items[index] ?? null);
  return items.length === requests.length ? items.map(outputsOf) : undefined;
}

/** A class with invocable variables takes the values member by member, everything else takes the one value there is. */
function inputOf(request: ActionValues, type: Type, method: MethodSymbol, program: Program): unknown {
  if (type.kind !== 'class' || !type.declaration || invocableVariables(type).length === 0) {
    const [value] = request.size === 1 ? request.values() : [named(request, method.parameterNames[0] ?? '')];
    return toApex(value ?? null, type, program);
  }
  const object = program.instantiate(type);
  for (const field of invocableVariables(type)) {
    const value = named(request, field.name);
    if (value === undefined || value === null) {
      if (isRequired(type, field.name)) throw new UnfitInput(`Missing required input parameter: ${field.name}`);
      continue;
    }
    writeField(object, field, toApex(value, field.type, program));
  }
  return object;
}

function named(values: ActionValues, name: string): unknown {
  for (const [key, value] of values) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}

/** Inputs and outputs of a request class. */
export function invocableVariables(type: ClassType): FieldSymbol[] {
  return instanceFields(type).filter((field) => variableAnnotation(type, field.name) !== undefined);
}

function isRequired(type: ClassType, name: string): boolean {
  return String(variableAnnotation(type, name)?.['required']) === 'true';
}

function variableAnnotation(type: ClassType, name: string): Record<string, unknown> | undefined {
  for (let each: ClassType | undefined = type; each?.declaration?.kind === 'class'; each = each.superType) {
    for (const member of each.declaration.members) {
      if (member.kind !== 'field' && member.kind !== 'property') continue;
      const names = member.kind === 'field' ? member.variables.map((variable) => variable.name) : [member.name];
      if (names.some((own) => own.toLowerCase() === name.toLowerCase()))
        return annotationOf(member, 'invocablevariable');
    }
  }
  return undefined;
}

/** A result that is no request class has the name `output`. */
function outputsOf(result: unknown): ActionValues {
  const fields = isUserObject(result) ? invocableVariables(result.$type) : [];
  if (fields.length === 0) return new Map([['output', result]]);
  return new Map(fields.map((field) => [field.name, readField(result, field)]));
}

/** A value of a flow or of JSON as Apex wants it. @throws TypeException for what does not fit */
export function toApex(value: unknown, type: Type, program: Program): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'primitive':
      return toPrimitive(value, type.name) ?? unfit(value, type);
    case 'list': {
      const items = value instanceof ApexList ? value.items : [value];
      const list = new ApexList(
        type.arguments[0]!,
        items.map((item) => toApex(item, type.arguments[0]!, program)),
      );
      return list;
    }
    case 'sobject':
      return value instanceof SObjectRecord ? value : unfit(value, type);
    case 'class':
      if (type.form === 'enum') return findEnumConstant(type, String(value)) ?? unfit(value, type);
      return value;
    default:
      return value;
  }
}

function unfit(value: unknown, type: Type): never {
  throw apexError('System.TypeException', `Invalid conversion of ${String(value)} to ${type.name}`);
}

/** Moments may come as text, from JSON. */
function toPrimitive(value: unknown, name: string): unknown {
  if (typeof value === 'string') {
    if (name === 'Date') return ApexDate.parse(value);
    if (name === 'Datetime') return ApexDatetime.parse(value);
    if (name === 'Time') return ApexTime.parse(value);
  }
  switch (name) {
    case 'String':
      return textFor(value);
    case 'Id':
      return typeof value === 'string' && (isId(value) || value.length === 15)
        ? toId(value)
        : value === ''
          ? null
          : undefined;
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'Integer':
      return wholeOf(value);
    case 'Long': {
      const number = decimalOf(value);
      return number?.toBigInt();
    }
    case 'Double': {
      const number = decimalOf(value);
      return number && new ApexDouble(number.toNumber());
    }
    case 'Decimal':
      return decimalOf(value);
    case 'Date':
      return value instanceof ApexDatetime ? value.date() : value instanceof ApexDate ? value : undefined;
    case 'Datetime':
      return value instanceof ApexDate
        ? ApexDatetime.fromDate(value)
        : value instanceof ApexDatetime
          ? value
          : undefined;
    case 'Time':
      return value instanceof ApexTime ? value : undefined;
    default:
      return undefined;
  }
}

function wholeOf(value: unknown): number | undefined {
  const number = decimalOf(value);
  return number && Number(number.toBigInt());
}

function textFor(value: unknown): unknown {
  if (typeof value === 'string') return value;
  const number = decimalOf(value);
  return number ? number.stripTrailingZeros().toPlainString() : String(value);
}
