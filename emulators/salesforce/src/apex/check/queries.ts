/** `[SELECT …]` and `[FIND …]`: result types, binds, and the names a query uses. */
import type { Expression, Position, QueryExpression, SearchExpression } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import { childrenInCode, fieldInCode, lookupInCode, namesInCode, objectInCode } from '../../schema/code-namespace.ts';
import type { FieldInfo, ObjectInfo, Schema } from '../../schema/model.ts';
import { aggregateResult, genericSObject, primitives, type TypeRegistry } from '../types/registry.ts';
import type { Body } from './body.ts';
import { bindExpression } from './expressions.ts';
import { unknownType } from './program.ts';
import { checkConditions } from './query-conditions.ts';
import { queryShape, type QueryShape } from './query-shape.ts';
import { searchTargets } from './search-shape.ts';

const hint = (suffix: string, what: string): string =>
  `be sure to append the '${suffix}' after the ${what}. Please reference your WSDL or the describe call for the appropriate names.`;

const unsupported = (name: string): string =>
  `sObject type '${name}' is not supported. If you are attempting to use a custom object, ${hint('__c', 'entity name')}`;

const noColumn = (name: string, object: ObjectInfo): string =>
  `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, ${hint('__c', 'custom field name')}`;

export function bindQuery(body: Body, expression: QueryExpression): Type {
  bindBinds(body, expression.binds);
  const { registry } = body.program;
  const shape = queryShape(expression.text);
  if (typeof shape === 'string') {
    body.error(expression.pos, shape);
    return unknownType;
  }
  const object = objectInCode(body.program.schema, shape.from);
  if (!object) {
    body.error(expression.pos, unsupported(shape.from));
    return unknownType;
  }
  expression.object = object;
  const error = checkShape({ registry, schema: body.program.schema, binds: expression.binds }, shape, object);
  if (error) body.error(expression.pos, error);
  if (shape.isSecurityEnforced && body.info.apiVersion >= 67)
    body.error(
      expression.pos,
      'WITH SECURITY_ENFORCED is not supported in API version 67.0 and later. Use WITH USER_MODE instead.',
    );
  if (shape.isCount && !shape.isAggregate) return primitives.Integer;
  return registry.list(shape.isAggregate ? aggregateResult : registry.sobject(object));
}

export function bindSearch(body: Body, expression: SearchExpression): Type {
  bindBinds(body, expression.binds);
  const { registry, schema } = body.program;
  for (const { object, fields } of searchTargets(expression.text)) {
    const found = objectInCode(schema, object);
    const missing = found && fields.find((name) => !fieldInCode(found, name));
    if (!found) body.error(expression.pos, unsupported(object));
    else if (missing) body.error(expression.pos, noColumn(missing, found));
  }
  return registry.list(registry.list(genericSObject));
}

function bindBinds(body: Body, binds: Expression[]): void {
  for (const bind of binds) {
    const type = bindExpression(body, bind);
    const refused = refusedOperator(bind);
    if (refused) body.error(bind.pos, `Operator ${refused} is not allowed in SOQL bind expressions`);
    else if (type.kind === 'void') body.error(bind.pos, 'Invalid bind expression type of void');
    else if (type.kind === 'class' && !isIterable(type.name)) reportBindType(body, bind.pos, type);
  }
}

const isIterable = (name: string): boolean => name.startsWith('System.Iterable');

function reportBindType(body: Body, pos: Position, type: Type): void {
  if (type.kind === 'class' && type.form === 'enum') return;
  if (type.kind === 'class' && type.interfaces.some((at) => isIterable(at.name))) return;
  body.error(pos, `Invalid bind expression type of ${type.name} for column`);
}

function refusedOperator(expression: Expression): string | undefined {
  if (expression.kind === 'coalesce') return '??';
  if ((expression.kind === 'fieldAccess' || expression.kind === 'call') && expression.isSafe) return '?.';
  if ((expression.kind === 'fieldAccess' || expression.kind === 'call') && expression.target)
    return refusedOperator(expression.target);
  return undefined;
}

/** What the parts of one query are checked against. */
interface Context {
  registry: TypeRegistry;
  schema: Schema;
  binds: Expression[];
}

