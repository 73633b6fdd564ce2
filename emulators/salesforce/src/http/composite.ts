/** `/composite` and `/composite/batch`: several requests in one. */
import { type ApiContext, type ApiRequest, type ApiResponse, inTransaction, objectBody, ok } from './api.ts';
import { ApiError, problemOf } from './errors.ts';

const MAX_SUBREQUESTS = 25;

export type Dispatch = (context: ApiContext, request: ApiRequest) => ApiResponse;

interface SubRequest {
  method?: string;
  url?: string;
  referenceId?: string;
  body?: unknown;
  richInput?: unknown;
  httpHeaders?: Record<string, string>;
}

interface SubResponse {
  body: unknown;
  httpHeaders: Record<string, string>;
  httpStatusCode: number;
  referenceId: string;
}

/** Ends the transaction of a composite with allOrNone. */
class RolledBack extends Error {
  readonly failedAt: number;
  constructor(failedAt: number) {
    super('composite rolled back');
    this.failedAt = failedAt;
  }
}

export function composite(context: ApiContext, request: ApiRequest, dispatch: Dispatch): ApiResponse {
  const body = objectBody(request);
  const list = subRequests(body.compositeRequest, MAX_SUBREQUESTS);
  return ok({ compositeResponse: runAll(context, request, dispatch, list, body.allOrNone === true) });
}

const MAX_GRAPHS = 75;
const MAX_NODES = 500;

/** `/composite/graph`: each graph is saved whole or not at all. */
export function graphs(context: ApiContext, request: ApiRequest, dispatch: Dispatch): ApiResponse {
  const list = objectBody(request).graphs;
  if (!Array.isArray(list)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'A list of graphs is required');
  if (list.length > MAX_GRAPHS)
    throw new ApiError(400, 'LIMIT_EXCEEDED', `Limit of ${MAX_GRAPHS} graphs exceeded: ${list.length}`);
  const answers = (list as { graphId?: string; compositeRequest?: unknown }[]).map((graph) => {
    const nodes = subRequests(graph.compositeRequest, MAX_NODES);
    const compositeResponse = runAll(context, request, dispatch, nodes, true);
    const isSuccessful = compositeResponse.every(({ httpStatusCode }) => httpStatusCode < 400);
    return { graphId: graph.graphId, graphResponse: { compositeResponse }, isSuccessful };
  });
  return ok({ graphs: answers });
}

function runAll(
  context: ApiContext,
  request: ApiRequest,
  dispatch: Dispatch,
  list: SubRequest[],
  allOrNone: boolean,
): SubResponse[] {
  const responses: SubResponse[] = [];
  const answers = new Map<string, unknown>();
  const run = (stopAtFailure: boolean): void => {
    list.forEach((sub, index) => {
      const response = runOne(context, request, dispatch, sub, answers);
      responses.push(response);
      answers.set(sub.referenceId ?? '', response.body);
      if (stopAtFailure && response.httpStatusCode >= 400) throw new RolledBack(index);
    });
  };
  if (!allOrNone) run(false);
  else {
    try {
      inTransaction(context, request, () => run(true));
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
      list.forEach((sub, index) => {
        if (index !== error.failedAt) responses[index] = halted(sub);
      });
    }
  }
  return responses;
}

function halted(sub: SubRequest): SubResponse {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  const body = [{ errorCode: 'PROCESSING_HALTED', message }];
  return { body, httpHeaders: {}, httpStatusCode: 400, referenceId: sub.referenceId ?? '' };
}

function subRequests(list: unknown, limit: number): SubRequest[] {
  if (!Array.isArray(list)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'A list of requests is required');
  if (list.length > limit) {
    const words = `Limit of ${limit} subrequests exceeded: ${list.length}`;
    throw new ApiError(400, 'LIMIT_EXCEEDED', words);
  }
  return list as SubRequest[];
}

function runOne(
  context: ApiContext,
  outer: ApiRequest,
  dispatch: Dispatch,
  sub: SubRequest,
  answers: Map<string, unknown>,
): SubResponse {
  let response: ApiResponse;
  try {
    const url = substitute(sub.url ?? '', answers) as string;
    response = dispatch(context, inner(outer, sub, url, substitute(sub.body, answers)));
  } catch (error) {
    const { status, errors } = problemOf(error);
    response = { status, body: errors };
  }
  const { status, headers = {}, body = null } = response;
  return { body, httpHeaders: headers, httpStatusCode: status, referenceId: sub.referenceId ?? '' };
}

function inner(outer: ApiRequest, sub: SubRequest, url: string, body: unknown): ApiRequest {
  const match = /^\/?(?:services\/data\/)?v(\d+\.\d)(\/[^?]*)(?:\?(.*))?$/.exec(url);
  if (!match) throw new ApiError(400, 'INVALID_URL', `invalid subrequest URL: ${url}`);
  const headers = Object.entries(sub.httpHeaders ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...outer,
    method: (sub.method ?? 'GET').toUpperCase(),
    version: match[1]!,
    path: match[2]!,
    query: new URLSearchParams(match[3] ?? ''),
    headers: { ...outer.headers, ...(Object.fromEntries(headers) as Record<string, string>) },
    body,
  };
}

/** `@{ref.field}`, `@{ref.records[0].Id}` in texts anywhere. @throws PROCESSING_HALTED-like 400 for unknown references */
function substitute(value: unknown, answers: Map<string, unknown>): unknown {
  if (typeof value === 'string') {
    return value.replace(/@\{(\w+)((?:\.\w+|\[\d+\])*)\}/g, (whole, reference: string, path: string) => {
      if (!answers.has(reference)) throw invalid(whole);
      let found: unknown = answers.get(reference);
      for (const [, name, index] of path.matchAll(/\.(\w+)|\[(\d+)\]/g)) {
        found = (found as Record<string, unknown> | null | undefined)?.[name ?? index!];
      }
      if (found === undefined || found === null) throw invalid(whole);
      return String(found);
    });
  }
  if (Array.isArray(value)) return value.map((each) => substitute(each, answers));
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, substitute(each, answers)]));
  }
  return value;
}

function invalid(reference: string): ApiError {
  return new ApiError(
    400,
    'PROCESSING_HALTED',
    `Invalid reference specified. No value for ${reference} found in this composite request.`,
  );
}

/** `/composite/batch`: independent requests. */
export function batch(context: ApiContext, request: ApiRequest, dispatch: Dispatch): ApiResponse {
  const body = objectBody(request);
  let hasErrors = false;
  const results: { statusCode: number; result: unknown }[] = [];
  for (const sub of subRequests(body.batchRequests, MAX_SUBREQUESTS)) {
    if (hasErrors && body.haltOnError === true) {
      const skipped = [
        {
          errorCode: 'BATCH_PROCESSING_HALTED',
          message: 'Batch processing halted per request, because of an error in a previous request.',
        },
      ];
      results.push({ statusCode: 412, result: skipped });
      continue;
    }
    const response = runOne(context, request, dispatch, { ...sub, body: sub.richInput ?? sub.body }, new Map());
    hasErrors ||= response.httpStatusCode >= 400;
    results.push({ statusCode: response.httpStatusCode, result: response.body });
  }
  return ok({ hasErrors, results });
}
