/** `/services/apexrest/…`: Apex REST. */
import type { Request } from 'express';
import { callResource, findResource, type RestResource, UnfitParameters } from '../apex/rest-resources.ts';
import { asApexException } from '../apex/runtime/exceptions.ts';
import { programOf } from '../apex/runtime/program.ts';
import { runJobs, soon } from '../events/background.ts';
import { measured } from '../events/transaction-log.ts';
import type { OrgUser } from '../security/access.ts';
import type { ApiContext, ApiResponse } from './api.ts';
import { ApiError } from './errors.ts';

/** @param path below `/services/apexrest`, decoded */
export function apexRest(context: ApiContext, request: Request, path: string, user: OrgUser): ApiResponse {
  const { org, bus } = context;
  const program = programOf(org);
  const resource = findResource(program, path);
  if (!resource) throw new ApiError(404, 'NOT_FOUND', 'Could not find a match for URL');
  if (!resource.methods.has(request.method)) throw notAllowed(request.method, resource);
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (
    body.length > 0 &&
    !/json|xml/.test(request.headers['content-type'] ?? 'json') &&
    takesParameters(request, resource)
  )
    throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content type is not supported');
  const what = `${request.method} /apexrest${path}`;
  try {
    const result = measured(org, bus.transactions, { user, kind: 'sync' }, what, (transaction) =>
      callResource(
        program,
        resource,
        {
          method: request.method,
          path,
          params: new URLSearchParams(request.originalUrl.split('?').slice(1).join('?')),
          headers: headersOf(request),
          body,
          remoteAddress: request.socket.remoteAddress ?? '127.0.0.1',
        },
        transaction,
      ),
    );
    soon('asynchronous jobs', () => runJobs(org));
    const headers = Object.fromEntries(result.headers);
    const own = result.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
    const contentType = own ?? (result.isJson ? 'application/json;charset=UTF-8' : 'application/octet-stream');
    return { status: result.status, headers, bytes: result.body, contentType };
  } catch (error) {
    if (error instanceof UnfitParameters) throw new ApiError(400, 'JSON_PARSER_ERROR', error.message);
    const exception = asApexException(error);
    if (!exception) throw error;
    if (exception.typeName === 'System.JSONException')
      throw new ApiError(400, 'JSON_PARSER_ERROR', exception.apexMessage ?? exception.message);
    throw new ApiError(500, 'APEX_ERROR', `${exception.message}\n\n${exception.trace}`);
  }
}

function takesParameters(request: Request, resource: RestResource): boolean {
  return (resource.methods.get(request.method)?.parameters.length ?? 0) > 0;
}

function notAllowed(method: string, { methods }: RestResource): ApiError {
  const allowed = [...methods.keys()].join(',');
  return new ApiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed}`);
}

/** As they were sent; credentials are not shown to Apex. */
function headersOf({ rawHeaders }: Request): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!/^(authorization|cookie)$/i.test(rawHeaders[i]!)) pairs.push([rawHeaders[i]!, rawHeaders[i + 1]!]);
  }
  return pairs;
}
