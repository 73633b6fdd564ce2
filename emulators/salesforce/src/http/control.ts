/**
 * Control endpoint of the emulator, on a port of its own: faults and insights for tests. No org has it.
 *
 * | call                                   | body                                   | effect                                                          |
 * | -------------------------------------- | -------------------------------------- | --------------------------------------------------------------- |
 * | GET  /                                 |                                        | the list of calls                                               |
 * | GET  /state                            |                                        | clock, faults, subscribers, usage                               |
 * | GET  /transactions                     |                                        | used limits per transaction, oldest first (`?what=text`)        |
 * | DELETE /transactions                   |                                        | forgets them                                                    |
 * | POST /triggers/:event/suspend          |                                        | the trigger on that event gets nothing; events wait             |
 * | POST /triggers/:event/resume           | {fromTip?}                             | goes on where it was, or from the newest event                  |
 * | POST /deliver                          |                                        | delivers to triggers until nothing is left                      |
 * | POST /delivery                         | {on?, delay?}                          | switches delivery to triggers; ms between publish and delivery  |
 * | POST /publish                          | {refuse?: text or null, delay?}        | publishing fails with that text; ms before Publish answers      |
 * | POST /sessions/expire                  |                                        | all access tokens end                                           |
 * | POST /sessions/lifetime                | {ms}                                   | how long new tokens last                                        |
 * | POST /network                          | {up}                                   | false: Pub/Sub ports close, streams break; true: back           |
 * | POST /rest                             | {status?: number or null, code?, count?} | REST answers that error, for the next `count` calls or until null |
 * | POST /replay/reset                     |                                        | event log emptied, replay ids start anew: a refreshed sandbox   |
 * | POST /replay/expire                    | {upTo?}                                | events up to a replay id (default all) are beyond retention     |
 * | POST /changes                          | {gap: none, gap, overflow}             | change events arrive as gap or overflow events                  |
 * | POST /limits                           | {apiRequests?, publish?, deliveries?}  | allocations                                                     |
 * | POST /clock                            | {advance?: ms, set?: ms}               | the org's clock                                                 |
 */
import express, { type Express, type Request, type Response } from 'express';
import type { PubSubServer } from '../pubsub/server.ts';
import type { ApiContext } from './api.ts';
import type { Clock } from './clock.ts';

/** REST answers with this error instead of doing its work. */
export interface RestFault {
  status: number;
  code: string;
  /** Calls left; Infinity = until switched off. */
  left: number;
}

export interface Controlled {
  context: ApiContext;
  pubsub: PubSubServer;
  clock: Clock;
  rest: { fault: RestFault | undefined };
}

type Body = Record<string, unknown>;

export function controlApp(controlled: Controlled): Express {
  const { context, pubsub, clock, rest } = controlled;
  const { bus, sessions, usage } = context;
  const app = express();
  app.use(express.json({ type: () => true, strict: false }));
  const paths: string[] = [];
  const route = (
    method: 'get' | 'post' | 'delete',
    path: string,
    action: (body: Body, request: Request) => unknown,
  ): void => {
    paths.push(`${method.toUpperCase()} ${path}`);
    app[method](path, async (request: Request, response: Response) => {
      const body = typeof request.body === 'object' && request.body !== null ? (request.body as Body) : {};
      response.json((await action(body, request)) ?? { ok: true });
    });
  };

  route('get', '/', () => ({ calls: paths }));
  route('get', '/state', () => state(controlled));
  route('get', '/transactions', (_body, request) => {
    const what = String(request.query.what ?? '').toLowerCase();
    return { transactions: bus.transactions.entries.filter((entry) => entry.what.toLowerCase().includes(what)) };
  });
  route('delete', '/transactions', () => bus.transactions.clear());

  const subscription = (request: Request) => {
    const found = bus.subscription(String(request.params.event));
    if (!found) throw new Error(`no trigger on ${String(request.params.event)}`);
    return found;
  };
  route('post', '/triggers/:event/suspend', (_body, request) => {
    subscription(request).status = 'Suspended';
  });
  route('post', '/triggers/:event/resume', (body, request) => {
    subscription(request).resume(body.fromTip === true);
    bus.kick();
  });
  route('post', '/deliver', () => bus.deliverNow());
  route('post', '/delivery', (body) => {
    if (typeof body.on === 'boolean') bus.faults.isDelivering = body.on;
    if (typeof body.delay === 'number') bus.faults.deliveryDelay = body.delay;
    bus.kick();
  });
  route('post', '/publish', (body) => {
    if (body.refuse !== undefined) bus.faults.refusePublish = body.refuse === null ? undefined : String(body.refuse);
    if (typeof body.delay === 'number') pubsub.publishDelay = body.delay;
  });
  route('post', '/sessions/expire', () => ({ expired: sessions.expireAll() }));
  route('post', '/sessions/lifetime', (body) => {
    sessions.lifetime = Number(body.ms);
  });
  route('post', '/network', async (body) => {
    if (body.up === false) await pubsub.drop();
    else await pubsub.restore();
  });
  route('post', '/rest', (body) => {
    rest.fault =
      body.status === null || body.status === undefined
        ? undefined
        : {
            status: Number(body.status),
            code: String(body.code ?? 'SERVER_UNAVAILABLE'),
            left: Number(body.count ?? Infinity),
          };
  });
  route('post', '/replay/reset', () => bus.resetLog());
  route('post', '/replay/expire', (body) => bus.log.expire(Number(body.upTo ?? bus.log.tip)));
  route('post', '/changes', (body) => {
    if (body.gap !== 'none' && body.gap !== 'gap' && body.gap !== 'overflow')
      throw new Error('gap: none, gap or overflow');
    bus.faults.gap = body.gap;
  });
  route('post', '/limits', (body) => {
    if (body.apiRequests !== undefined) usage.limit = Number(body.apiRequests);
    if (body.publish !== undefined) bus.usage.publishLimit = Number(body.publish);
    if (body.deliveries !== undefined) bus.usage.deliveryLimit = Number(body.deliveries);
  });
  route('post', '/clock', (body) => {
    if (body.advance !== undefined) clock.advance(Number(body.advance));
    if (body.set !== undefined) clock.set(Number(body.set));
    return { now: clock.now() };
  });
  app.use(
    (request, response) =>
      void response.status(404).json({ error: `no such call: ${request.method} ${request.path}`, calls: paths }),
  );
  app.use((error: unknown, _request: Request, response: Response, _next: unknown) => {
    response.status(400).json({ error: error instanceof Error ? error.message : String(error) });
  });
  return app;
}

function state({ context, clock, pubsub, rest }: Controlled): unknown {
  const { bus, usage } = context;
  return {
    now: clock.now(),
    faults: { ...bus.faults, publishDelay: pubsub.publishDelay, rest: rest.fault ?? null },
    log: { beginning: bus.log.beginning, tip: bus.log.tip },
    subscribers: bus.subscribers().map((subscriber) => ({
      ...subscriber,
      failures: bus.subscription(subscriber.topic)?.failures ?? [],
    })),
    usage: {
      apiRequests: { used: usage.used, limit: usage.limit },
      published: { used: bus.usage.published, limit: bus.usage.publishLimit },
      delivered: { used: bus.usage.delivered, limit: bus.usage.deliveryLimit },
    },
  };
}
