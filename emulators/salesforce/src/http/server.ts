/** The HTTP side of the org. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { runJobs, soon } from '../events/background.ts';
import type { OrgUser } from '../security/access.ts';
import type { ApiContext, ApiRequest, ApiResponse } from './api.ts';
import { apexRest } from './apex-rest.ts';
import { Comet } from './cometd.ts';
import { ApiError, problemOf } from './errors.ts';
import { parseJson, stringify } from './json.ts';
import { readMultipart } from './metadata/multipart.ts';
import { oauth, type OAuthOptions } from './oauth.ts';
import { dispatch } from './resources.ts';
import { soap } from './soap/soap.ts';

const MAX_BODY = '150mb';
const PATIENCE = 15 * 60_000;
const VERSIONS = [50, 51, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67];
const SEASONS = ['Winter', 'Spring', 'Summer'];

export interface HttpOptions extends OAuthOptions {
  /** A fault that REST is to show; see control.ts. */
  restFault?: () => { status: number; code: string; left: number } | undefined;
  /** Adds what is not the API's: Lightning pages. */
  mount?: (app: Express) => void;
}

export function createApp(context: ApiContext, options: HttpOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Tools put a second slash after an instance URL that ends with one.
  app.use((request, _response, next) => {
    const [path = '', ...query] = request.url.split('?');
    request.url = [path.replace(/\/{2,}/g, '/'), ...query].join('?');
    next();
  });
  app.use(oauth(context, options));
  app.get('/services/data', (_request, response) => void send(response, { status: 200, body: versions() }));
  const body = express.raw({ type: () => true, limit: MAX_BODY });
  app.use(['/services/data', '/services/Soap', '/services/apexrest', '/services/async'], body, counted(context));
  app.use('/cometd', express.json({ type: () => true }), new Comet(context).handler());
  app.post('/services/Soap/:kind/:version{/:org}', soap(context));
  app.use('/services/data', (request, response) => {
    const fault = options.restFault?.();
    if (!fault || fault.left <= 0) return void send(response, rest(context, request));
    fault.left--;
    send(response, {
      status: fault.status,
      body: [{ errorCode: fault.code, message: 'The service is unavailable (a fault of the test)' }],
    });
  });
  app.use('/services/apexrest', (request, response) => {
    const call = (): ApiResponse =>
      apexRest(context, request, decodeURIComponent(request.path), sessionUser(context, request));
    send(response, guarded(call));
  });
  // Calls of Lightning pages are transactions, too: what they queued runs once they are answered.
  app.use('/apex', (_request, response, next) => {
    response.on('finish', () => soon('asynchronous jobs', () => runJobs(context.org)));
    next();
  });
  options.mount?.(app);
  app.use((request, response) => {
    const message = `NotEmulated: ${request.method} ${request.path}`;
    send(response, { status: 501, body: [{ errorCode: 'NOT_IMPLEMENTED', message }] });
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const isClientFault =
      typeof error === 'object' && error !== null && 'status' in error && !(error instanceof ApiError);
    const { status, errors } = isClientFault
      ? { status: Number(error.status), errors: [{ errorCode: 'JSON_PARSER_ERROR', message: String(error) }] }
      : problemOf(error);
    send(response, { status, body: errors });
  });
  return app;
}

/** Daily API requests: counted, shown, and refused beyond the limit. */
function counted({ usage }: ApiContext) {
  return (_request: Request, response: Response, next: NextFunction): void => {
    const isAllowed = usage.count();
    response.setHeader('Sforce-Limit-Info', `api-usage=${usage.used}/${usage.limit}`);
    if (isAllowed) return next();
    const message = 'TotalRequests Limit exceeded.';
    send(response, { status: 403, body: [{ message, errorCode: 'REQUEST_LIMIT_EXCEEDED' }] });
  };
}

/** `67.0` is Summer '26. */
function versions(): unknown[] {
  return VERSIONS.map((number) => {
    const label = `${SEASONS[(number - 50) % 3]} '${21 + Math.floor((number - 50) / 3)}`;
    return { label, url: `/services/data/v${number}.0`, version: `${number}.0` };
  });
}

function guarded(call: () => ApiResponse): ApiResponse {
  try {
    return call();
  } catch (error) {
    const { status, errors } = problemOf(error);
    return { status, body: errors };
  }
}

function rest(context: ApiContext, request: Request): ApiResponse {
  return guarded(() => {
    const match = /^\/v([1-9]\d\.\d)(\/.*)?$/.exec(request.path);
    if (!match) throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
    return dispatch(context, apiRequest(context, request, match[1]!, match[2] ?? '/'));
  });
}

/** @throws 401 */
function sessionUser({ sessions }: ApiContext, { headers }: Request): OrgUser {
  const token = /^(?:Bearer|OAuth) (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? headers['x-sfdc-session'];
  const user = sessions.userOf(String(token ?? ''));
  if (!user) throw new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  return user;
}

function apiRequest(context: ApiContext, request: Request, version: string, path: string): ApiRequest {
  const user = sessionUser(context, request);
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const isJson = /json/.test(request.headers['content-type'] ?? '') && bytes.length > 0;
  return {
    method: request.method,
    path,
    query: new URLSearchParams(request.originalUrl.split('?').slice(1).join('?')),
    headers: request.headers as Record<string, string | undefined>,
    body: isJson ? parseJson(bytes.toString()) : multipartBody(request, bytes),
    bytes,
    user,
    version,
  };
}

/** A record with files: a part of JSON, and one part per base64 field. */
function multipartBody({ path, headers }: Request, bytes: Buffer): unknown {
  const type = headers['content-type'] ?? '';
  if (!/^multipart\/form-data/i.test(type) || !/\/sobjects\//.test(path)) return undefined;
  const record: Record<string, unknown> = {};
  for (const [name, content] of readMultipart(bytes, type)) {
    if (/^entity_|^json$/.test(name)) Object.assign(record, parseJson(content.toString()));
    else record[name] = content.toString('base64');
  }
  return record;
}

function send(response: Response, answer: ApiResponse): void {
  response.status(answer.status);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.text !== undefined) {
    const isBinary = answer.contentType === 'application/octet-stream';
    response.setHeader('Content-Type', answer.contentType ?? 'text/plain; charset=UTF-8');
    response.end(Buffer.from(answer.text, isBinary ? 'latin1' : 'utf8'));
  } else if (answer.bytes) {
    response.setHeader('Content-Type', answer.contentType ?? 'application/octet-stream');
    response.end(answer.bytes);
  } else if (answer.body === undefined) response.end();
  else {
    response.setHeader('Content-Type', 'application/json;charset=UTF-8');
    response.end(stringify(answer.body));
  }
}

/** Listens on 127.0.0.1. @returns the server and its port */
export async function listen(app: Express, port: number): Promise<{ server: Server; port: number }> {
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  // Not `createServer` of node:http: an ES module that imports that loads all of fetch, too.
  const server = app.listen(port, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
  // A deployment's tests keep the org busy for longer than Node's patience with idle or slow connections: clients would see them reset.
  Object.assign(server, { keepAliveTimeout: PATIENCE, headersTimeout: PATIENCE, requestTimeout: PATIENCE });
  await listening;
  return { server, port: (server.address() as AddressInfo).port };
}
