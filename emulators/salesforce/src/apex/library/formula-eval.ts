/** Formula.builder() and what it builds: formulas over a record or an Apex object, evaluated in memory. */
import type { FormulaContext, FormulaValue } from '../../formula/context.ts';
import { evaluateTree } from '../../formula/evaluate.ts';
import { isFunction } from '../../formula/functions.ts';
import { type FormulaNode, parseFormula } from '../../formula/parse.ts';
import { asText, FormulaError, fromStored } from '../../formula/values.ts';
import { NotEmulated } from '../../org/services.ts';
import { fieldOf, type ObjectInfo } from '../../schema/model.ts';
import type { SObjectRecord } from '../../schema/record.ts';
import { relationship } from '../../soql/path.ts';
import { current } from '../../transaction/transaction.ts';
import type { ClassType, FieldSymbol, Type } from '../types/type.ts';
import { Decimal } from '../runtime/decimal.ts';
import { ApexDouble } from '../runtime/double.ts';
import type { ApexEnum } from '../runtime/enum.ts';
import { apexError } from '../runtime/exceptions.ts';
import { instanceFields, readField } from '../runtime/object.ts';
import { toId } from '../runtime/ids.ts';
import { definePlatformType } from './define.ts';
import type { SObjectTypeToken } from './schema/tokens.ts';
import { argument, registry, stringSet } from './support.ts';
import type { ApexType } from './type.ts';

/** They need a save under way or rows elsewhere. */
const UNSUPPORTED = /^(ISCHANGED|PRIORVALUE|ISNEW|ISCLONE|VLOOKUP|GETSESSIONID|PARENTGROUPVAL|PREVGROUPVAL|PREDICT)$/;

const invalid = (message: string): Error => apexError('System.FormulaValidationException', message);
const noField = (path: string[]): Error => invalid(`Field ${path.join('.')} does not exist. Check spelling.`);

class FormulaBuilder {
  readonly $type = 'FormulaEval.FormulaBuilder';
  context: Type | undefined;
  text: string | null = null;
  returnType = 'STRING';
  isZero = true;
  readonly globals = new Set<string>();
}

class FormulaInstance {
  readonly $type = 'FormulaEval.FormulaInstance';
  readonly builder: FormulaBuilder;
  readonly tree: FormulaNode;
  readonly paths: string[][];
  constructor(builder: FormulaBuilder, tree: FormulaNode, paths: string[][]) {
    this.builder = builder;
    this.tree = tree;
    this.paths = paths;
  }
}

function fieldInClass(type: ClassType, name: string): FieldSymbol | undefined {
  return instanceFields(type).find((field) => field.name.toLowerCase() === name.toLowerCase());
}

/** Fields must be there; those of a class must be global, and so must the class. */
function checkPath(path: string[], type: Type): void {
  if (type.kind === 'class') {
    const field = fieldInClass(type, path[0]!);
    if (!field) throw noField(path);
    if (type.access !== 'global' || field.access !== 'global') {
      throw invalid(`The class ${type.name} and its fields that a formula uses must be global.`);
    }
    if (path.length > 1) checkPath(path.slice(1), field.type);
    return;
  }
  if (type.kind !== 'sobject' || !type.object) throw noField(path);
  checkRecordPath(path, type.object);
}

function checkRecordPath(path: string[], object: ObjectInfo): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    if (!fieldOf(object, first)) throw noField(path);
    return;
  }
  const step = relationship(object, first);
  const parent = step && current().org.schema.object(step.referenceTo.length === 1 ? step.referenceTo[0]! : 'Name');
  if (!parent) throw noField(path);
  checkRecordPath(rest, parent);
}

function collect(node: FormulaNode, builder: FormulaBuilder, paths: string[][]): void {
  if (node.kind === 'unary') collect(node.operand, builder, paths);
  if (node.kind === 'binary') for (const each of [node.left, node.right]) collect(each, builder, paths);
  if (node.kind === 'call') {
    if (UNSUPPORTED.test(node.name)) throw invalid(`Function ${node.name} may not be used in this type of formula`);
    if (!isFunction(node.name)) throw new NotEmulated(`formula function ${node.name}`);
    for (const each of node.parameters) collect(each, builder, paths);
  }
  if (node.kind !== 'path') return;
  const [head = ''] = node.path;
  if (!head.startsWith('$')) {
    checkPath(node.path, builder.context!);
    paths.push(node.path);
  } else if (!builder.globals.has(head.slice(1).toUpperCase())) throw noField(node.path);
}

