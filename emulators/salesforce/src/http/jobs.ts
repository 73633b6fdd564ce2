/** Bulk API 2.0: ingest and query jobs. */
import type { SaveResult } from '../org/services.ts';
import { fieldOf, type ObjectInfo } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import { makeId } from '../storage/ids.ts';
import { type ApiContext, type ApiRequest, type ApiResponse, created, noContent, objectBody, ok } from './api.ts';
import { formatCsv, parseCsv } from './csv.ts';
import { ApiError, notEmulated, notFound, problemOf } from './errors.ts';
import { timestamp } from './json.ts';
import { runQuery } from './query.ts';
import { recordFrom, rowsJson, typeNamed } from './records.ts';
import { save, type Operation } from './saves.ts';

const CHUNK = 200;
const DELIMITERS: Record<string, string> = {
  COMMA: ',',
  SEMICOLON: ';',
  TAB: '\t',
  PIPE: '|',
  CARET: '^',
  BACKQUOTE: '`',
};

interface Job {
  id: string;
  kind: 'ingest' | 'query';
  operation: string;
  object: string;
  externalIdFieldName: string | undefined;
  query: string | undefined;
  columnDelimiter: string;
  lineEnding: string;
  state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
  createdById: string;
  createdDate: number;
  apiVersion: number;
  data: string;
  header: string[];
  succeeded: string[][];
  failed: string[][];
  processed: number;
  errorMessage: string | undefined;
  rows: string[][];
}

const jobsByOrg = new WeakMap<object, Map<string, Job>>();
let serial = 0;

export function jobs(context: ApiContext, request: ApiRequest, kind: string, rest: string[]): ApiResponse {
  if (kind !== 'ingest' && kind !== 'query') throw notEmulated(`${request.method} ${request.path}`);
  let all = jobsByOrg.get(context.org);
  if (!all) jobsByOrg.set(context.org, (all = new Map()));
  const [id, part] = rest;
  const { method } = request;
  if (id === undefined) {
    if (method === 'POST') return createJob(context, request, kind, all);
    const records = [...all.values()].filter((job) => job.kind === kind).map((job) => jobJson(job));
    return ok({ done: true, records, nextRecordsUrl: null });
  }
  const job = [...all.values()].find((each) => each.id.slice(0, 15) === id.slice(0, 15) && each.kind === kind);
  if (!job) throw notFound();
  if (part === undefined) return manage(context, request, job, all);
  return transfer(request, job, part);
}

function createJob(context: ApiContext, request: ApiRequest, kind: Job['kind'], all: Map<string, Job>): ApiResponse {
  const body = objectBody(request) as Record<string, string | undefined>;
  if (kind === 'ingest') typeNamed(context.org, body.object);
  const job: Job = {
    id: makeId('750', ++serial),
    kind,
    operation: body.operation ?? (kind === 'query' ? 'query' : 'insert'),
    object: kind === 'query' ? (/\bfrom\s+(\w+)/i.exec(body.query ?? '')?.[1] ?? '') : body.object!,
    externalIdFieldName: body.externalIdFieldName,
    query: body.query,
    columnDelimiter: body.columnDelimiter ?? 'COMMA',
    lineEnding: body.lineEnding ?? 'LF',
    state: kind === 'query' ? 'UploadComplete' : 'Open',
    createdById: request.user.id,
    createdDate: context.now(),
    apiVersion: Number(request.version),
    data: '',
    header: [],
    succeeded: [],
    failed: [],
    processed: 0,
    errorMessage: undefined,
    rows: [],
  };
  all.set(job.id, job);
  if (kind === 'query') start(context, request, job);
  return kind === 'query' ? ok(jobJson(job)) : created(jobJson(job));
}

function manage(context: ApiContext, request: ApiRequest, job: Job, all: Map<string, Job>): ApiResponse {
  if (request.method === 'GET') return ok(jobJson(job, true));
  if (request.method === 'DELETE') {
    all.delete(job.id);
    return noContent;
  }
  const { state } = objectBody(request);
  if (state === 'Aborted') job.state = 'Aborted';
  else if (state === 'UploadComplete' && job.state === 'Open') {
    job.state = 'UploadComplete';
    start(context, request, job);
  } else throw new ApiError(400, 'INVALIDJOBSTATE', `The job cannot go from ${job.state} to ${String(state)}`);
  return ok(jobJson(job));
}

/** Jobs run after the answer, so that clients see them move. */
function start(context: ApiContext, request: ApiRequest, job: Job): void {
  setImmediate(() => {
    if (job.state !== 'UploadComplete') return;
    job.state = 'InProgress';
    try {
      if (job.kind === 'query') runQueryJob(context, request, job);
      else ingest(context, request, job);
      job.state = 'JobComplete';
    } catch (error) {
      const [problem] = problemOf(error).errors;
      job.state = 'Failed';
      job.errorMessage = `${problem!.errorCode}: ${problem!.message}`;
    }
  });
}

function runQueryJob(context: ApiContext, request: ApiRequest, job: Job): void {
  const result = runQuery(context, request, job.query ?? '', { allRows: job.operation === 'queryAll' });
  const names = result.columns.map((column) => column.name);
  const rows = rowsJson(result, request.version).map((row) => names.map((name) => cellAt(row, name.split('.'))));
  job.rows = [names, ...rows];
  job.processed = rows.length;
}

