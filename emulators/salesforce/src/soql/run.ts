/** Runs one query: scope, filter, order, limit, select or aggregate. */
import type { QueryResult } from '../org/services.ts';
import { objectInCode } from '../schema/code-namespace.ts';
import type { ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { Row } from '../storage/row.ts';
import { aggregation, isAggregateQuery } from './aggregate.ts';
import { isCall, type Literal, type Query } from './ast.ts';
import { candidates } from './candidates.ts';
import { noObject, PlacedError, malformed } from './errors.ts';
import { compile, type Predicate, whereLookup } from './filter.ts';
import { checkMetadataQuery } from './metadata-queries.ts';
import { bindValue } from './operands.ts';
import { sortRows } from './order.ts';
import { Scope, type Session } from './scope.ts';
import { childRelationship, projection } from './select.ts';

/** Most rows ORDER BY and sub-query results may skip. */
const MAX_OFFSET = 2000;

export function objectOf(query: Query, session: Session): ObjectInfo {
  const object = objectInCode(session.data.schema, query.from);
  if (!object?.isQueryable) throw noObject(query.from, query.fromStart);
  if (session.rights && !session.rights.canRead(object.name)) throw noObject(query.from, query.fromStart);
  return object;
}

/** Rows of a query before LIMIT: visible, not deleted, matching. Stops after `most` when order does not matter. */
export function matchingRows(query: Query, scope: Scope, most = Infinity): Row[] {
  const { session, object } = scope;
  const tests: Predicate[] = [];
  if (object.fields.has('isdeleted') && !(query.allRows || session.allRows))
    tests.push((row) => row['IsDeleted'] !== true);
  if (query.scope && query.scope.toLowerCase() === 'mine') tests.push((row) => row['OwnerId'] === session.user.id);
  const visible = session.sharing?.filter(session.user, object, 'read');
  if (query.where) tests.push(compile(query.where, scope, whereLookup(scope)));
  if (visible) tests.push(visible);
  const found: Row[] = [];
  for (const row of candidates(query.where, scope) ?? session.data.rows(object)) {
    if (!tests.every((test) => test(row))) continue;
    found.push(row);
    if (found.length >= most) break;
  }
  return found;
}

function numberOf(literal: Literal | undefined, scope: Scope): number | undefined {
  if (!literal) return undefined;
  const value =
    literal.kind === 'bind'
      ? bindValue(literal.name, scope.session.operands, 0)
      : Number((literal as { text: string }).text);
  const number = Number(value);
  if (value === null || !Number.isInteger(number) || number < 0)
    throw malformed(`LIMIT and OFFSET must be whole numbers: ${String(value)}`);
  return number;
}

function page(query: Query, scope: Scope): { offset: number; limit: number } {
  const offset = numberOf(query.offset, scope) ?? 0;
  if (offset > MAX_OFFSET) {
    throw new PlacedError('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`, undefined);
  }
  return { offset, limit: numberOf(query.limit, scope) ?? Infinity };
}

export interface Counts {
  rows: number;
  subqueries: number;
}

/** @param counts filled with what counts against limits */
export function runQuery(query: Query, session: Session, counts: Counts): QueryResult {
  const object = objectOf(query, session);
  checkMetadataQuery(query, object);
  const scope = new Scope(session, object, query.alias);
  const { offset, limit } = page(query, scope);
  const [only] = query.select;
  if (
    query.select.length === 1 &&
    only?.kind === 'expression' &&
    isCall(only.expression) &&
    only.expression.fn === 'COUNT' &&
    !only.expression.argument &&
    !only.alias &&
    query.groupBy.length === 0
  ) {
    if (query.orderBy.length > 0)
      throw malformed('Grouped query cannot use ORDER BY with COUNT()', only.expression.start);
    const count = Math.min(matchingRows(query, scope).length, limit);
    counts.rows += 1;
    return { records: [], count, object, columns: [] };
  }
  if (isAggregateQuery(query)) return runAggregate(query, scope, { offset, limit }, counts);
  const select = projection(query, scope, (child, parent) => runChild(child, parent, session, counts));
  const most = query.orderBy.length === 0 ? offset + limit : Infinity;
  const rows = sortRows(matchingRows(query, scope, most), query.orderBy, (item) => scope.getter(item.expression));
  const records = rows.slice(offset, offset + limit).map((row) => select.make(row));
  counts.rows += records.length;
  return { records, count: undefined, object, columns: select.columns };
}

function runAggregate(
  query: Query,
  scope: Scope,
  { offset, limit }: { offset: number; limit: number },
  counts: Counts,
): QueryResult {
  const resultObject = scope.session.data.schema.object('AggregateResult')!;
  const aggregates = aggregation(query, scope, resultObject);
  const lookups = query.orderBy.map((item) => aggregates.lookup(item.expression));
  const rows = matchingRows(query, scope);
  const groups = aggregates.groups(rows);
  const sorted = sortRows(groups, query.orderBy, (item) => lookups[query.orderBy.indexOf(item)]!);
  const records = sorted.slice(offset, offset + limit).map((row) => aggregates.make(row));
  // SUM, MAX and the like count every row they have looked at; COUNT only what it gives.
  counts.rows += aggregates.readsAllRows ? rows.length : records.length;
  return { records, count: undefined, object: resultObject, columns: aggregates.columns };
}

/** A sub-query in the select list: its rows are found once for all parents, by index of the lookup. */
function runChild(
  query: Query,
  parent: ObjectInfo,
  session: Session,
  counts: Counts,
): { name: string; rows: (parent: Row) => SObjectRecord[] } {
  const { name, childObject, field } = childRelationship(parent, query);
  counts.subqueries++;
  const object = objectOf({ ...query, from: childObject }, session);
  const scope = new Scope(session, object, query.alias ?? name);
  const { offset, limit } = page(query, scope);
  const select = projection(query, scope, (child, from) => runChild(child, from, session, counts));
  const tests: Predicate[] = [];
  if (object.fields.has('isdeleted') && !session.allRows) tests.push((row) => row['IsDeleted'] !== true);
  if (query.where) tests.push(compile(query.where, scope, whereLookup(scope)));
  const visible = session.sharing?.filter(session.user, object, 'read');
  if (visible) tests.push(visible);
  const childrenOf = (parentId: string): Iterable<Row> => {
    if (!session.data.isComputed(object)) return session.data.storage.table(object.name).matching(field, parentId);
    return [...session.data.rows(object)].filter((row) => row[field] === parentId);
  };
  return {
    name,
    rows: (row) => {
      // Definitions are referred to by name.
      const found = [...childrenOf(String(row['DurableId'] ?? row.Id))].filter((row) =>
        tests.every((test) => test(row)),
      );
      found.sort((a, b) => (a.Id < b.Id ? -1 : 1));
      const sorted = sortRows(found, query.orderBy, (item) => scope.getter(item.expression));
      const rows = sorted.slice(offset, offset + limit);
      counts.rows += rows.length;
      return rows.map((row) => select.make(row));
    },
  };
}

/** First column of a query in a condition. */
export function runColumn(query: Query, session: Session): Set<unknown> {
  const object = objectOf(query, session);
  const scope = new Scope(session, object, query.alias);
  const [item] = query.select;
  if (query.select.length !== 1 || item?.kind !== 'expression') {
    throw malformed('Only one field can be selected in a semi join sub-select', query.fromStart);
  }
  const getter = scope.getter(item.expression);
  if (getter.type !== 'id' && getter.type !== 'reference') {
    const text = `The selected field '${getter.name}' in the subquery must be an id or reference field`;
    throw malformed(text, item.expression.start);
  }
  const { limit } = page(query, scope);
  const rows = sortRows(matchingRows(query, scope), query.orderBy, (order) => scope.getter(order.expression));
  return new Set(
    rows
      .slice(0, limit)
      .map((row) => getter.get(row))
      .filter((value) => value !== null),
  );
}
