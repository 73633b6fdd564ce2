/** Puts the companion together and runs it until it is told to stop. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';
import { CompanionError } from './errors.ts';
import { makeEngine } from './engine.ts';
import { makeApp } from './http/app.ts';
import type { Inbox } from './inbox/inbox.ts';
import { openSqliteInbox } from './inbox/sqlite.ts';
import { makeMetrics } from './metrics.ts';
import { connectPubSub } from './publish/pubsub.ts';
import { makeOrgRest } from './salesforce/rest.ts';
import { makeTokenProvider } from './salesforce/token.ts';
import { makeShopifyClient } from './shopify/client.ts';

/** One answer, remembered once it is there; a failure is asked again. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let held: Promise<T> | undefined;
  return () => {
    held ??= ask().catch((error: unknown) => {
      held = undefined;
      throw error;
    });
    return held;
  };
}

function openInbox(config: Config): Inbox {
  if (config.databaseUrl !== undefined)
    throw new CompanionError('CONFIG_INVALID', 'STOREBRIDGE_DATABASE_URL: the PostgreSQL inbox is not in this version');
  return openSqliteInbox(config.dataFolder);
}

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
  const inbox = openInbox(config);
  const tokens = makeTokenProvider(config.org);
  const rest = makeOrgRest(tokens, config.org.apiVersion, metrics);
  const pubsub = connectPubSub({ ...config.pubsub, tokens, tenantId: remembered(() => rest.organizationId()) });
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
    userId: remembered(() => rest.userId()),
  });
  const app = makeApp({ stores: config.stores, inbox, log, metrics, onStored: engine.wake, problem: engine.problem });
  const server = app.listen(config.port, config.host);
  await once(server, 'listening');
  const url = `http://${config.host}:${(server.address() as AddressInfo).port}`;
  log.info({ url, stores: config.stores.map(({ code }) => code) }, 'receiving webhooks');

  const stop = async () => {
    server.close();
    server.closeIdleConnections();
    if (server.listening) await once(server, 'close');
    ending.abort();
  };
  signal.addEventListener('abort', () => void stop(), { once: true });
  if (signal.aborted) await stop();

  const done = engine.run(ending.signal).finally(async () => {
    server.closeAllConnections();
    server.close();
    pubsub.close();
    await inbox.close();
    log.info('stopped');
  });
  return { url, done };
}
