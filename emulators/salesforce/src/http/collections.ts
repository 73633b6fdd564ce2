/** `/composite/sobjects`: up to 200 records in one call, and `/composite/tree`. */
import { fieldOf, type ObjectInfo } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import { normalId } from '../storage/ids.ts';
import type { SaveResult } from '../org/services.ts';
import {
  type ApiContext,
  type ApiRequest,
  type ApiResponse,
  created,
  inTransaction,
  objectBody,
  ok,
  segments,
} from './api.ts';
import { ApiError, notFound, problemOf } from './errors.ts';
import { objectNamed, recordFrom, recordJson, typeNamed } from './records.ts';
import { resultJson, save, type SaveOptions } from './saves.ts';

const MAX_RECORDS = 200;
const MAX_RETRIEVED = 2000;

type Item = Record<string, unknown> & { attributes?: { type?: string; referenceId?: string } };

export function collections(context: ApiContext, request: ApiRequest): ApiResponse {
  const [, , name, externalId] = segments(request.path);
  switch (request.method) {
    case 'POST':
      return name === undefined ? saveAll(context, request, 'insert') : retrieve(context, request, name);
    case 'PATCH':
      if (name === undefined) return saveAll(context, request, 'update');
      return saveAll(context, request, 'upsert', objectNamed(context.org, name), externalId ?? 'Id');
    case 'DELETE':
      return deleteAll(context, request);
    case 'GET':
      if (name !== undefined) return retrieve(context, request, name);
  }
  throw notFound();
}

function items(request: ApiRequest): { items: Item[]; allOrNone: boolean } {
  const body = objectBody(request);
  const list = body.records;
  if (!Array.isArray(list)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'The records property is required');
  tooMany(list.length, MAX_RECORDS);
  return { items: list as Item[], allOrNone: body.allOrNone === true };
}

function tooMany(count: number, limit: number): void {
  if (count <= limit) return;
  const words = `The number of records (${count}) exceeds the limit of ${limit}.`;
  throw new ApiError(400, 'EXCEEDED_ID_LIMIT', words);
}

function saveAll(
  context: ApiContext,
  request: ApiRequest,
  operation: 'insert' | 'update' | 'upsert',
  object?: ObjectInfo,
  externalId?: string,
): ApiResponse {
  const { items: list, allOrNone } = items(request);
  if (externalId !== undefined && object && !fieldOf(object, externalId)) {
    throw new ApiError(400, 'INVALID_FIELD', `No such column '${externalId}' on sobject of type ${object.name}`);
  }
  // What cannot be read as a record fails alone; the rest goes on.
  const made = list.map((item) => {
    try {
      return recordFrom(context.org, object ?? typeNamed(context.org, item.attributes?.type), item);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { errors } = problemOf(error);
      return errors.map(({ errorCode, message, fields }) => ({ statusCode: errorCode, message, fields: fields ?? [] }));
    }
  });
  const good = made.filter((each) => each instanceof SObjectRecord);
  const options: SaveOptions = { allOrNone, ...(externalId && externalId !== 'Id' ? { externalId } : {}) };
  const isRefused = allOrNone && good.length < made.length;
  const saved = isRefused ? [] : save(context, request, operation, good, options);
  let next = 0;
  const results = made.map((each): SaveResult => {
    if (!(each instanceof SObjectRecord)) return { id: null, isSuccess: false, isCreated: false, errors: each };
    return saved[next++] ?? notTried();
  });
  return ok(results.map((result) => resultJson(result, operation === 'upsert')));
}

function notTried(): SaveResult {
  const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
  const error = { statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message, fields: [] };
  return { id: null, isSuccess: false, isCreated: false, errors: [error] };
}

