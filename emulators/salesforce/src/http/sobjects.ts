/** `/sobjects/…`: one record at a time, and descriptions. */
import { fieldOf, type ObjectInfo } from '../schema/model.ts';
import { SObjectRecord } from '../schema/record.ts';
import { normalId } from '../storage/ids.ts';
import {
  type ApiContext,
  type ApiRequest,
  type ApiResponse,
  created,
  inTransaction,
  noContent,
  objectBody,
  ok,
  segments,
} from './api.ts';
import { describe, describeGlobal, objectSummary } from './describe.ts';
import { ApiError, notEmulated, notFound } from './errors.ts';
import { fieldJson } from './json.ts';
import { related } from './related.ts';
import { deleted, updated } from './replication.ts';
import { fieldValue, objectNamed, recordFrom, recordJson } from './records.ts';
import { failureOf, resultJson, save } from './saves.ts';

/** @param tooling whether tooling objects may be reached */
export function sobjects(context: ApiContext, request: ApiRequest, tooling = false): ApiResponse {
  const [, name, ...rest] = segments(request.path);
  if (name === undefined) return ok(describeGlobal(context.org));
  const object = objectNamed(context.org, name);
  const { method } = request;
  if (rest.length === 0) {
    if (method === 'POST') return create(context, request, object);
    if (method === 'GET') return ok({ objectDescribe: objectSummary(object), recentItems: [] });
  }
  const [key = '', ...tail] = rest;
  if (method === 'GET' && tail.length === 0) {
    if (key === 'describe') return ok(describe(object));
    if (key === 'updated') return updated(context, request, object);
    if (key === 'deleted') return deleted(context, request, object);
  }
  if (tail.length === 0) return byId(context, request, object, key, tooling);
  if (tail.length === 1 && method === 'GET' && fieldOf(object, tail[0]!)?.type === 'base64') {
    return blob(context, request, object, key, tail[0]!, tooling);
  }
  const field = fieldOf(object, key);
  if (field && (field.isExternalId || field.isIdLookup || field.type === 'id')) {
    // The value is not fully encoded by clients: slashes belong to it.
    return byExternalId(context, request, object, field.name, tail.join('/'), tooling);
  }
  const id = normalId(key);
  if (tail.length === 1 && method === 'GET' && id !== undefined) {
    const found = related(context, request, object, id, tail[0]!, (other) => readableFields(context, request, other));
    if (found) return found;
  }
  throw notEmulated(`${method} ${request.path}`);
}

function create(context: ApiContext, request: ApiRequest, object: ObjectInfo): ApiResponse {
  const results = save(context, request, 'insert', [recordFrom(context.org, object, objectBody(request))]);
  return failureOf(results) ? failed(results) : created(resultJson(results[0]!));
}

function failed(results: Parameters<typeof failureOf>[0]): ApiResponse {
  const problem = failureOf(results)!;
  return { status: problem.status, body: problem.errors };
}

function byId(
  context: ApiContext,
  request: ApiRequest,
  object: ObjectInfo,
  key: string,
  tooling: boolean,
): ApiResponse {
  const id = normalId(key);
  if (id === undefined) throw notFound();
  switch (request.method) {
    case 'GET':
      return ok(readRecord(context, request, object, 'Id', id, tooling));
    case 'PATCH': {
      const record = recordFrom(context.org, object, objectBody(request));
      record.values.set('Id', id);
      const results = save(context, request, 'update', [record]);
      return failureOf(results) ? failed(results) : noContent;
    }
    case 'DELETE': {
      const record = new SObjectRecord(object);
      record.values.set('Id', id);
      const results = save(context, request, 'delete', [record]);
      return failureOf(results) ? failed(results) : noContent;
    }
    default:
      throw new ApiError(
        405,
        'METHOD_NOT_ALLOWED',
        `HTTP Method '${request.method}' not allowed. Allowed are GET,PATCH,DELETE`,
      );
  }
}

function byExternalId(
  context: ApiContext,
  request: ApiRequest,
  object: ObjectInfo,
  fieldName: string,
  text: string,
  tooling: boolean,
): ApiResponse {
  const field = fieldOf(object, fieldName)!;
  switch (request.method) {
    case 'GET':
      return ok(readRecord(context, request, object, fieldName, fieldValue(text, field), tooling));
    case 'PATCH': {
      const record = recordFrom(context.org, object, objectBody(request));
      record.values.set(fieldName, fieldValue(text, field));
      record.touched.add(fieldName);
      const results = save(context, request, 'upsert', [record], { externalId: fieldName });
      if (failureOf(results)) return failed(results);
      return { status: results[0]!.isCreated ? 201 : 200, body: resultJson(results[0]!, true) };
    }
    case 'DELETE': {
      const found = select(context, request, object, ['Id'], fieldName, fieldValue(text, field), tooling);
      if (found.length !== 1) throw notFound();
      const results = save(context, request, 'delete', found);
      return failureOf(results) ? failed(results) : noContent;
    }
    default:
      throw new ApiError(
        405,
        'METHOD_NOT_ALLOWED',
        `HTTP Method '${request.method}' not allowed. Allowed are GET,PATCH,DELETE`,
      );
  }
}

function readRecord(
  context: ApiContext,
  request: ApiRequest,
  object: ObjectInfo,
  keyField: string,
  key: unknown,
  tooling: boolean,
): unknown {
  const wanted = request.query
    .get('fields')
    ?.split(',')
    .map((name) => name.trim());
  const names = wanted ?? readableFields(context, request, object);
  const found = select(context, request, object, names, keyField, key, tooling);
  const [record] = found;
  if (!record) throw notFound();
  if (found.length > 1) {
    const urls = found.map((each) => `/services/data/v${request.version}/sobjects/${object.name}/${each.id}`);
    throw new ApiError(300, 'MULTIPLE_CHOICES', urls.join(', '));
  }
  return recordJson(record, request.version);
}

/** All fields the user may read; blobs are links and compound parts come by themselves. */
export function readableFields(context: ApiContext, request: ApiRequest, object: ObjectInfo): string[] {
  const rights = context.org.security.rights(request.user);
  return [...object.fields.values()]
    .filter((field) => field.type !== 'complexvalue' && field.type !== 'base64')
    .filter((field) => field.type === 'id' || rights.canReadField(object.name, field.name))
    .map((field) => field.name);
}

export function select(
  context: ApiContext,
  request: ApiRequest,
  object: ObjectInfo,
  names: string[],
  keyField: string,
  key: unknown,
  tooling = false,
): SObjectRecord[] {
  const text = `SELECT ${names.join(', ')} FROM ${object.name} WHERE ${keyField} = :key`;
  const binds = new Map([['key', key]]);
  return inTransaction(context, request, () =>
    context.org.query.query(text, binds, { access: 'user', sharing: true, counts: false, tooling }),
  ).records;
}

function blob(
  context: ApiContext,
  request: ApiRequest,
  object: ObjectInfo,
  key: string,
  name: string,
  tooling: boolean,
): ApiResponse {
  const [record] = select(context, request, object, ['Id', name], 'Id', normalId(key) ?? key, tooling);
  if (!record) throw notFound();
  const value = fieldJson(record.values.get(fieldOf(object, name)!.name));
  const bytes = Buffer.from(typeof value === 'string' ? value : '', 'base64');
  return { status: 200, text: bytes.toString('latin1'), contentType: 'application/octet-stream' };
}
