/** Child process: one server to put load on. `node servers.ts floor|sqlite|postgres FOLDER`; prints its address. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { pino } from 'pino';
import { makeApp } from '../../companion/src/http/app.ts';
import type { Inbox } from '../../companion/src/inbox/inbox.ts';
import { openPostgresInbox } from '../../companion/src/inbox/postgres.ts';
import { openSqliteInbox } from '../../companion/src/inbox/sqlite/inbox.ts';
import { makeMetrics } from '../../companion/src/metrics.ts';
import { startPostgres } from '../../lab/src/postgres.ts';
import { STORE } from './load.ts';

/** The floor: Express, raw body, HMAC, nothing stored. */
function floor(): Express {
  const app = express();
  app.post('/webhooks/:token/*topic', express.raw({ type: () => true, limit: '10mb' }), (request, response) => {
    const given = Buffer.from(request.header('x-shopify-hmac-sha256') ?? '', 'base64');
    const expected = createHmac('sha256', STORE.secrets[0] as string)
      .update(request.body as Buffer)
      .digest();
    response.status(given.length === expected.length && timingSafeEqual(given, expected) ? 200 : 401).end();
  });
  return app;
}

function companion(inbox: Inbox): Express {
  const log = pino({ level: 'silent' });
  return makeApp({
    stores: [STORE],
    inbox,
    log,
    metrics: makeMetrics(),
    onStored: () => undefined,
    problem: () => undefined,
  });
}

const [kind, folder = ''] = process.argv.slice(2);
/** What a server leaves behind unless it is told. */
let ending: () => Promise<void> = async () => undefined;

async function postgres(): Promise<Express> {
  const { url, stop } = await startPostgres(folder);
  ending = stop;
  return companion(await openPostgresInbox(url));
}

const apps: Record<string, () => Promise<Express> | Express> = {
  floor,
  sqlite: () => companion(openSqliteInbox(folder)),
  postgres,
};
const app = await apps[kind ?? '']?.();
if (!app) throw new Error(`one of ${Object.keys(apps).join(', ')}`);
const server = app.listen(0, '127.0.0.1');
process.once('SIGTERM', () => void ending().then(() => process.exit(0)));
await once(server, 'listening');
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
