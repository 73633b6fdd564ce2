/** `/query`, `/queryAll`, `/search`, and further pages. */
import type { Org, QueryResult } from '../org/services.ts';
import { type ApiContext, type ApiRequest, type ApiResponse, inTransaction, ok } from './api.ts';
import { ApiError } from './errors.ts';
import { rowsJson } from './records.ts';

const DEFAULT_BATCH = 2000;
const MIN_BATCH = 200;
const KEPT_CURSORS = 200;

interface Cursor {
  rows: unknown[];
  entity: string;
  batch: number;
}

const cursors = new WeakMap<Org, Map<string, Cursor>>();
let serial = 0;

function cursorsOf(org: Org): Map<string, Cursor> {
  let own = cursors.get(org);
  if (!own) cursors.set(org, (own = new Map()));
  return own;
}

export interface QueryMode {
  tooling?: boolean;
  allRows?: boolean;
}

export function runQuery(context: ApiContext, request: ApiRequest, text: string, mode: QueryMode = {}): QueryResult {
  return inTransaction(context, request, () =>
    context.org.query.query(text, new Map(), { access: 'user', sharing: true, counts: false, ...mode }),
  );
}

/** `?q=…`. */
export function query(context: ApiContext, request: ApiRequest, mode: QueryMode = {}): ApiResponse {
  const text = request.query.get('q');
  if (text === null || text.trim() === '') {
    throw new ApiError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  }
  const result = runQuery(context, request, text, mode);
  if (request.query.get('columns') === 'true') return ok(columnsAnswer(result));
  if (result.count !== undefined) return ok({ totalSize: result.count, done: true, records: [] });
  return ok(page(context, request, rowsJson(result, request.version), mode));
}

/** The first page of rows, and where the rest is. */
export function page(context: ApiContext, request: ApiRequest, rows: unknown[], mode: QueryMode): unknown {
  const batch = batchSize(request);
  if (rows.length <= batch) return { totalSize: rows.length, done: true, records: rows };
  const own = cursorsOf(context.org);
  const id = `0r8${String(++serial).padStart(12, '0')}AAA`;
  own.set(id, { rows, entity: '', batch });
  if (own.size > KEPT_CURSORS) own.delete(own.keys().next().value!);
  return pageAt(request, id, 0, own.get(id)!, mode);
}

function pageAt(request: ApiRequest, id: string, from: number, cursor: Cursor, mode: QueryMode): unknown {
  const to = from + cursor.batch;
  const done = to >= cursor.rows.length;
  const base = `/services/data/v${request.version}/${mode.tooling ? 'tooling/' : ''}query`;
  return {
    totalSize: cursor.rows.length,
    done,
    ...(done ? {} : { nextRecordsUrl: `${base}/${id}-${to}` }),
    records: cursor.rows.slice(from, to),
  };
}

/** `/query/<locator>`. */
export function queryMore(
  context: ApiContext,
  request: ApiRequest,
  locator: string,
  mode: QueryMode = {},
): ApiResponse {
  const [id = '', from = ''] = locator.split('-');
  const cursor = cursorsOf(context.org).get(id);
  if (!cursor || !/^\d+$/.test(from)) {
    throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  return ok(pageAt(request, id, Number(from), cursor, mode));
}

function batchSize(request: ApiRequest): number {
  const wanted = /batchSize=(\d+)/i.exec(request.headers['sforce-query-options'] ?? '')?.[1];
  return wanted === undefined ? DEFAULT_BATCH : Math.min(Math.max(Number(wanted), MIN_BATCH), DEFAULT_BATCH);
}

interface Column {
  aggregate: boolean;
  columnName: string;
  displayName: string;
  joinColumns: Column[];
  [key: string]: unknown;
}

function column(columnName: string, displayName = columnName, aggregate = false, joinColumns: Column[] = []): Column {
  return {
    aggregate,
    apexType: null,
    booleanType: false,
    columnName,
    custom: /__[cr]$/i.test(columnName),
    displayName,
    foreignKeyName: null,
    insertable: !aggregate,
    joinColumns,
    numberType: false,
    textType: false,
    updatable: !aggregate,
  };
}

/** What `sf data query` asks for to print its table. */
function columnsAnswer(result: QueryResult): unknown {
  const columns: Column[] = [];
  let expression = 0;
  const first = result.records[0];
  for (const { name, isAggregate } of result.count === undefined ? result.columns : []) {
    const children = first?.children?.get(name);
    if (
      children ||
      result.object.childRelationships.some((child) => child.name?.toLowerCase() === name.toLowerCase())
    ) {
      const names = [...(children?.[0]?.queried ?? ['Id'])];
      columns.push(
        column(
          name,
          name,
          true,
          names.map((each) => column(each)),
        ),
      );
    } else if (isAggregate) {
      const alias = first && [...first.values.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
      columns.push(column(alias ?? `expr${expression++}`, name, true));
    } else addPath(columns, name.split('.'));
  }
  const names = columns.map((each) => each.columnName);
  return {
    columnMetadata: columns,
    entityName: result.object.name,
    groupBy: result.object.name === 'AggregateResult',
    idSelected: names.includes('Id'),
    keyPrefix: result.object.keyPrefix ?? null,
  };
}

function addPath(columns: Column[], [head = '', ...rest]: string[]): void {
  if (rest.length === 0) {
    columns.push(column(head));
    return;
  }
  let parent = columns.find((each) => each.columnName === head);
  if (!parent) columns.push((parent = column(head)));
  addPath(parent.joinColumns, rest);
}
