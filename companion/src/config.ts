/**
 * The configuration: one table of environment variables. A wrong or missing value stops the start with its name and what it should be.
 *
 * | variable | meaning | default |
 * | --- | --- | --- |
 * | `STOREBRIDGE_PORT`, `STOREBRIDGE_HOST` | where webhooks are received | 8080, 127.0.0.1 |
 * | `STOREBRIDGE_DATA` | folder of the SQLite inbox | `./data` |
 * | `STOREBRIDGE_DATABASE_URL` | PostgreSQL inbox instead, for several companions | |
 * | `STOREBRIDGE_STORES` | JSON list: `code`, `domain`, `token` (path of its webhooks), `secrets` (1 or 2), `adminUrl`, and `adminToken` or `clientId` (client credentials; the secret is the first of `secrets`) | required |
 * | `STOREBRIDGE_ORG_URL` | instance or login URL of the org | required |
 * | `STOREBRIDGE_ORG_TOKEN` | access token (development) | |
 * | `STOREBRIDGE_ORG_CLIENT_ID`, `_CLIENT_SECRET` | client credentials | |
 * | `STOREBRIDGE_ORG_USERNAME`, `_KEY_FILE` | JWT bearer, with the client id | |
 * | `STOREBRIDGE_PUBSUB` | address of the Pub/Sub API | `api.pubsub.salesforce.com:7443` |
 * | `STOREBRIDGE_PUBSUB_PLAINTEXT` | `true` only for an emulator | false |
 * | `STOREBRIDGE_NAMESPACE` | namespace of the installed package | none |
 * | `STOREBRIDGE_API_VERSION` | Salesforce API version | 67.0 |
 * | `STOREBRIDGE_METAFIELDS` | metafields to bring along: JSON, e.g. `{"order":["custom.gift_note"],"customer":["loyalty.tier"]}` | none |
 * | `STOREBRIDGE_CONFIRM_EVERY` | seconds between looks into the org while nothing is held up: orders that trickle in share a look | 30 |
 * | `STOREBRIDGE_OVERDUE_AFTER` | seconds after which a published event that a look does not show is published again | 20 |
 * | `STOREBRIDGE_LOG_LEVEL` | pino level | info |
 */
import { readFileSync } from 'node:fs';
import { CompanionError } from './errors.ts';

export interface StoreConfig {
  /** Immutable store code: first half of every `Key__c`. */
  code: string;
  /** `maple-goods.myshopify.com`. */
  domain: string;
  /** Unguessable part of the webhook address. */
  token: string;
  /** Client secrets in force: one, or two during a rotation. */
  secrets: string[];
  /** `https://…/admin/api/2026-10/graphql.json`. */
  adminUrl: string;
  /** A token that does not end, of an app made in the shop's admin. */
  adminToken?: string;
  /** Client id of a Dev Dashboard app: tokens are fetched by the client credentials grant. */
  clientId?: string;
}

/** Metafields by kind of their owner, each `namespace.key`. */
export interface MetafieldChoice {
  order: string[];
  customer: string[];
}

export type OrgCredentials =
  | { kind: 'token'; accessToken: string }
  | { kind: 'clientCredentials'; clientId: string; clientSecret: string }
  | { kind: 'jwt'; clientId: string; username: string; privateKey: string };

export interface Config {
  port: number;
  host: string;
  dataFolder: string;
  databaseUrl: string | undefined;
  stores: StoreConfig[];
  org: { url: string; credentials: OrgCredentials; apiVersion: string };
  pubsub: { address: string; isPlaintext: boolean };
  /** `` or `ns__`. */
  prefix: string;
  logLevel: string;
  /** ms. */
  confirmEvery: number;
  /** ms. */
  overdueAfter: number;
  metafields: MetafieldChoice;
}

type Environment = Record<string, string | undefined>;

function wrong(name: string, wanted: string): never {
  throw new CompanionError('CONFIG_INVALID', `${name} should be ${wanted}`);
}

function required(env: Environment, name: string, wanted: string): string {
  return env[name] || wrong(name, wanted);
}

function integer(env: Environment, name: string, otherwise: number): number {
  const text = env[name] ?? String(otherwise);
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) wrong(name, 'a port number from 0 to 65535');
  return value;
}

/** Seconds in the environment, milliseconds in here. */
function seconds(env: Environment, name: string, otherwise: number): number {
  const value = Number(env[name] ?? otherwise);
  if (!(value >= 0.1 && value <= 300)) wrong(name, 'seconds from 0.1 to 300');
  return value * 1000;
}

function url(env: Environment, name: string): string {
  const text = required(env, name, 'an http(s) address');
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) wrong(name, 'an http(s) address');
  return text.replace(/\/+$/, '');
}

