import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreConfig } from '../src/config.ts';
import type { Delivery, Snapshot } from '../src/inbox/inbox.ts';

export const STORE: StoreConfig = {
  code: 'maple',
  domain: 'maple-goods.myshopify.com',
  token: 'test-token-0123456789',
  secrets: ['new-secret', 'old-secret'],
  adminUrl: 'http://127.0.0.1:9/admin/api/2026-10/graphql.json',
  adminToken: 'shpat_test',
};

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'companion-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function sign(body: string | Buffer, secret = 'new-secret'): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

/** Headers of a good delivery; override any. */
export function headers(topic: string, body: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': STORE.domain,
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': randomUUID(),
    'x-shopify-triggered-at': '2026-11-01T10:00:00.123456789Z',
    'x-shopify-hmac-sha256': sign(body),
    ...more,
  };
}

export function delivery(topic: string, body: object | string, more: Partial<Delivery> = {}): Delivery {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    store: STORE.code,
    topic,
    webhookId: randomUUID(),
    triggeredAt: '2026-11-01T10:00:00.123Z',
    apiVersion: '2026-10',
    body: Buffer.from(text),
    ...more,
  };
}

export function snapshot(resourceId: string, version: string, more: Partial<Snapshot> = {}): Snapshot {
  return {
    store: 'maple',
    kind: 'order',
    resourceId,
    topic: 'orders/updated',
    version,
    mode: 'live',
    identityKey: 'x',
    document: `{"id":"${resourceId}"}`,
    receivedAt: 1,
    ...more,
  };
}
