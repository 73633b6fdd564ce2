/**
 * What queries of custom metadata and of the metadata catalogue cannot do (SOQL and SOSL Reference, "SOQL Object Limits and Limitations";
 * Tooling API, "SOQL Operation Limitations"): no grouping, OR only over one column, ordering by the object's own fields.
 */
import type { ObjectInfo } from '../schema/model.ts';
import { type Condition, type Expression, isAggregate, isCall, type Query } from './ast.ts';
import { PlacedError } from './errors.ts';

const unsupported = (message: string): PlacedError =>
  new PlacedError('EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION', message, undefined);
const notYet = (): PlacedError =>
  unsupported(
    'The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.',
  );

/** @throws QueryError */
export function checkMetadataQuery(query: Query, object: ObjectInfo): void {
  const isCustom = object.kind === 'customMetadata';
  if (!isCustom && object.name !== 'EntityDefinition' && object.name !== 'FieldDefinition') return;
  const aggregates = query.select.some((item) => item.kind === 'expression' && isAggregateOfField(item.expression));
  if (aggregates || query.groupBy.length > 0) throw notYet();
  if (query.where) checkCondition(query.where);
  if (isCustom && query.orderBy.some(({ expression }) => columnOf(expression).includes('.'))) throw notYet();
}

/** Plain COUNT() is allowed. */
function isAggregateOfField(expression: Expression): boolean {
  return isAggregate(expression) && isCall(expression) && expression.argument !== undefined;
}

function columnOf(expression: Expression): string {
  if (isCall(expression)) return expression.argument ? columnOf(expression.argument) : '';
  return expression.names.join('.').toLowerCase();
}

function columns(condition: Condition, found = new Set<string>()): Set<string> {
  if (condition.kind === 'compare') found.add(columnOf(condition.left));
  else if (condition.kind === 'not') columns(condition.part, found);
  else for (const part of condition.parts) columns(part, found);
  return found;
}

function checkCondition(condition: Condition): void {
  if (condition.kind === 'compare') return;
  if (condition.kind === 'not') return checkCondition(condition.part);
  if (condition.kind === 'or' && columns(condition).size > 1) throw unsupported('Disjunctions not supported');
  for (const part of condition.parts) checkCondition(part);
}
