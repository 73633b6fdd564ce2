/** Admin GraphQL of one store: waits for the cost bucket instead of running into it, and tries again what can be tried again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreConfig } from '../config.ts';
import { CompanionError } from '../errors.ts';
import { parseLossless } from '../canonical/json.ts';
import { type Cost, makeBucket } from './bucket.ts';
import { makeStoreTokens } from './token.ts';

export interface ShopifyClient {
  /** @throws CompanionError SHOPIFY_REQUEST after the last try, SHOPIFY_AUTH, SHOPIFY_REFUSED when trying again cannot help */
  query<T>(query: string, variables: Record<string, unknown>): Promise<T>;
}

interface Answer {
  data?: unknown;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[] | string;
  extensions?: { cost?: Cost };
}

const TRIES = 6;
const LONGEST_PAUSE = 20_000;

/** Codes of errors that pass. Everything else is about the question: a field without the scope, a query too large. */
const PASSING = new Set(['INTERNAL_SERVER_ERROR', 'TIMEOUT', 'SERVICE_UNAVAILABLE']);

function refusal(store: StoreConfig, errors: NonNullable<Answer['errors']>): CompanionError {
  const words = `${store.code}: ${JSON.stringify(errors).slice(0, 500)}`;
  const passes = typeof errors === 'string' || errors.some(({ extensions }) => PASSING.has(extensions?.code ?? ''));
  return new CompanionError(passes ? 'SHOPIFY_REQUEST' : 'SHOPIFY_REFUSED', words);
}

/**
 * The data without what the app has no scope for: the API says null there, which would mean that it is known to be empty.
 * @returns undefined when something else is wrong, or nothing is left
 */
function withoutDenied({ data, errors }: Answer): unknown {
  const isDenied = Array.isArray(errors) && errors.every(({ extensions }) => extensions?.code === 'ACCESS_DENIED');
  if (!isDenied || data === null || typeof data !== 'object') return undefined;
  for (const { path = [] } of errors) {
    if (path.length < 2) return undefined;
    let at: unknown = data;
    for (const step of path.slice(0, -1)) at = (at as Record<string | number, unknown> | null)?.[step];
    if (at !== null && typeof at === 'object') delete (at as Record<string | number, unknown>)[path.at(-1) as string];
  }
  return data;
}

export function makeShopifyClient(store: StoreConfig, signal: AbortSignal): ShopifyClient {
  const bucket = makeBucket();
  const tokens = makeStoreTokens(store, signal);

  /** @returns the answer, or how long to wait (ms) before it is worth trying again */
  async function once(body: string): Promise<{ answer: Answer; pause: number | undefined }> {
    const post = (token: string) =>
      fetch(store.adminUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
      });
    const token = await tokens.current();
    let response = await post(token);
    if (response.status === 401 && tokens.expire(token)) {
      await response.arrayBuffer();
      response = await post(await tokens.current());
    }
    if (response.status === 429 || response.status >= 500) {
      await response.arrayBuffer();
      return { answer: {}, pause: Number(response.headers.get('retry-after') ?? 1) * 1000 };
    }
    const text = await response.text();
    if (!response.ok)
      throw new CompanionError(
        response.status === 401 || response.status === 403 ? 'SHOPIFY_AUTH' : 'SHOPIFY_REQUEST',
        `${store.code}: HTTP ${response.status}`,
      );
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
        for (let ms = bucket.pause(query); ms > 0; ms = bucket.pause(query))
          await sleep(Math.min(LONGEST_PAUSE, ms), undefined, { signal });
        const done = bucket.take(query);
        let pause: number | undefined;
        let cost: Cost | undefined;
        try {
          const result = await once(body);
          const { answer } = result;
          cost = answer.extensions?.cost;
          if (result.pause === undefined) {
            const data = answer.errors ? withoutDenied(answer) : answer.data;
            if (answer.errors && data === undefined) throw refusal(store, answer.errors);
            return data as T;
          }
          pause = result.pause;
          last = 'throttled or unavailable';
        } catch (error) {
          if (error instanceof CompanionError || signal.aborted) throw error;
          last = String(error);
        } finally {
          done(cost);
        }
        await sleep(Math.min(LONGEST_PAUSE, Math.max(pause ?? 0, 250 * 2 ** n)), undefined, { signal });
      }
      throw new CompanionError('SHOPIFY_REQUEST', `${store.code}: ${last}, after ${TRIES} tries`);
    },
  };
}
