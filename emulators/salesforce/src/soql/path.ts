/** Looks up a dotted field path and reads it from rows. */
import { fieldInCode, lookupInCode, namesInCode } from '../schema/code-namespace.ts';
import { fieldOf, type FieldInfo, type ObjectInfo } from '../schema/model.ts';
import type { Row } from '../storage/row.ts';
import type { Path } from './ast.ts';
import type { Data } from './data.ts';
import { malformed, noColumn, noRelationship } from './errors.ts';

export interface ResolvedPath {
  /** Lookups on the way, in order. */
  steps: FieldInfo[];
  /** The field at the end; for `Type` of a polymorphic parent a made-up one. */
  field: FieldInfo;
  /** Canonical: `Account.Owner.Name`. */
  name: string;
  /** The last lookup has several target objects: which field it is depends on the row. */
  isPolymorphic: boolean;
  get(row: Row): unknown;
}

const MAX_DEPTH = 5;

/** The names after an alias or the object's own name in front. */
export function relativeNames(path: Path, object: ObjectInfo, alias: string | undefined): string[] {
  const [first = '', ...rest] = path.names;
  if (rest.length === 0) return path.names;
  const head = first.toLowerCase();
  if (alias && head === alias.toLowerCase()) return rest;
  const isOwnName = namesInCode(first).some((each) => each.toLowerCase() === object.name.toLowerCase());
  if (isOwnName && !relationship(object, first)) return rest;
  return path.names;
}

export function relationship(object: ObjectInfo, name: string): FieldInfo | undefined {
  const field = lookupInCode(object, name);
  return field && field.referenceTo.length > 0 ? field : undefined;
}

/** Objects behind a lookup: one, or `Name` standing for several. */
export function targetOf(field: FieldInfo, data: Data): ObjectInfo | undefined {
  if (field.referenceTo.length === 1) return data.schema.object(field.referenceTo[0]!);
  return data.schema.object('Name');
}

/** @throws PlacedError INVALID_FIELD */
export function resolvePath(path: Path, object: ObjectInfo, alias: string | undefined, data: Data): ResolvedPath {
  const names = relativeNames(path, object, alias);
  if (names.length - 1 > MAX_DEPTH) {
    throw malformed(`SOQL relationship path too deep: ${path.names.join('.')}, at most 5 levels`, path.start);
  }
  const steps: FieldInfo[] = [];
  let current = object;
  for (const name of names.slice(0, -1)) {
    const step = relationship(current, name);
    const target = step && targetOf(step, data);
    if (!step || !target) throw noRelationship(name, path.start);
    steps.push(step);
    current = target;
  }
  const last = names.at(-1)!;
  const field = fieldInCode(current, last);
  if (!field) throw noColumn(last, current.name, path.start);
  const isPolymorphic = (steps.at(-1)?.referenceTo.length ?? 1) > 1;
  const name = [...steps.map((step) => step.relationshipName), field.name].join('.');
  return { steps, field, name, isPolymorphic, get: getter(steps, field, isPolymorphic, data) };
}

function getter(steps: FieldInfo[], field: FieldInfo, isPolymorphic: boolean, data: Data): (row: Row) => unknown {
  if (steps.length === 0) return (row) => data.value(field, row);
  return (row) => {
    let current: Row | undefined = row;
    let object: ObjectInfo | undefined;
    for (const step of steps) {
      const found: { object: ObjectInfo; row: Row } | undefined = parentOf(step, current, object, data);
      if (!found) return field.type === 'boolean' ? false : null;
      current = found.row;
      object = found.object;
    }
    return isPolymorphic ? polymorphicValue(field, object!, current, data) : data.value(field, current);
  };
}

/** The row a lookup points at. @param object where `row` is from, when the way there was polymorphic */
export function parentOf(
  step: FieldInfo,
  row: Row,
  object: ObjectInfo | undefined,
  data: Data,
): { object: ObjectInfo; row: Row } | undefined {
  // After a polymorphic step the lookup is taken from the actual object.
  const actual = object && object !== step.object ? (fieldOf(object, step.name) ?? step) : step;
  const id = actual.formula === undefined ? row[actual.name] : data.value(actual, row);
  if (typeof id !== 'string') return undefined;
  if (actual.referenceTo.length === 1) {
    const target = data.schema.object(actual.referenceTo[0]!);
    const parent = target && data.row(target, id);
    return target && parent ? { object: target, row: parent } : undefined;
  }
  return data.byId(id);
}

/** A field of `Name` read from whatever object the parent is. */
export function polymorphicValue(field: FieldInfo, object: ObjectInfo, row: Row, data: Data): unknown {
  if (field.name === 'Type') return object.name;
  if (field.name === 'Name') return data.nameOf(object, row);
  const actual = fieldOf(object, field.name);
  return actual ? data.value(actual, row) : field.type === 'boolean' ? false : null;
}
