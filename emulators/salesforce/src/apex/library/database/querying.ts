/** Dynamic SOQL: Database.query and its relatives. */
import { QueryError, type QueryResult } from '../../../org/services.ts';
import type { SObjectRecord } from '../../../schema/record.ts';
import { current } from '../../../transaction/transaction.ts';
import { currentAccess, currentSharing } from '../../runtime/access-mode.ts';
import { boundValues } from '../../runtime/dynamic-binds.ts';
import { fromQueryError } from '../../runtime/exceptions.ts';
import { ApexList } from '../../runtime/list.ts';
import type { ApexMap } from '../../runtime/map.ts';
import { aggregateResult } from '../../types/registry.ts';
import { definePlatformType, type Implementation } from '../define.ts';
import { ApexIterator } from '../iterators.ts';
import { argument, registry } from '../support.ts';
import type { AccessLevelValue } from './options.ts';

function run(text: string, binds: Map<string, unknown>, access: AccessLevelValue | undefined): QueryResult {
  const level = access?.level ?? currentAccess();
  try {
    return current().org.query.query(argument(text), binds, { access: level, sharing: currentSharing('system') });
  } catch (error) {
    throw error instanceof QueryError ? fromQueryError(error) : error;
  }
}

function rows(text: string, result: QueryResult): ApexList {
  const isAggregate = result.columns.some((column) => column.isAggregate) || /\bgroup\s+by\b/i.test(text);
  return new ApexList(isAggregate ? aggregateResult : registry().sobject(result.object), result.records);
}

function countOf(result: QueryResult): number {
  return result.count ?? result.records.length;
}

/** Names of a bind map are compared without case. */
function mapBinds(map: ApexMap | null): Map<string, unknown> {
  return new Map([...argument(map).entries()].map(({ key, value }) => [String(key).toLowerCase(), value]));
}

export class QueryLocatorValue {
  readonly $type = 'Database.QueryLocator';
  readonly text: string;
  readonly rows: SObjectRecord[];
  #next = 0;
  constructor(text: string, records: SObjectRecord[]) {
    this.text = text;
    this.rows = records;
  }

  *[Symbol.iterator](): IterableIterator<SObjectRecord> {
    while (this.#next < this.rows.length) yield this.rows[this.#next++]!;
  }
}

function locator(text: string, result: QueryResult): QueryLocatorValue {
  current().limits.count('queryLocatorRows', 0);
  return new QueryLocatorValue(text, result.records);
}

export const queryStatics: Record<string, Implementation> = {
  query: (text: string, access?: AccessLevelValue) => rows(text, run(text, boundValues(text), access)),
  queryWithBinds: (text: string, binds: ApexMap, access: AccessLevelValue) =>
    rows(text, run(text, mapBinds(binds), access)),
  countQuery: (text: string, access?: AccessLevelValue) => countOf(run(text, boundValues(text), access)),
  countQueryWithBinds: (text: string, binds: ApexMap, access: AccessLevelValue) =>
    countOf(run(text, mapBinds(binds), access)),
  'getQueryLocator(String)': (text: string) => locator(text, run(text, boundValues(text), undefined)),
  'getQueryLocator(String,AccessLevel)': (text: string, access: AccessLevelValue) =>
    locator(text, run(text, boundValues(text), access)),
  'getQueryLocator(List<SObject>)': (list: ApexList) =>
    new QueryLocatorValue('', argument(list).items as SObjectRecord[]),
  'getQueryLocator(List<SObject>,AccessLevel)': (list: ApexList) =>
    new QueryLocatorValue('', argument(list).items as SObjectRecord[]),
  getQueryLocatorWithBinds: (text: string, binds: ApexMap, access: AccessLevelValue) =>
    locator(text, run(text, mapBinds(binds), access)),
};

class QueryLocatorIterator extends ApexIterator {
  override readonly $type: string = 'Database.QueryLocatorIterator';
}

definePlatformType({
  name: 'Database.QueryLocator',
  instance: {
    'getQuery()': (value: QueryLocatorValue) => value.text,
    'iterator()': (value: QueryLocatorValue) => new QueryLocatorIterator(value.rows),
  },
});

definePlatformType({
  name: 'Database.QueryLocatorIterator',
  instance: {
    'hasNext()': (iterator: ApexIterator) => iterator.hasNext(),
    'next()': (iterator: ApexIterator) => iterator.next(),
  },
});