function cellAt(row: unknown, path: string[]): string {
  let value = row;
  for (const name of path) value = (value as Record<string, unknown> | null)?.[name];
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function ingest(context: ApiContext, request: ApiRequest, job: Job): void {
  const object = typeNamed(context.org, job.object);
  const [header = [], ...rows] = parseCsv(job.data, DELIMITERS[job.columnDelimiter] ?? ',');
  job.header = header;
  const operation = (job.operation === 'hardDelete' ? 'delete' : job.operation) as Operation;
  const options = { allOrNone: false, ...(job.externalIdFieldName ? { externalId: job.externalIdFieldName } : {}) };
  const work = { ...request, method: 'BULK', path: `/jobs/ingest/${job.id} ${operation} ${object.name}` };
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK);
    const records = chunk.map((row) => rowRecord(context, object, header, row));
    const good = records.filter((each) => each instanceof SObjectRecord);
    const saved = good.length > 0 ? save(context, work, operation, good, options) : [];
    let next = 0;
    chunk.forEach((row, index) => {
      const record = records[index]!;
      settle(job, row, record instanceof SObjectRecord ? saved[next++]! : record);
    });
  }
}

function rowRecord(
  { org }: ApiContext,
  object: ObjectInfo,
  header: string[],
  row: string[],
): SObjectRecord | SaveResult {
  const body: Record<string, unknown> = {};
  header.forEach((name, index) => {
    const cell = row[index] ?? '';
    if (cell === '') return;
    const value = cell === '#N/A' ? null : cell;
    const [relation, field] = name.split('.');
    if (field === undefined || fieldOf(object, name)) body[name] = value;
    else body[relation!] = { [field]: value };
  });
  try {
    return recordFrom(org, object, body);
  } catch (error) {
    const [problem] = problemOf(error).errors;
    const failure = { statusCode: problem!.errorCode, message: problem!.message, fields: [] };
    return { id: null, isSuccess: false, isCreated: false, errors: [failure] };
  }
}

function settle(job: Job, row: string[], result: SaveResult): void {
  job.processed++;
  if (result.isSuccess) job.succeeded.push([result.id ?? '', String(result.isCreated), ...row]);
  else {
    const [error] = result.errors;
    const text = error ? `${error.statusCode}:${error.message}:${error.fields.join(',')} --` : 'UNKNOWN_EXCEPTION';
    job.failed.push([result.id ?? '', text, ...row]);
  }
}

/** Upload and results. */
function transfer(request: ApiRequest, job: Job, part: string): ApiResponse {
  const csv = (rows: string[][], headers: Record<string, string> = {}): ApiResponse => ({
    status: 200,
    text: formatCsv(rows),
    contentType: 'text/csv',
    headers,
  });
  switch (part.toLowerCase()) {
    case 'batches':
      if (job.state !== 'Open') throw new ApiError(400, 'INVALIDJOBSTATE', `The job is ${job.state}`);
      job.data += request.bytes.toString();
      return { status: 201 };
    case 'successfulresults':
      return csv([['sf__Id', 'sf__Created', ...job.header], ...job.succeeded]);
    case 'failedresults':
      return csv([['sf__Id', 'sf__Error', ...job.header], ...job.failed]);
    case 'unprocessedrecords':
      return csv([job.header]);
    case 'results':
      return results(request, job, csv);
    default:
      throw notFound();
  }
}

function results(
  request: ApiRequest,
  job: Job,
  csv: (rows: string[][], headers: Record<string, string>) => ApiResponse,
): ApiResponse {
  const [header = [], ...rows] = job.rows;
  const size = Number(request.query.get('maxRecords') ?? rows.length) || rows.length;
  const from = Number(request.query.get('locator') ?? 0);
  const page = rows.slice(from, from + size);
  const next = from + size < rows.length ? String(from + size) : 'null';
  return csv([header, ...page], { 'Sforce-Locator': next, 'Sforce-NumberOfRecords': String(page.length) });
}

function jobJson(job: Job, withCounts = false): Record<string, unknown> {
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.createdById,
    createdDate: timestamp(job.createdDate),
    systemModstamp: timestamp(job.createdDate),
    state: job.state,
    ...(job.externalIdFieldName ? { externalIdFieldName: job.externalIdFieldName } : {}),
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: job.apiVersion,
    ...(job.kind === 'ingest'
      ? { contentUrl: `services/data/v${job.apiVersion.toFixed(1)}/jobs/ingest/${job.id}/batches` }
      : {}),
    lineEnding: job.lineEnding,
    columnDelimiter: job.columnDelimiter,
    ...(withCounts
      ? {
          jobType: job.kind === 'ingest' ? 'V2Ingest' : 'V2Query',
          numberRecordsProcessed: job.processed,
          numberRecordsFailed: job.failed.length,
          retries: 0,
          totalProcessingTime: 1,
          apiActiveProcessingTime: 1,
          apexProcessingTime: 0,
          ...(job.errorMessage ? { errorMessage: job.errorMessage } : {}),
        }
      : {}),
  };
}
