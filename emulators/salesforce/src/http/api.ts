/** What a REST resource gets and gives, apart from HTTP: sub-requests of a composite are the same thing. */
import type { EventBus } from '../events/bus.ts';
import { runJobs, soon } from '../events/background.ts';
import { measured } from '../events/transaction-log.ts';
import type { LocalOrg } from '../org/local-org.ts';
import type { OrgUser } from '../security/access.ts';
import { current, isRunning, type Transaction } from '../transaction/transaction.ts';
import { ApiError } from './errors.ts';
import type { ApiUsage } from './api-usage.ts';
import type { Sessions } from './sessions.ts';

/** What all resources share. */
export interface ApiContext {
  org: LocalOrg;
  bus: EventBus;
  sessions: Sessions;
  usage: ApiUsage;
  now: () => number;
  /** `http://127.0.0.1:PORT`. */
  url: () => string;
}

export interface ApiRequest {
  method: string;
  /** Path after `/services/data/vXX.X`, e.g. `/sobjects/Account/001…`, still URL-encoded. */
  path: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  /** Parsed without loss of digits; undefined when there is none. */
  body: unknown;
  /** The raw body, for CSV and multipart. */
  bytes: Buffer;
  user: OrgUser;
  /** `67.0`. */
  version: string;
}

export interface ApiResponse {
  status: number;
  body?: unknown;
  /** Sent as it is instead of JSON. */
  text?: string;
  /** The same for bytes. */
  bytes?: Buffer;
  contentType?: string;
  headers?: Record<string, string>;
}

export function ok(body: unknown): ApiResponse {
  return { status: 200, body };
}

export function created(body: unknown): ApiResponse {
  return { status: 201, body };
}

export const noContent: ApiResponse = { status: 204 };

/** Runs in the running transaction (composite with allOrNone) or one of its own. */
export function inTransaction<T>(context: ApiContext, request: ApiRequest, action: (transaction: Transaction) => T): T {
  if (isRunning()) return action(current());
  const options = { user: request.user, kind: 'sync' as const };
  const result = measured(context.org, context.bus.transactions, options, `${request.method} ${request.path}`, action);
  soon('asynchronous jobs', () => runJobs(context.org));
  return result;
}

/** `com/salesforce/api/rest/67.0;client=NAME`. */
export function changeOrigin({ version, headers }: ApiRequest): string {
  const client = /client=([^,;]+)/.exec(headers['sforce-call-options'] ?? '')?.[1]?.trim();
  return `com/salesforce/api/rest/${version};client=${client ?? 'SfdcInternalAPI/'}`;
}

/** The body as an object. @throws JSON_PARSER_ERROR */
export function objectBody(request: ApiRequest): Record<string, unknown> {
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ApiError(
      400,
      'JSON_PARSER_ERROR',
      'The HTTP entity body is required, but this request has no entity body.',
    );
  }
  return body as Record<string, unknown>;
}

/** Path segments, decoded. */
export function segments(path: string): string[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => decodeURIComponent(part));
}
