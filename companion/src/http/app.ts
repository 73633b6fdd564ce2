import express, { type Express } from 'express';
import type { Inbox } from '../inbox/inbox.ts';
import { webhookRouter, type WebhookPorts } from './webhooks.ts';

export interface AppPorts extends WebhookPorts {
  /** Undefined when events flow, else why they do not. */
  problem: () => string | undefined;
}

async function inboxAnswers(inbox: Inbox): Promise<boolean> {
  try {
    await inbox.fact('org');
    return true;
  } catch {
    return false;
  }
}

/**
 * - `/healthz`: the process answers.
 * - `/readyz`: webhooks can be made durable (a load balancer should ask this); says too whether events flow to the org.
 * - `/metrics`: Prometheus text.
 */
export function makeApp(ports: AppPorts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    const isReady = await inboxAnswers(ports.inbox);
    const problem = ports.problem();
    response.status(isReady ? 200 : 503).json({ inbox: isReady ? 'ok' : 'unavailable', org: problem ?? 'ok' });
  });
  app.get('/metrics', async (_request, response) => {
    const counts = await ports.inbox.counts();
    ports.metrics.waiting.set(counts.waiting + counts.deliveries);
    ports.metrics.openDeliveries.set(counts.deliveries);
    ports.metrics.problems.set(counts.problems);
    response.type(ports.metrics.registry.contentType).send(await ports.metrics.registry.metrics());
  });
  app.use(webhookRouter(ports));
  app.use((_request, response) => {
    response.status(404).json({ error: 'NOT_FOUND' });
  });
  return app;
}
