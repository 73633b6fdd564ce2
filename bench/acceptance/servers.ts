/** Child process: one server to put load on. `node servers.ts floor|sqlite|sqliteEach FOLDER`; prints its address. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { pino } from 'pino';
import { makeApp } from '../../companion/src/http/app.ts';
import { openSqliteInbox } from '../../companion/src/inbox/sqlite/inbox.ts';
import { makeMetrics } from '../../companion/src/metrics.ts';
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

function companion(folder: string): Express {
  const log = pino({ level: 'silent' });
  return makeApp({
    stores: [STORE],
    inbox: openSqliteInbox(folder),
    log,
    metrics: makeMetrics(),
    onStored: () => undefined,
    problem: () => undefined,
  });
}

const [kind, folder = ''] = process.argv.slice(2);
const server = (kind === 'floor' ? floor() : companion(folder)).listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