function deleteAll(context: ApiContext, request: ApiRequest): ApiResponse {
  const ids = (request.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  tooMany(ids.length, MAX_RECORDS);
  const records = ids.map((text) => {
    const id = normalId(text);
    const object = id && context.org.schema.objectByKeyPrefix(id.slice(0, 3));
    if (!object) throw new ApiError(400, 'MALFORMED_ID', `malformed id ${text}`);
    const record = new SObjectRecord(object);
    record.values.set('Id', id);
    return record;
  });
  const allOrNone = request.query.get('allOrNone') === 'true';
  return ok(save(context, request, 'delete', records, { allOrNone }).map((result) => resultJson(result)));
}

/** Records by id, in the order asked; null for those not there. */
function retrieve(context: ApiContext, request: ApiRequest, name: string): ApiResponse {
  const object = objectNamed(context.org, name);
  const body = request.method === 'GET' ? undefined : objectBody(request);
  const split = (key: string): string[] => (request.query.get(key) ?? '').split(',').filter((text) => text !== '');
  const ids = ((body?.ids as string[] | undefined) ?? split('ids')).map((id) => normalId(id) ?? id);
  const fields = (body?.fields as string[] | undefined) ?? split('fields');
  tooMany(ids.length, MAX_RETRIEVED);
  const names = [...new Set(['Id', ...fields])];
  const text = `SELECT ${names.join(', ')} FROM ${object.name} WHERE Id IN :ids`;
  const { records } = inTransaction(context, request, () =>
    context.org.query.query(text, new Map([['ids', ids]]), { access: 'user', sharing: true, counts: false }),
  );
  const byId = new Map(records.map((record) => [record.id, record]));
  return ok(ids.map((id) => (byId.has(id) ? recordJson(byId.get(id)!, request.version) : null)));
}

/** `/composite/tree/X`: parents with children, all or nothing. */
export function tree(context: ApiContext, request: ApiRequest): ApiResponse {
  const object = objectNamed(context.org, segments(request.path)[2] ?? '');
  const { items: roots } = items(request);
  const results: { referenceId: string; id?: string; errors?: unknown[] }[] = [];
  const isDone = inTransaction(context, request, () => {
    const savepoint = context.org.dml.setSavepoint();
    const isSaved = saveLevel(context, request, object, roots, undefined, results);
    if (!isSaved) context.org.dml.rollback(savepoint);
    return isSaved;
  });
  if (isDone) return created({ hasErrors: false, results });
  return { status: 400, body: { hasErrors: true, results: results.filter((result) => result.errors) } };
}

function saveLevel(
  context: ApiContext,
  request: ApiRequest,
  object: ObjectInfo,
  list: Item[],
  parent: { field: string; id: string } | undefined,
  results: { referenceId: string; id?: string; errors?: unknown[] }[],
): boolean {
  tooMany(results.length + list.length, MAX_RECORDS);
  const children = list.map((item) => takeChildren(context, object, item));
  const records = list.map((item) => {
    const own = children[list.indexOf(item)]!;
    const plain = Object.fromEntries(Object.entries(item).filter(([key]) => !own.some((child) => child.key === key)));
    const record = recordFrom(context.org, object, plain);
    if (parent) record.values.set(parent.field, parent.id);
    if (parent) record.touched.add(parent.field);
    return record;
  });
  const saved = save(context, request, 'insert', records);
  let isSaved = true;
  saved.forEach((result, index) => {
    const referenceId = list[index]!.attributes?.referenceId ?? '';
    if (result.isSuccess) results.push({ referenceId, id: result.id! });
    else results.push({ referenceId, errors: result.errors });
    isSaved &&= result.isSuccess;
  });
  if (!isSaved) return false;
  return saved.every((result, index) =>
    children[index]!.every(({ object: child, field, items: below }) =>
      saveLevel(context, request, child, below, { field, id: result.id! }, results),
    ),
  );
}

function takeChildren({ org }: ApiContext, object: ObjectInfo, item: Item) {
  return Object.entries(item).flatMap(([key, value]) => {
    const relation = object.childRelationships.find((child) => child.name?.toLowerCase() === key.toLowerCase());
    const below = (value as { records?: Item[] } | null)?.records;
    const child = relation && org.schema.object(relation.childObject);
    return relation && child && Array.isArray(below)
      ? [{ key, object: child, field: relation.field, items: below }]
      : [];
  });
}
