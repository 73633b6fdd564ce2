/** Admin GraphQL of one store: waits for the cost bucket instead of running into it, and tries again what can be tried again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreConfig } from '../config.ts';
import { CompanionError } from '../errors.ts';
import { parseLossless } from '../canonical/json.ts';

export interface ShopifyClient {
  /** @throws CompanionError SHOPIFY_REQUEST after the last try */
  query<T>(query: string, variables: Record<string, unknown>): Promise<T>;
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } }[] | string;
  extensions?: {
    cost?: { requestedQueryCost: number; throttleStatus: { currentlyAvailable: number; restoreRate: number } };
  };
}

const TRIES = 6;
const LONGEST_PAUSE = 20_000;

export function makeShopifyClient(store: StoreConfig, signal: AbortSignal): ShopifyClient {
  async function once(body: string): Promise<{ answer: Answer; pause: number | undefined }> {
    const response = await fetch(store.adminUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': store.adminToken },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
    });
    if (response.status === 429 || response.status >= 500) {
      return { answer: {}, pause: Number(response.headers.get('retry-after') ?? 1) * 1000 };
    }
    const text = await response.text();
    if (!response.ok) throw new CompanionError('SHOPIFY_REQUEST', `${store.code}: HTTP ${response.status}`);
    const answer = parseLossless(text) as Answer;
    const isThrottled =
      Array.isArray(answer.errors) && answer.errors.some(({ extensions }) => extensions?.code === 'THROTTLED');
    if (!isThrottled) return { answer, pause: undefined };
    const cost = answer.extensions?.cost;
    const missing = cost ? cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable : 100;
    return { answer, pause: (missing / (cost?.throttleStatus.restoreRate ?? 100)) * 1000 };
  }

  return {
    async query<T>(query: string, variables: Record<string, unknown>): Promise<T> {
      const body = JSON.stringify({ query, variables });
      let last = 'no answer';
      for (let n = 0; n < TRIES; n++) {
        let pause: number | undefined;
        try {
          const result = await once(body);
          if (result.pause === undefined) {
            const { answer } = result;
            if (answer.errors)
              throw new CompanionError(
                'SHOPIFY_REQUEST',
                `${store.code}: ${JSON.stringify(answer.errors).slice(0, 500)}`,
              );
            return answer.data as T;
          }
          pause = result.pause;
          last = 'throttled or unavailable';
        } catch (error) {
          if (error instanceof CompanionError || signal.aborted) throw error;
          last = String(error);
        }
        await sleep(Math.min(LONGEST_PAUSE, Math.max(pause ?? 0, 250 * 2 ** n)), undefined, { signal });
      }
      throw new CompanionError('SHOPIFY_REQUEST', `${store.code}: ${last}, after ${TRIES} tries`);
    },
  };
}