function storesOf(env: Environment): StoreConfig[] {
  const name = 'STOREBRIDGE_STORES';
  let list: unknown;
  try {
    list = JSON.parse(required(env, name, 'a JSON list of stores'));
  } catch (error) {
    if (error instanceof CompanionError) throw error;
    wrong(name, 'a JSON list of stores');
  }
  if (!Array.isArray(list) || list.length === 0) wrong(name, 'a JSON list with at least one store');
  const stores = list as StoreConfig[];
  stores.forEach((store, index) => {
    const at = `${name}[${index}]`;
    if (!/^[A-Za-z0-9._-]{1,80}$/.test(store.code ?? ''))
      wrong(`${at}.code`, '1 to 80 letters, digits, dots, dashes or underscores');
    if (!/^[a-z0-9][a-z0-9.-]*$/i.test(store.domain ?? '')) wrong(`${at}.domain`, 'a shop domain');
    if (!/^[A-Za-z0-9_-]{16,}$/.test(store.token ?? ''))
      wrong(`${at}.token`, 'at least 16 letters, digits, dashes or underscores');
    if (
      !Array.isArray(store.secrets) ||
      store.secrets.length < 1 ||
      store.secrets.length > 2 ||
      store.secrets.some((secret) => !secret)
    ) {
      wrong(`${at}.secrets`, 'one or two client secrets');
    }
    if (!URL.canParse(store.adminUrl ?? '')) wrong(`${at}.adminUrl`, 'the address of the Admin GraphQL API');
    if (!store.adminToken === !store.clientId)
      wrong(`${at}.adminToken`, "an Admin API access token, or clientId the client id of the shop's app");
  });
  for (const key of ['code', 'token'] as const) {
    if (new Set(stores.map((store) => store[key].toLowerCase())).size !== stores.length)
      wrong(name, `a list without two stores of one ${key}`);
  }
  return stores;
}

function credentialsOf(env: Environment): OrgCredentials {
  const { STOREBRIDGE_ORG_TOKEN: accessToken, STOREBRIDGE_ORG_CLIENT_ID: clientId } = env;
  if (accessToken) return { kind: 'token', accessToken };
  if (clientId && env.STOREBRIDGE_ORG_CLIENT_SECRET)
    return { kind: 'clientCredentials', clientId, clientSecret: env.STOREBRIDGE_ORG_CLIENT_SECRET };
  const { STOREBRIDGE_ORG_USERNAME: username, STOREBRIDGE_ORG_KEY_FILE: keyFile } = env;
  if (clientId && username && keyFile) {
    try {
      return { kind: 'jwt', clientId, username, privateKey: readFileSync(keyFile, 'utf8') };
    } catch {
      wrong('STOREBRIDGE_ORG_KEY_FILE', 'a readable file with a private key');
    }
  }
  return wrong('STOREBRIDGE_ORG_…', 'an access token, or client id and secret, or client id, username and key file');
}

function metafieldsOf(env: Environment): MetafieldChoice {
  const name = 'STOREBRIDGE_METAFIELDS';
  const wanted = 'a JSON object with lists of namespace.key under order and customer';
  let given: unknown;
  try {
    given = JSON.parse(env[name] ?? '{}');
  } catch {
    wrong(name, wanted);
  }
  if (given === null || typeof given !== 'object' || Array.isArray(given)) wrong(name, wanted);
  for (const kind of Object.keys(given)) if (kind !== 'order' && kind !== 'customer') wrong(`${name}.${kind}`, wanted);
  const keysOf = (kind: keyof MetafieldChoice): string[] => {
    const keys = (given as Partial<Record<string, unknown>>)[kind] ?? [];
    if (!Array.isArray(keys) || keys.length > 20) wrong(`${name}.${kind}`, 'a list of at most 20');
    for (const key of keys)
      if (typeof key !== 'string' || !/^[\w$:-]{2,255}\.[\w-]{2,64}$/.test(key)) wrong(`${name}.${kind}`, wanted);
    return keys as string[];
  };
  return { order: keysOf('order'), customer: keysOf('customer') };
}

/** @throws CompanionError CONFIG_INVALID for the first wrong value */
export function readConfig(env: Environment): Config {
  const apiVersion = env.STOREBRIDGE_API_VERSION ?? '67.0';
  if (!/^[1-9]\d\.0$/.test(apiVersion)) wrong('STOREBRIDGE_API_VERSION', 'a version such as 67.0');
  const namespace = env.STOREBRIDGE_NAMESPACE ?? '';
  if (namespace && !/^[A-Za-z]\w{0,14}$/.test(namespace)) wrong('STOREBRIDGE_NAMESPACE', 'a package namespace');
  const address = env.STOREBRIDGE_PUBSUB ?? 'api.pubsub.salesforce.com:7443';
  if (!/^[^\s:/]+:\d+$/.test(address)) wrong('STOREBRIDGE_PUBSUB', 'host:port');
  const logLevel = env.STOREBRIDGE_LOG_LEVEL ?? 'info';
  if (!['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(logLevel))
    wrong('STOREBRIDGE_LOG_LEVEL', 'a pino level');
  return {
    port: integer(env, 'STOREBRIDGE_PORT', 8080),
    host: env.STOREBRIDGE_HOST ?? '127.0.0.1',
    dataFolder: env.STOREBRIDGE_DATA ?? './data',
    databaseUrl: env.STOREBRIDGE_DATABASE_URL,
    stores: storesOf(env),
    org: { url: url(env, 'STOREBRIDGE_ORG_URL'), credentials: credentialsOf(env), apiVersion },
    pubsub: { address, isPlaintext: env.STOREBRIDGE_PUBSUB_PLAINTEXT === 'true' },
    prefix: namespace ? `${namespace}__` : '',
    logLevel,
    confirmEvery: seconds(env, 'STOREBRIDGE_CONFIRM_EVERY', 30),
    overdueAfter: seconds(env, 'STOREBRIDGE_OVERDUE_AFTER', 20),
    metafields: metafieldsOf(env),
  };
}