function build(builder: FormulaBuilder): FormulaInstance {
  if (!builder.context || builder.text === null) throw invalid('A formula needs a type and a text.');
  const paths: string[][] = [];
  try {
    const tree = parseFormula(builder.text);
    collect(tree, builder, paths);
    return new FormulaInstance(builder, tree, paths);
  } catch (error) {
    throw error instanceof FormulaError ? invalid(error.message) : error;
  }
}

/** Only what is in memory: a parent that was not loaded is blank. */
function valueAt(target: unknown, path: string[]): unknown {
  const [first = '', ...rest] = path;
  if (target === null || target === undefined) return null;
  if (isRecord(target)) return valueInRecord(target, first, rest);
  const field = fieldInClass((target as { $type: ClassType }).$type, first);
  const value = field ? readField(target, field) : null;
  return rest.length === 0 ? value : valueAt(value, rest);
}

function isRecord(target: unknown): target is SObjectRecord {
  return typeof target === 'object' && target !== null && 'values' in target && 'touched' in target;
}

function valueInRecord(record: SObjectRecord, first: string, rest: string[]): unknown {
  if (rest.length === 0) {
    const field = fieldOf(record.object, first);
    const value = (field && record.values.get(field.name)) ?? null;
    return value === null && field?.type === 'boolean' ? false : value;
  }
  const step = relationship(record.object, first);
  return valueAt(record.parents?.get(String(step?.relationshipName)) ?? null, rest);
}

function evaluate({ builder, tree }: FormulaInstance, target: unknown): unknown {
  argument(target);
  const context: FormulaContext = current().org.formulaContext((path) => fromStored(valueAt(target, path)));
  context.blankAsZero = builder.isZero;
  try {
    return converted(evaluateTree(tree, context), builder.returnType);
  } catch (error) {
    if (error instanceof FormulaError) throw apexError('System.FormulaEvaluationException', error.message);
    throw error;
  }
}

function converted(value: FormulaValue, type: string): unknown {
  if (value === null) return type === 'STRING' ? '' : null;
  switch (type) {
    case 'STRING':
      return asText(value);
    case 'ID':
      return toId(asText(value));
    case 'INTEGER':
      return value instanceof Decimal ? Math.trunc(value.toNumber()) : mismatch(value, type);
    case 'LONG':
      return value instanceof Decimal ? BigInt(Math.trunc(value.toNumber())) : mismatch(value, type);
    case 'DOUBLE':
      return value instanceof Decimal ? new ApexDouble(value.toNumber()) : mismatch(value, type);
    default:
      return value;
  }
}

function mismatch(value: FormulaValue, type: string): never {
  throw new FormulaError(`Formula result ${asText(value)} is no ${type}`);
}

const change =
  <T>(set: (builder: FormulaBuilder, value: T) => void) =>
  (builder: FormulaBuilder, value: T) => {
    set(builder, argument(value));
    return builder;
  };
const newBuilder = (): FormulaBuilder => new FormulaBuilder();

definePlatformType({
  name: 'System.Formula',
  statics: { 'builder()': newBuilder },
});

definePlatformType({
  name: 'FormulaEval.FormulaBuilder',
  statics: { 'builder()': newBuilder },
  instance: {
    'withType(Type)': change<ApexType>((builder, { type }) => (builder.context = type)),
    'withType(Schema.SObjectType)': change<SObjectTypeToken>(
      (builder, { object }) => (builder.context = registry().sobject(object)),
    ),
    withFormula: change<string>((builder, text) => (builder.text = text)),
    withReturnType: change<ApexEnum>((builder, type) => (builder.returnType = type.name)),
    treatNumericNullAsZero: change<boolean>((builder, isZero) => (builder.isZero = isZero)),
    withGlobalVariables: change<{ items: unknown[] }>((builder, { items }) => {
      for (const each of items as ApexEnum[]) builder.globals.add(each.name);
    }),
    parseAsTemplate: change<boolean>((_builder, isTemplate) => {
      if (isTemplate) throw new NotEmulated('FormulaEval.FormulaBuilder.parseAsTemplate');
    }),
    'build()': build,
  },
});

definePlatformType({
  name: 'FormulaEval.FormulaInstance',
  instance: {
    evaluate,
    'getReferencedFields()': ({ paths }: FormulaInstance) => stringSet(paths.map((path) => path.join('.'))),
  },
});
