/** Access tokens of the org: one at a time, fetched once for all callers, fetched again when the org says it has expired. */
import { createSign } from 'node:crypto';
import type { Config } from '../config.ts';
import { CompanionError } from '../errors.ts';

export interface Session {
  accessToken: string;
  instanceUrl: string;
}

export interface TokenProvider {
  /** The session in force. @throws CompanionError ORG_AUTH */
  session(): Promise<Session>;
  /** Told that this session was refused: the next call fetches another. */
  expire(session: Session): void;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A signed assertion of the JWT bearer flow, valid for three minutes. */
function assertion(clientId: string, username: string, audience: string, privateKey: string): string {
  const claims = { iss: clientId, sub: username, aud: audience, exp: Math.floor(Date.now() / 1000) + 180 };
  const content = `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(privateKey, 'base64url')}`;
}

async function requestToken(url: string, parameters: Record<string, string>): Promise<Session> {
  let response: Response;
  try {
    response = await fetch(`${url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(parameters),
      signal: AbortSignal.timeout(30_000),
    });
  } catch (cause) {
    throw new CompanionError('ORG_AUTH', 'the token endpoint does not answer', { cause });
  }
  const answer = (await response.json().catch(() => ({}))) as {
    access_token?: string;
    instance_url?: string;
    error?: string;
    error_description?: string;
  };
  if (!response.ok || !answer.access_token) {
    throw new CompanionError(
      'ORG_AUTH',
      `${answer.error ?? `HTTP ${response.status}`}: ${answer.error_description ?? 'no access token'}`,
    );
  }
  return { accessToken: answer.access_token, instanceUrl: (answer.instance_url ?? url).replace(/\/+$/, '') };
}

function fetchSession({ url, credentials }: Config['org']): Promise<Session> {
  if (credentials.kind === 'token') return Promise.resolve({ accessToken: credentials.accessToken, instanceUrl: url });
  if (credentials.kind === 'clientCredentials') {
    return requestToken(url, {
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
    });
  }
  const audience = /test|sandbox|scratch/.test(url)
    ? 'https://test.salesforce.com'
    : /salesforce\.com$/.test(new URL(url).host)
      ? 'https://login.salesforce.com'
      : url;
  return requestToken(url, {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: assertion(credentials.clientId, credentials.username, audience, credentials.privateKey),
  });
}

export function makeTokenProvider(org: Config['org']): TokenProvider {
  let held: Promise<Session> | undefined;
  let last: Session | undefined;
  return {
    session() {
      held ??= fetchSession(org).then(
        (session) => (last = session),
        (error: unknown) => {
          held = undefined;
          throw error;
        },
      );
      return held;
    },
    expire(session) {
      if (session === last) held = undefined;
    },
  };
}
