/** `/tooling/…`. */
import {
  type ApiContext,
  type ApiRequest,
  type ApiResponse,
  created,
  noContent,
  objectBody,
  ok,
  segments,
} from '../api.ts';
import { logsOf, removeLog } from '../../logs/apex-logs.ts';
import { ApiError, notEmulated, notFound } from '../errors.ts';
import { deployComponent } from '../metadata/apply.ts';
import { runTestResult } from '../metadata/test-run.ts';
import { page, query, queryMore } from '../query.ts';
import { sobjects } from '../sobjects.ts';
import { describeGlobal } from '../describe.ts';
import { runAnonymous } from './anonymous.ts';
import { computedQuery, computedRows, isComputed, refuseMissing, runComputed } from './rows.ts';
import { requestedTests, runTestsNow, startTests } from './test-jobs.ts';
import { saveTrace, traceTable } from './traces.ts';

export function tooling(context: ApiContext, request: ApiRequest): ApiResponse {
  const [, resource, ...rest] = segments(request.path);
  switch (resource) {
    case 'query':
      return rest[0] ? queryMore(context, request, rest[0], { tooling: true }) : toolingQuery(context, request);
    case 'executeAnonymous': {
      const { log: _log, ...result } = runAnonymous(context, request.query.get('anonymousBody') ?? '', request.user);
      return ok(result);
    }
    case 'runTestsSynchronous': {
      const body = plainBody(request);
      const selection = requestedTests(context.org, body);
      return ok(runTestResult(context.org, runTestsNow(context.org, selection), body.skipCodeCoverage !== true));
    }
    case 'runTestsAsynchronous':
      return ok(startTests(context, requestedTests(context.org, plainBody(request)), request.user));
    case 'sobjects':
      return toolingObject(context, request, rest);
    default:
      throw notEmulated(`${request.method} ${request.path}`);
  }
}

function plainBody(request: ApiRequest): Record<string, unknown> {
  if (request.method === 'GET') return Object.fromEntries(request.query);
  return objectBody(request);
}

function toolingQuery(context: ApiContext, request: ApiRequest): ApiResponse {
  const text = request.query.get('q') ?? '';
  const computed = computedQuery(text);
  if (!computed) return query(context, request, { tooling: true });
  if (request.query.get('columns') === 'true') {
    const names = computed.select.flatMap((item) =>
      item.kind === 'expression' && 'names' in item.expression ? [item.expression.names] : [],
    );
    const column = (name: string) => ({
      aggregate: false,
      columnName: name,
      displayName: name,
      joinColumns: [] as unknown[],
    });
    const columnMetadata = names.map(([head = '', ...below]) => ({ ...column(head), joinColumns: below.map(column) }));
    return ok({ columnMetadata, entityName: computed.from, groupBy: false, idSelected: true, keyPrefix: null });
  }
  const { rows, count } = runComputed(context.org, computed, request.version);
  if (count !== undefined) return ok({ totalSize: count, done: true, records: [] });
  return ok(page(context, request, rows, { tooling: true }));
}

/** Objects whose rows are components: created and changed through their metadata. */
const COMPONENT_TYPES = ['PlatformEventSubscriberConfig', 'PlatformEventChannel', 'PlatformEventChannelMember'];

function toolingObject(context: ApiContext, request: ApiRequest, [name, key, part]: string[]): ApiResponse {
  if (name === undefined) return ok(describeGlobal(context.org));
  // "No source tracking": these very words.
  if (name === 'SourceMember') throw notFound();
  const type = COMPONENT_TYPES.find((each) => each.toLowerCase() === name.toLowerCase());
  const traces = traceTable(name);
  if (traces && request.method !== 'GET') return saveTrace(context, request, traces, key);
  if (type && request.method !== 'GET') return saveComponent(context, request, type, key);
  if (isComputed(name) && key !== undefined && key !== 'describe')
    return oneComputed(context, request, name, key, part);
  refuseMissing(name);
  return sobjects(context, { ...request, path: request.path.replace(/^\/tooling/, '') }, true);
}

function oneComputed(context: ApiContext, request: ApiRequest, name: string, key: string, part?: string): ApiResponse {
  if (request.method === 'DELETE' && /^ApexLog$/i.test(name)) {
    if (!removeLog(context.org, key)) throw notFound();
    return noContent;
  }
  if (request.method !== 'GET') throw notEmulated(`${request.method} ${request.path}`);
  if (name === 'ApexLog' && part === 'Body') {
    const log = logsOf(context.org).find((each) => each.id.slice(0, 15) === key.slice(0, 15));
    if (!log) throw notFound();
    return { status: 200, text: log.body };
  }
  const row = computedRows(context.org, name).find((each) => String(each.Id).slice(0, 15) === key.slice(0, 15));
  if (!row) throw notFound();
  const url = `/services/data/v${request.version}/tooling/sobjects/${name}/${key}`;
  return ok({ attributes: { type: name, url }, ...row });
}

function saveComponent(context: ApiContext, request: ApiRequest, type: string, key: string | undefined): ApiResponse {
  if (request.method === 'DELETE') throw notEmulated(`DELETE ${request.path}`);
  const { FullName, Metadata } = JSON.parse(JSON.stringify(objectBody(request))) as {
    FullName?: string;
    Metadata?: Record<string, unknown>;
  };
  const known = [...context.org.metadata.components(type)].find((each) => each.id.slice(0, 15) === key?.slice(0, 15));
  const fullName = known?.fullName ?? FullName;
  if (!fullName || !Metadata)
    throw new ApiError(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [FullName, Metadata]');
  if (key === undefined && context.org.metadata.component(type, fullName)) {
    throw new ApiError(400, 'DUPLICATE_DEVELOPER_NAME', `This developer name is already in use: ${fullName}`);
  }
  const id = deployComponent(context.org, type, fullName, Metadata);
  context.bus.kick();
  return key === undefined ? created({ id, success: true, errors: [], warnings: [], infos: [] }) : noContent;
}
