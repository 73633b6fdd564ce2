/** Select lists: which fields a row becomes, as a writer from a stored row to a record. */
import { childrenInCode, fieldInCode, objectInCode } from '../schema/code-namespace.ts';
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import type { Row } from '../storage/row.ts';
import { isCall, type Path, type Query, type SelectItem } from './ast.ts';
import { malformed, noChildRelationship, noObject, noRelationship } from './errors.ts';
import { parentOf, polymorphicValue, relationship, relativeNames } from './path.ts';
import type { Scope } from './scope.ts';

export interface Column {
  name: string;
  isAggregate: boolean;
}

type Writer = (row: Row, record: SObjectRecord) => void;

/** Nested parents: fields to read and parents of parents. */
interface Node {
  step: FieldInfo;
  fields: FieldInfo[];
  parents: Map<string, Node>;
  /** TYPEOF: fields by actual object (lower case); `else` for others. */
  types: Map<string, FieldInfo[]> | undefined;
}

export interface Projection {
  columns: Column[];
  make(row: Row): SObjectRecord;
}

/** @param runChild rows of a child relationship for one parent */
export function projection(
  query: Query,
  scope: Scope,
  runChild: (query: Query, parent: ObjectInfo) => { name: string; rows: (parent: Row) => SObjectRecord[] },
): Projection {
  const columns: Column[] = [];
  const queried = new Set<string>();
  const writers: Writer[] = [];
  const parents = new Map<string, Node>();
  for (const item of expand(query, scope)) {
    if (item.kind === 'subquery') {
      const child = runChild(item.query, scope.object);
      columns.push({ name: child.name, isAggregate: false });
      queried.add(child.name);
      writers.push((row, record) => (record.children ??= new Map()).set(child.name, child.rows(row)));
    } else if (item.kind === 'typeof') {
      columns.push({ name: typeOf(item, scope, parents).relationshipName!, isAggregate: false });
    } else if (item.kind === 'expression') {
      writers.push(...expressionWriter(item, scope, columns, queried, parents));
    }
  }
  for (const [name, node] of parents) {
    queried.add(name);
    writers.push((row, record) => (record.parents ??= new Map()).set(name, parentRecord(node, row, undefined, scope)));
  }
  const implied = impliedFields(scope.object, parents);
  return {
    columns,
    make: (row) => {
      const record = new SObjectRecord(scope.object);
      record.values.set('Id', row.Id);
      record.queried = queried;
      for (const write of writers) write(row, record);
      record.implied = impliedValues(implied, row, scope);
      return record;
    },
  };
}

/** Lookups of selected parents, and the record type. */
function impliedFields(object: ObjectInfo, parents: Map<string, Node>): FieldInfo[] {
  const fields = [...parents.values()].map(({ step }) => step);
  const recordType = object.fields.get('recordtypeid');
  return recordType && object.recordTypes.length > 0 ? [...fields, recordType] : fields;
}

function impliedValues(fields: FieldInfo[], row: Row, scope: Scope): Map<string, unknown> | undefined {
  if (fields.length === 0) return undefined;
  return new Map(fields.map((field) => [field.name, scope.session.data.value(field, row)]));
}

/** FIELDS(…) written out. */
function expand(query: Query, scope: Scope): SelectItem[] {
  return query.select.flatMap((item) => {
    if (item.kind !== 'fields') return [item];
    const limit = query.limit?.kind === 'number' ? Number(query.limit.text) : Infinity;
    if (item.set !== 'STANDARD' && limit > 200) {
      throw malformed('The SOQL FIELDS function must have a LIMIT of at most 200', item.start);
    }
    return [...scope.object.fields.values()]
      .filter((field) => item.set === 'ALL' || field.isCustom === (item.set === 'CUSTOM'))
      .filter((field) => field.type !== 'address' && field.type !== 'location')
      .filter((field) => scope.session.rights?.canReadField(scope.object.name, field.name) ?? true)
      .map((field): SelectItem => {
        return { kind: 'expression', expression: { names: [field.name], start: item.start }, alias: undefined };
      });
  });
}

