/** `/search` (SOSL) and `/parameterizedSearch`. */
import { type ApiContext, type ApiRequest, type ApiResponse, inTransaction, objectBody, ok } from './api.ts';
import { ApiError, notEmulated } from './errors.ts';
import { recordJson } from './records.ts';

interface SearchedObject {
  name: string;
  fields?: string[];
  where?: string;
  orderBy?: string[];
  limit?: number;
  offset?: number;
}

export function search(context: ApiContext, request: ApiRequest): ApiResponse {
  const text = request.query.get('q');
  if (!text) throw new ApiError(400, 'MALFORMED_SEARCH', 'A search string has to be specified');
  return found(context, request, text);
}

export function parameterizedSearch(context: ApiContext, request: ApiRequest): ApiResponse {
  const { q, scope, objects, overallLimit, defaultLimit } =
    request.method === 'POST' ? fromBody(request) : fromUrl(request);
  if (!q) throw new ApiError(400, 'MISSING_ARGUMENT', 'q');
  if (objects.length === 0) throw notEmulated('parameterizedSearch over all objects');
  const returning = objects.map(({ name, fields = ['Id'], where, orderBy, limit, offset }) => {
    const parts = [
      fields.length > 0 ? fields.join(', ') : 'Id',
      where ? `WHERE ${where}` : '',
      orderBy?.length ? `ORDER BY ${orderBy.join(', ')}` : '',
      (limit ?? defaultLimit) === undefined ? '' : `LIMIT ${limit ?? defaultLimit}`,
      offset === undefined ? '' : `OFFSET ${offset}`,
    ];
    return `${name}(${parts.filter((part) => part !== '').join(' ')})`;
  });
  const text = `FIND {${q.replace(/[\\{}]/g, '\\$&')}} IN ${scope} FIELDS RETURNING ${returning.join(', ')}`;
  return found(context, request, text, overallLimit);
}

function found(context: ApiContext, request: ApiRequest, text: string, limit?: number): ApiResponse {
  const groups = inTransaction(context, request, () =>
    context.org.query.search(text, new Map(), { access: 'user', sharing: true, counts: false }),
  );
  const records = groups.flat().slice(0, limit);
  return ok({ searchRecords: records.map((record) => recordJson(record, request.version)) });
}

interface Parameters {
  q: string;
  scope: string;
  objects: SearchedObject[];
  overallLimit: number | undefined;
  defaultLimit: number | undefined;
}

function fromUrl({ query }: ApiRequest): Parameters {
  const number = (name: string): number | undefined => (query.has(name) ? Number(query.get(name)) : undefined);
  const names = query.getAll('sobject').flatMap((text) => text.split(','));
  const common = query.get('fields')?.split(',');
  return {
    q: query.get('q') ?? '',
    scope: query.get('in') ?? 'ALL',
    objects: names.map((name) => {
      const fields = query.get(`${name}.fields`)?.split(',') ?? common;
      const where = query.get(`${name}.where`);
      const limit = number(`${name}.limit`);
      return { name, ...(fields ? { fields } : {}), ...(where ? { where } : {}), ...(limit ? { limit } : {}) };
    }),
    overallLimit: number('overallLimit'),
    defaultLimit: number('defaultLimit'),
  };
}

function fromBody(request: ApiRequest): Parameters {
  // Numbers of a body keep their digits in objects of their own; here they are plain.
  const body = JSON.parse(JSON.stringify(objectBody(request))) as {
    q?: string;
    in?: string;
    fields?: string[];
    sobjects?: SearchedObject[];
    overallLimit?: number;
    defaultLimit?: number;
  };
  const common = body.fields ? { fields: body.fields } : {};
  return {
    q: body.q ?? '',
    scope: body.in ?? 'ALL',
    objects: (body.sobjects ?? []).map((each) => ({ ...common, ...each })),
    overallLimit: body.overallLimit,
    defaultLimit: body.defaultLimit,
  };
}