/** The first name of the query that the schema does not have, as an error message. */
function checkShape(context: Context, shape: QueryShape, object: ObjectInfo): string | undefined {
  const { schema } = context;
  for (const path of shape.paths) {
    const error = checkPath(schema, object, path, shape);
    if (error) return error;
  }
  for (const { path, operator } of shape.sums) {
    const field = fieldAt(schema, object, path, shape);
    if (field && !/^(int|long|double|currency|percent)$/.test(field.type))
      return `field ${path} does not support aggregate operator ${operator}`;
  }
  const duplicate = firstDuplicate(shape.selected);
  if (duplicate && !shape.isAggregate) return `duplicate field selected: ${duplicate}`;
  if (shape.isAggregate) {
    const grouped = new Set(shape.grouped.map((path) => path.toLowerCase()));
    const loose = shape.selected.find((path) => !grouped.has(path.toLowerCase()));
    if (loose) return `Field must be grouped or aggregated: ${loose}`;
  }
  const conditions = checkConditions(context.registry, shape, context.binds, (path) =>
    fieldAt(schema, object, path, shape),
  );
  return conditions ?? checkChildren(context, shape, object) ?? checkTypeOfs(schema, shape, object);
}

function checkChildren(context: Context, shape: QueryShape, object: ObjectInfo): string | undefined {
  const { schema } = context;
  for (const child of shape.children) {
    const prefix = `${object.name.toLowerCase()}.`;
    const from = child.from.toLowerCase();
    const wanted = from.startsWith(prefix) ? from.slice(prefix.length) : from;
    const relation = childrenInCode(object, wanted);
    const target = relation && schema.object(relation.childObject);
    if (!target)
      return `Didn't understand relationship '${child.from}' in FROM part of query call. If you are attempting to use a custom relationship, ${hint('__r', 'custom relationship name')}`;
    const error = checkShape(context, child, target);
    if (error) return error;
  }
  for (const inner of shape.inner) {
    const target = objectInCode(schema, inner.from);
    if (!target) return unsupported(inner.from);
    const error = checkShape(context, inner, target);
    if (error) return error;
  }
  return undefined;
}

function checkTypeOfs(schema: Schema, shape: QueryShape, object: ObjectInfo): string | undefined {
  for (const { path, whens } of shape.typeOfs) {
    if (!lookupInCode(object, path)) return `Didn't understand relationship '${path}' in field path.`;
    for (const when of whens) {
      const target = objectInCode(schema, when.object);
      if (!target) return `sObject type '${when.object}' is not supported.`;
      for (const field of when.paths) {
        const error = checkPath(schema, target, field, undefined);
        if (error) return error;
      }
    }
  }
  return undefined;
}

function firstDuplicate(paths: string[]): string | undefined {
  const seen = new Set<string>();
  return paths.find((path) => seen.size === seen.add(path.toLowerCase()).size);
}

function checkPath(
  schema: Schema,
  object: ObjectInfo,
  path: string,
  shape: QueryShape | undefined,
): string | undefined {
  const found = followPath(schema, object, path, shape);
  return typeof found === 'string' ? found : undefined;
}

/** The field at the end of a path that is known to be right; undefined where the path leaves the schema. */
function fieldAt(schema: Schema, object: ObjectInfo, path: string, shape: QueryShape): FieldInfo | undefined {
  const found = followPath(schema, object, path, shape);
  return typeof found === 'string' ? undefined : found;
}

const namesObject = (name: string, object: ObjectInfo): boolean =>
  namesInCode(name).some((each) => each.toLowerCase() === object.name.toLowerCase());

/** Field, error message, or undefined when the path ends in an object the schema lacks. */
function followPath(
  schema: Schema,
  object: ObjectInfo,
  path: string,
  shape: QueryShape | undefined,
): FieldInfo | string | undefined {
  let names = path.split('.');
  const head = names[0]!.toLowerCase();
  const isPrefix = head === shape?.alias?.toLowerCase() || (namesObject(head, object) && !lookupInCode(object, head));
  if (names.length > 1 && isPrefix) names = names.slice(1);
  let at = object;
  for (const [index, name] of names.entries()) {
    if (index === names.length - 1) {
      return fieldInCode(at, name) ?? noColumn(name, at);
    }
    const lookup = lookupInCode(at, name);
    if (!lookup)
      return `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, ${hint('__r', 'custom relationship name')}`;
    const next = schema.object(lookup.referenceTo.length === 1 ? lookup.referenceTo[0]! : 'Name');
    if (!next) return undefined;
    at = next;
  }
  return undefined;
}