function expressionWriter(
  { expression, alias }: SelectItem & { kind: 'expression' },
  scope: Scope,
  columns: Column[],
  queried: Set<string>,
  parents: Map<string, Node>,
): Writer[] {
  if (alias && !isCall(expression)) {
    throw malformed('only aggregate expressions use field aliasing', expression.start);
  }
  if (isCall(expression)) {
    const getter = scope.getter(expression, true);
    const name = alias ?? getter.field?.name ?? expression.fn;
    columns.push({ name, isAggregate: false });
    queried.add(name);
    return [(row, record) => record.values.set(name, getter.get(row))];
  }
  const { steps, field, name } = scope.path(expression, true);
  if (columns.some((column) => column.name === name)) {
    throw malformed(`duplicate field selected: ${expression.names.join('.')}`, expression.start);
  }
  columns.push({ name, isAggregate: false });
  if (steps.length > 0) {
    nodeFor(steps, parents).fields.push(field);
    return [];
  }
  queried.add(field.name);
  const { data } = scope.session;
  return [(row, record) => record.values.set(field.name, data.value(field, row))];
}

function nodeFor(steps: FieldInfo[], parents: Map<string, Node>): Node {
  let level = parents;
  let node: Node | undefined;
  for (const step of steps) {
    const name = step.relationshipName!;
    node = level.get(name);
    if (!node) level.set(name, (node = { step, fields: [], parents: new Map(), types: undefined }));
    level = node.parents;
  }
  return node!;
}

function typeOf(item: SelectItem & { kind: 'typeof' }, scope: Scope, parents: Map<string, Node>): FieldInfo {
  const names = relativeNames(item.path, scope.object, scope.alias);
  const step = names.length === 1 ? relationship(scope.object, names[0]!) : undefined;
  if (!step || step.referenceTo.length < 2) throw noRelationship(names.join('.'), item.path.start);
  const node = nodeFor([step], parents);
  node.types = new Map();
  const { schema } = scope.session.data;
  for (const { object: name, start, paths } of item.whens) {
    const object = objectInCode(schema, name);
    if (!object) throw noObject(name, start);
    node.types.set(
      object.name.toLowerCase(),
      paths.map((path) => ownField(path, object, scope)),
    );
  }
  const names2 = schema.object('Name');
  node.types.set('else', names2 ? item.otherwise.map((path) => ownField(path, names2, scope)) : []);
  return step;
}

function ownField(path: Path, object: ObjectInfo, scope: Scope): FieldInfo {
  const field = fieldInCode(object, path.names.at(-1)!);
  if (!field || path.names.length > 1) throw noRelationship(path.names.join('.'), path.start);
  const { rights } = scope.session;
  if (rights && object.name !== 'Name' && !rights.canReadField(object.name, field.name)) {
    throw noRelationship(path.names.join('.'), path.start);
  }
  return field;
}

function parentRecord(node: Node, row: Row, from: ObjectInfo | undefined, scope: Scope): SObjectRecord | null {
  const { data } = scope.session;
  const found = parentOf(node.step, row, from, data);
  if (!found) return null;
  const record = new SObjectRecord(found.object);
  const fields = node.types
    ? (node.types.get(found.object.name.toLowerCase()) ?? node.types.get('else')!)
    : node.fields;
  const isPolymorphic = node.step.referenceTo.length > 1;
  // Like the record itself, a parent always has its id.
  record.values.set('Id', found.row.Id);
  record.queried = new Set();
  for (const field of fields) {
    const isGeneric = isPolymorphic && field.object.name === 'Name';
    record.values.set(
      field.name,
      isGeneric ? polymorphicValue(field, found.object, found.row, data) : data.value(field, found.row),
    );
    record.queried.add(field.name);
  }
  for (const [name, inner] of node.parents) {
    record.queried.add(name);
    (record.parents ??= new Map()).set(name, parentRecord(inner, found.row, found.object, scope));
  }
  record.implied = impliedValues(impliedFields(found.object, node.parents), found.row, scope);
  return record;
}

/** The child relationship a sub-query names. */
export function childRelationship(
  parent: ObjectInfo,
  query: Query,
): { name: string; childObject: string; field: string } {
  const found = childrenInCode(parent, query.from.split('.').at(-1)!);
  if (!found) throw noChildRelationship(query.from, query.fromStart);
  return { name: found.name!, childObject: found.childObject, field: found.field };
}
