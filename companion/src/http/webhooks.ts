/** The webhook endpoint: `POST /webhooks/<token>/<topic>`. Answers 200 only after the delivery is durable. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import type { StoreConfig } from '../config.ts';
import { CompanionError, type ErrorCode } from '../errors.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Metrics } from '../metrics.ts';
import { topicOf } from '../canonical/topics.ts';
import { isJsonObject } from './json-scan.ts';
import { isSigned } from './signature.ts';

export const BODY_LIMIT = 10 * 1024 * 1024;

/** Shopify gives up after 5 s; we say so ourselves before. */
export const DURABLE_WITHIN = 4_000;

const STATUS: Partial<Record<ErrorCode, number>> = {
  SIGNATURE_INVALID: 401,
  STORE_UNKNOWN: 404,
  TOPIC_MISMATCH: 400,
  BODY_INVALID: 400,
  BODY_TOO_LARGE: 413,
  CONTENT_TYPE: 415,
  INBOX_UNAVAILABLE: 503,
};

export interface WebhookPorts {
  stores: StoreConfig[];
  inbox: Inbox;
  log: Logger;
  metrics: Metrics;
  /** Called after a delivery became durable. */
  onStored: () => void;
}

function header(request: Request, name: string): string {
  return request.header(name) ?? '';
}

/** The delivery a request stands for. @throws CompanionError for anything that must not be stored */
function checked(request: Request, stores: Map<string, StoreConfig>) {
  const store = stores.get(String(request.params.token));
  if (!store) throw new CompanionError('STORE_UNKNOWN', 'unknown webhook address');
  if (!/^application\/json\b/i.test(header(request, 'content-type')))
    throw new CompanionError('CONTENT_TYPE', header(request, 'content-type') || 'none');
  const body = request.body as Buffer;
  if (!Buffer.isBuffer(body)) throw new CompanionError('BODY_INVALID', 'no body');
  if (!isSigned(body, request.header('x-shopify-hmac-sha256'), store.secrets))
    throw new CompanionError('SIGNATURE_INVALID', store.code);
  const topic = (request.params.topic as unknown as string[]).join('/');
  if (header(request, 'x-shopify-topic') !== topic) throw new CompanionError('TOPIC_MISMATCH', topic);
  if (header(request, 'x-shopify-shop-domain').toLowerCase() !== store.domain.toLowerCase())
    throw new CompanionError('TOPIC_MISMATCH', store.code);
  if (!isJsonObject(body)) throw new CompanionError('BODY_INVALID', topic);
  return {
    store: store.code,
    topic,
    webhookId: header(request, 'x-shopify-webhook-id') || header(request, 'x-shopify-hmac-sha256'),
    triggeredAt: header(request, 'x-shopify-triggered-at') || new Date().toISOString(),
    apiVersion: header(request, 'x-shopify-api-version'),
    body,
  };
}

/** Rejects what is not durable in time. One timer for all requests: a timer each would cost more than the insert. */
function makeDeadline() {
  const open = new Map<number, { since: number; reject: (error: unknown) => void }>();
  let next = 0;
  const sweep = setInterval(() => {
    const now = performance.now();
    for (const [id, { since, reject }] of open) {
      if (now - since < DURABLE_WITHIN) break;
      open.delete(id);
      reject(new CompanionError('INBOX_UNAVAILABLE', `not durable within ${DURABLE_WITHIN} ms`));
    }
  }, 250);
  sweep.unref();
  return function within<T>(work: Promise<T>): Promise<T> {
    const id = next++;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    open.set(id, { since: performance.now(), reject });
    work.then(resolve, reject).finally(() => open.delete(id));
    return promise;
  };
}

function receive(ports: WebhookPorts): RequestHandler {
  const within = makeDeadline();
  const stored = ports.metrics.accepted.labels('stored');
  const duplicate = ports.metrics.accepted.labels('duplicate');
  const notNeeded = ports.metrics.accepted.labels('not_needed');
  const stores = new Map(ports.stores.map((store) => [store.token, store]));
  return async (request, response) => {
    const delivery = checked(request, stores);
    // Genuine, but nothing will ever be made of it: taken, not kept.
    if (topicOf(delivery.topic)?.use === 'none') {
      notNeeded.inc();
      response.status(200).end();
      return;
    }
    const isNew = await within(ports.inbox.accept(delivery));
    (isNew ? stored : duplicate).inc();
    if (isNew) ports.onStored();
    response.status(200).end();
  };
}

/** Turns what was thrown into the status Shopify should see; unknown errors are 500 and retried by Shopify. */
function refuse(ports: WebhookPorts) {
  return (error: unknown, request: Request, response: Response, _next: unknown): void => {
    const isTooLarge = (error as { type?: string }).type === 'entity.too.large';
    const isBroken =
      (error as { status?: number }).status === 400 || (error as { type?: string }).type === 'request.aborted';
    const code: ErrorCode | undefined =
      error instanceof CompanionError
        ? error.code
        : isTooLarge
          ? 'BODY_TOO_LARGE'
          : isBroken
            ? 'BODY_INVALID'
            : // A content encoding nobody here can undo.
              (error as { status?: number }).status === 415
              ? 'CONTENT_TYPE'
              : undefined;
    const status = (code && STATUS[code]) ?? 500;
    ports.metrics.accepted.inc({ result: String(code ?? 'error').toLowerCase() });
    const ids = {
      code,
      status,
      webhookId: request.header('x-shopify-webhook-id'),
      topic: request.header('x-shopify-topic'),
    };
    if (status >= 500) ports.log.error({ ...ids, err: error }, 'webhook not stored');
    else ports.log.warn(ids, 'webhook refused');
    if (!response.headersSent) response.status(status).json({ error: code ?? 'INTERNAL' });
  };
}

export function webhookRouter(ports: WebhookPorts): Router {
  const router = express.Router();
  const raw = express.raw({ type: () => true, limit: BODY_LIMIT });
  // An unknown address is refused before its body is read.
  const known: RequestHandler = (request, _response, next) => {
    if (ports.stores.some(({ token }) => token === request.params.token)) next();
    else next(new CompanionError('STORE_UNKNOWN', 'unknown webhook address'));
  };
  router.post('/webhooks/:token/*topic', known, raw, receive(ports));
  router.use(refuse(ports));
  return router;
}
