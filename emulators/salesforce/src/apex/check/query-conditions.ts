/** What a query compares, sorts and limits by: fields that allow it, values of their type. */
import type { Expression } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import type { FieldInfo } from '../../schema/model.ts';
import { isNumeric, isText } from '../types/conversion.ts';
import { primitives, type TypeRegistry } from '../types/registry.ts';
import { fieldType } from './members.ts';
import { displayName } from './program.ts';
import type { QueryShape } from './query-shape.ts';

/** The first thing wrong, as a message. `find` gives the field at the end of a path. */
export function checkConditions(
  registry: TypeRegistry,
  shape: QueryShape,
  binds: Expression[],
  find: (path: string) => FieldInfo | undefined,
): string | undefined {
  for (const { path, bind, literals } of shape.conditions) {
    const field = find(path);
    if (!field) continue;
    if (!field.isFilterable) return `field '${field.name}' can not be filtered in a query call`;
    const wanted = fieldType(registry, field);
    const type = bind === undefined ? undefined : binds[bind]?.type;
    if (type && !fitsColumn(element(type), wanted))
      return `Invalid bind expression type of ${displayName(element(type))} for column of type ${displayName(wanted)}`;
    for (const literal of literals) {
      const error = checkLiteral(literal, field, wanted);
      if (error) return error;
    }
  }
  for (const path of shape.sorted) {
    const field = find(path);
    if (field && !field.isSortable) return `field '${field.name}' can not be sorted in a query call`;
  }
  for (const path of shape.grouped) {
    const field = find(path);
    if (
      field &&
      !field.isGroupable &&
      !/^(date|datetime)$/.test(field.type) &&
      !shape.conditions.some((condition) => condition.path === path)
    )
      return `field '${field.name}' can not be grouped in a query call`;
  }
  const limit = shape.limits
    .map((bind) => binds[bind]?.type)
    .find((type) => type && type !== primitives.Integer && type !== primitives.Long && type.kind !== 'null');
  return limit && `Invalid bind expression type of ${displayName(limit)} for column of type Integer`;
}

/** Binds may be lists and sets of values. */
function element(type: Type): Type {
  if (type.kind === 'list' || type.kind === 'set') return type.arguments[0]!;
  return type;
}

function fitsColumn(type: Type, wanted: Type): boolean {
  if (
    type === wanted ||
    type.kind === 'null' ||
    type.kind === 'object' ||
    type.kind === 'class' ||
    wanted.kind !== 'primitive'
  )
    return true;
  if (type.kind === 'sobject') return wanted === primitives.Id;
  if (isText(type) && isText(wanted)) return true;
  if (isNumeric(type) && isNumeric(wanted)) return true;
  const isDay = (at: Type): boolean => at === primitives.Date || at === primitives.Datetime;
  return isDay(type) && isDay(wanted);
}

function checkLiteral(literal: string, field: FieldInfo, wanted: Type): string | undefined {
  const isQuoted = literal.startsWith("'");
  const isNumber = /^[+-]?\d+(\.\d+)?$/.test(literal);
  const isDate = /^\d{4}-\d\d-\d\d$/.test(literal);
  const isMoment = /^\d{4}-\d\d-\d\dT/i.test(literal);
  if ((isDate && field.type === 'datetime') || (isMoment && field.type === 'date'))
    return `value of filter criterion for field '${field.name}' must be of type ${field.type === 'date' ? 'date' : 'dateTime'} and should not be enclosed in quotes`;
  const isTruth = /^(true|false)$/i.test(literal);
  if (
    isQuoted &&
    (isNumeric(wanted) || wanted === primitives.Boolean || wanted === primitives.Date || wanted === primitives.Datetime)
  ) {
    return `value of filter criterion for field '${field.name}' must be of type ${field.type} and should not be enclosed in quotes`;
  }
  if ((isNumber || isTruth) && isText(wanted))
    return `value of filter criterion for field '${field.name}' must be of type ${field.type === 'reference' ? 'ID' : 'string'} and should be enclosed in quotes`;
  if ((isNumber && wanted === primitives.Boolean) || (isTruth && isNumeric(wanted)))
    return `value of filter criterion for field '${field.name}' must be of type ${field.type}`;
  return undefined;
}
