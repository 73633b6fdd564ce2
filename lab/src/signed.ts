import { randomUUID } from 'node:crypto';
import { sign } from '../../emulators/shopify/src/webhooks/deliver.ts';
import { serialize } from '../../emulators/shopify/src/shop/documents.ts';

/** Where a store's webhooks go, and what signs them: an entry of `stores` in the lab's line of JSON. */
export interface WebhookTarget {
  domain: string;
  webhookUrl: string;
  secret: string;
}

/**
 * Sends one signed delivery to the companion, as Shopify would.
 * @param body the document, or the exact bytes to send
 */
export function deliver(
  target: WebhookTarget,
  topic: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : serialize(body);
  return fetch(`${target.webhookUrl}/${topic}`, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': target.domain,
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-event-id': randomUUID(),
      'x-shopify-triggered-at': new Date().toISOString().replace('Z', '000000Z'),
      'x-shopify-hmac-sha256': sign(target.secret, text),
      ...headers,
    },
  });
}
