/** Puts the companion together and runs it until it is told to stop. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';
import { type Engine, makeEngine } from './engine.ts';
import { makeApp } from './http/app.ts';
import type { Inbox } from './inbox/inbox.ts';
import { lead } from './inbox/leader.ts';
import { openPostgresInbox } from './inbox/postgres.ts';
import { openSqliteInbox } from './inbox/sqlite/inbox.ts';
import { makeMetrics } from './metrics.ts';
import { connectPubSub } from './publish/pubsub.ts';
import { makeOrgRest } from './salesforce/rest.ts';
import { makeTokenProvider } from './salesforce/token.ts';
import { makeShopifyClient } from './shopify/client.ts';

function openInbox(config: Config): Promise<Inbox> | Inbox {
  return config.databaseUrl === undefined ? openSqliteInbox(config.dataFolder) : openPostgresInbox(config.databaseUrl);
}

/** With a shared inbox, only the leader runs the engine; a companion that loses the lead stands in line again. */
async function runEngine(engine: Engine, config: Config, signal: AbortSignal, log: Logger): Promise<void> {
  if (config.databaseUrl === undefined) return engine.run(signal);
  while (!signal.aborted) {
    const leadership = await lead(config.databaseUrl, signal);
    if (!leadership) return;
    log.info('leading: this companion publishes and confirms');
    try {
      await engine.run(leadership.signal);
    } finally {
      await leadership.release();
    }
  }
}

/** Webhooks under way get this long to be answered (ms): Shopify itself waits five seconds. */
const STOP_WITHIN = 5_000;

/**
 * ms. Idle connections outlive those of load balancers (60 s): whoever closes last never meets a request on its way. A body that drips in
 * has half a minute: Shopify itself would have given up long before.
 */
const TIMEOUTS = { keepAliveTimeout: 75_000, headersTimeout: 20_000, requestTimeout: 30_000 };

export interface Running {
  url: string;
  /** Resolves when the companion has ended; rejects when it had to stop for good. */
  done: Promise<void>;
}

/** Starts everything; ends when the signal says so: no new webhooks, what is under way finishes, streams close, the inbox is closed. */
export async function serve(
  config: Config,
  signal: AbortSignal,
  log: Logger = pino({ level: config.logLevel }),
): Promise<Running> {
  const metrics = makeMetrics();
  const inbox = await openInbox(config);
  const tokens = makeTokenProvider(config.org);
  const rest = makeOrgRest(tokens, config.org.apiVersion, metrics);
  const pubsub = connectPubSub({ ...config.pubsub, tokens, tenantId: () => rest.organizationId() });
  const ending = new AbortController();
  const clients = new Map(config.stores.map((store) => [store.code, makeShopifyClient(store, ending.signal)]));
  const engine = makeEngine({
    config,
    inbox,
    pubsub,
    rest,
    clients,
    log,
    metrics,
    userId: () => rest.userId(),
  });
  const app = makeApp({ stores: config.stores, inbox, log, metrics, onStored: engine.wake, problem: engine.problem });
  const server = app.listen(config.port, config.host);
  Object.assign(server, TIMEOUTS);
  await once(server, 'listening');
  const url = `http://${config.host}:${(server.address() as AddressInfo).port}`;
  log.info({ url, stores: config.stores.map(({ code }) => code) }, 'receiving webhooks');

  const stop = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    await Promise.race([closed, sleep(STOP_WITHIN, undefined, { ref: false })]);
    ending.abort();
  };
  signal.addEventListener('abort', () => void stop(), { once: true });
  if (signal.aborted) await stop();

  const done = runEngine(engine, config, ending.signal, log).finally(async () => {
    server.closeAllConnections();
    server.close();
    pubsub.close();
    await inbox.close();
    log.info('stopped');
  });
  return { url, done };
}
