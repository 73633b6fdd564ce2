import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { API_VERSION } from '../schema.ts';
import type { Shop, Subscription } from '../shop/shop.ts';

/** Shopify's rules: 1 s to connect and 5 s in all, 8 retries over 4 h with growing pauses; all but 2xx is a failure. */
const TOTAL_TIMEOUT = 5_000;
const RETRIES = 8;
const FOUR_HOURS = 4 * 60 * 60 * 1000;

export interface DeliveryAttempt {
  webhookId: string;
  topic: string;
  shop: string;
  uri: string;
  attempt: number;
  /** HTTP status, or 0 when there was no answer. */
  status: number;
  error: string | undefined;
  milliseconds: number;
}

export interface Outbox {
  attempts: DeliveryAttempt[];
  pending: Set<Promise<void>>;
  /** 1 = real time; 0.001 makes four hours 14 s. */
  clockScale: number;
  signal: AbortSignal;
  /** Faults: deliveries held back, sent twice, or shuffled by a random delay. */
  faults: { duplicate: boolean; shuffleMilliseconds: number; hold: boolean };
}

export function sign(secret: string, body: string | Buffer): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

/** Headers of one delivery; `webhookId` is the same over its retries. */
export function headersFor(
  shop: Shop,
  topic: string,
  body: string,
  webhookId: string,
  eventId: string,
  at: Date,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': shop.domain,
    'x-shopify-api-version': API_VERSION,
    'x-shopify-webhook-id': webhookId,
    'x-shopify-event-id': eventId,
    'x-shopify-triggered-at': at.toISOString().replace('Z', '000000Z'),
    'x-shopify-hmac-sha256': sign(shop.secret, body),
  };
}

async function attempt(
  uri: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<{ status: number; error?: string }> {
  try {
    const response = await fetch(uri, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TOTAL_TIMEOUT)]),
    });
    await response.arrayBuffer();
    return { status: response.status };
  } catch (error) {
    return { status: 0, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

/** The pause before retry `n` (1-based), so that eight of them fill four hours: each twice as long as the one before. */
export function pauseBefore(n: number): number {
  return (FOUR_HOURS * 2 ** (n - 1)) / (2 ** RETRIES - 1);
}

async function deliver(
  outbox: Outbox,
  shop: Shop,
  subscription: Subscription,
  body: string,
  eventId: string,
  at: Date,
): Promise<void> {
  const webhookId = randomUUID();
  const uri = subscription.uri.replace('{topic}', subscription.topic);
  const headers = headersFor(shop, subscription.topic, body, webhookId, eventId, at);
  for (let n = 0; n <= RETRIES && !outbox.signal.aborted; n++) {
    if (n > 0)
      await sleep(pauseBefore(n) * outbox.clockScale, undefined, { signal: outbox.signal }).catch(() => undefined);
    while (outbox.faults.hold && !outbox.signal.aborted) await sleep(20);
    if (outbox.faults.shuffleMilliseconds > 0) await sleep(Math.random() * outbox.faults.shuffleMilliseconds);
    if (outbox.signal.aborted) return;
    const start = performance.now();
    const { status, error } = await attempt(uri, headers, body, outbox.signal);
    outbox.attempts.push({
      webhookId,
      topic: subscription.topic,
      shop: shop.domain,
      uri,
      attempt: n,
      status,
      error,
      milliseconds: performance.now() - start,
    });
    if (status >= 200 && status < 300) {
      if (outbox.faults.duplicate && n === 0) await attempt(uri, headers, body, outbox.signal);
      return;
    }
  }
  // A delivery that failed all its retries removes the API-created subscription it belongs to, for good.
  if (!outbox.signal.aborted) shop.subscriptions.delete(subscription.id);
}

/** Sends one body to every subscription of the topic. Returns at once; `outbox.pending` holds what is under way. */
export function emit(outbox: Outbox, shop: Shop, topic: string, body: string, at = new Date()): void {
  const eventId = randomUUID();
  for (const subscription of shop.subscriptions.values()) {
    if (subscription.topic !== topic) continue;
    const work = deliver(outbox, shop, subscription, body, eventId, at).finally(() => outbox.pending.delete(work));
    outbox.pending.add(work);
  }
}
