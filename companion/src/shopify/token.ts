/**
 * Access tokens of one store: the one pasted into the configuration, or tokens of the client credentials grant, which last a day. These are
 * fetched once for all callers, anew before they end, and anew when the store refuses one.
 */
import { CompanionError } from '../errors.ts';
import type { StoreConfig } from '../config.ts';

export interface StoreTokens {
  /** The token in force. @throws CompanionError SHOPIFY_AUTH, or SHOPIFY_REQUEST when asking again can help */
  current(): Promise<string>;
  /** Told that this token was refused. False: there is no other. */
  expire(token: string): boolean;
}

/** A token is replaced so long (ms) before it ends. */
const BEFORE_END = 5 * 60_000;

interface Grant {
  token: string;
  until: number;
}

async function ask(store: StoreConfig, clientSecret: string, signal: AbortSignal): Promise<Grant> {
  let response: Response;
  try {
    response = await fetch(new URL('/admin/oauth/access_token', store.adminUrl), {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: store.clientId ?? '',
        client_secret: clientSecret,
      }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
    });
  } catch (cause) {
    throw new CompanionError('SHOPIFY_REQUEST', `${store.code}: the token endpoint does not answer`, { cause });
  }
  const answer = (await response.json().catch(() => ({}))) as {
    access_token?: string;
    expires_in?: number;
    error?: string;
    error_description?: string;
  };
  if (response.ok && answer.access_token)
    return { token: answer.access_token, until: Date.now() + (answer.expires_in ?? 86_399) * 1000 };
  const words = `${store.code}: ${answer.error ?? `HTTP ${response.status}`}: ${answer.error_description ?? 'no access token'}`;
  throw new CompanionError(
    response.status === 429 || response.status >= 500 ? 'SHOPIFY_REQUEST' : 'SHOPIFY_AUTH',
    words,
  );
}

/** During a rotation two secrets are in force; the store may know only one of them yet. */
async function askWithEither(store: StoreConfig, signal: AbortSignal): Promise<Grant> {
  const [first = '', second] = store.secrets;
  try {
    return await ask(store, first, signal);
  } catch (error) {
    if (second === undefined || !(error instanceof CompanionError) || error.code !== 'SHOPIFY_AUTH') throw error;
    return ask(store, second, signal);
  }
}

export function makeStoreTokens(store: StoreConfig, signal: AbortSignal): StoreTokens {
  const { adminToken, clientId } = store;
  if (adminToken !== undefined) return { current: () => Promise.resolve(adminToken), expire: () => false };
  if (clientId === undefined)
    throw new CompanionError('CONFIG_INVALID', `${store.code} has neither adminToken nor clientId`);
  let held: Promise<Grant> | undefined;
  let last: Grant | undefined;
  return {
    async current() {
      if (last !== undefined && Date.now() > last.until - BEFORE_END) held = last = undefined;
      held ??= askWithEither(store, signal).then(
        (grant) => (last = grant),
        (error: unknown) => {
          held = undefined;
          throw error;
        },
      );
      return (await held).token;
    },
    expire(token) {
      if (last?.token === token) held = last = undefined;
      return true;
    },
  };
}
