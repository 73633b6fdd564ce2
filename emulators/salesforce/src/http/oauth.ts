/** OAuth: tokens by every flow the tools use, userinfo, identity, revoke. */
import { createHash, createVerify } from 'node:crypto';
import express, { type Request, type Response, Router } from 'express';
import type { OrgUser } from '../security/access.ts';
import type { ApiContext } from './api.ts';

export interface OAuthOptions {
  /** PEM public key or certificate that JWT assertions must be signed with; undefined = any signature is taken. */
  jwtKey?: string;
}

interface PendingCode {
  challenge: string | undefined;
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export function oauth(context: ApiContext, options: OAuthOptions): Router {
  const router = Router();
  const codes = new Map<string, PendingCode>();
  router.use(express.urlencoded({ extended: false, limit: '1mb' }));

  router.post('/services/oauth2/token', (request, response) => {
    const form = request.body as Record<string, string | undefined>;
    const user = grant(context, options, form, codes);
    if (typeof user === 'string')
      return void response.status(400).json({ error: 'invalid_grant', error_description: user });
    const withRefresh = ['authorization_code', 'password'].includes(form.grant_type ?? '');
    response.json(tokenAnswer(context, user, withRefresh));
  });

  router.get('/services/oauth2/authorize', (request, response) => {
    const {
      redirect_uri: target,
      state,
      code_challenge: challenge,
    } = request.query as Record<string, string | undefined>;
    if (!target || !URL.canParse(target))
      return void response.status(400).type('text').send('redirect_uri is required');
    const code = context.sessions.codeFor(context.org.security.admin());
    codes.set(code, { challenge });
    const url = new URL(target);
    url.searchParams.set('code', code);
    if (state !== undefined) url.searchParams.set('state', state);
    response.redirect(302, url.href);
  });

  router.all('/services/oauth2/userinfo', (request, response) => {
    const user = userOf(context, request);
    if (!user) return void response.status(403).type('text').send('Bad_OAuth_Token');
    response.json(userInfo(context, user));
  });

  router.get('/id/:org/:user', (request, response) => {
    const user = userOf(context, request);
    if (!user) return void response.status(403).type('text').send('Bad_OAuth_Token');
    response.json(identity(context, user));
  });

  const revoke = (request: Request, response: Response): void => {
    const { token } = { ...request.query, ...(request.body as object | undefined) } as { token?: string };
    if (token) context.sessions.revoke(token);
    response.status(200).end();
  };
  router.get('/services/oauth2/revoke', revoke);
  router.post('/services/oauth2/revoke', revoke);

  router.get('/services/oauth2/singleaccess', (request, response) => {
    const user = userOf(context, request);
    if (!user)
      return void response
        .status(401)
        .json([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
    const target =
      typeof request.query.redirect_uri === 'string' ? `&retURL=${encodeURIComponent(request.query.redirect_uri)}` : '';
    const token = context.sessions.create(user);
    response.json({ frontdoor_uri: `${context.url()}/secur/frontdoor.jsp?sid=${encodeURIComponent(token)}${target}` });
  });
  return router;
}

function userOf({ sessions }: ApiContext, request: Request): OrgUser | undefined {
  const token = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const other = { ...request.query, ...(request.body as object | undefined) } as Record<string, string | undefined>;
  return sessions.userOf(token ?? other.oauth_token ?? other.access_token ?? '');
}

/** The user who gets a token, or the reason why nobody does. */
function grant(
  { org, sessions }: ApiContext,
  options: OAuthOptions,
  form: Record<string, string | undefined>,
  codes: Map<string, PendingCode>,
): OrgUser | string {
  switch (form.grant_type) {
    case JWT_BEARER:
      return jwtUser(form.assertion ?? '', options, (name) => org.security.userByName(name));
    case 'refresh_token':
      return sessions.userOfRefreshToken(form.refresh_token ?? '') ?? 'expired access/refresh token';
    case 'client_credentials':
      return org.security.admin();
    case 'password':
      return org.security.userByName(form.username ?? '') ?? 'authentication failure';
    case 'authorization_code': {
      const challenge = codes.get(form.code ?? '')?.challenge;
      codes.delete(form.code ?? '');
      const proof = createHash('sha256')
        .update(form.code_verifier ?? '')
        .digest('base64url');
      if (challenge !== undefined && challenge !== proof) return 'invalid code verifier';
      return sessions.redeemCode(form.code ?? '') ?? 'invalid authorization code';
    }
    default:
      return 'grant type not supported';
  }
}

function jwtUser(
  assertion: string,
  { jwtKey }: OAuthOptions,
  find: (name: string) => OrgUser | undefined,
): OrgUser | string {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  let claims: { sub?: string; exp?: number };
  try {
    claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as typeof claims;
  } catch {
    return 'invalid assertion';
  }
  if (jwtKey !== undefined) {
    const isGood = createVerify('RSA-SHA256').update(`${header}.${payload}`).verify(jwtKey, signature, 'base64url');
    if (!isGood) return 'invalid assertion';
  }
  // `sf` sends milliseconds where seconds belong; only what has ended by either measure is refused.
  if (typeof claims.exp === 'number' && claims.exp * 1000 < Date.now() - 180_000) return 'expired assertion';
  return find(claims.sub ?? '') ?? "user hasn't approved this consumer";
}

function tokenAnswer(context: ApiContext, user: OrgUser, withRefresh: boolean): Record<string, string> {
  return {
    access_token: context.sessions.create(user),
    instance_url: context.url(),
    id: identityUrl(context, user),
    scope: 'refresh_token api web id',
    token_type: 'Bearer',
    issued_at: String(Date.now()),
    signature: createHash('sha256').update(user.id).digest('base64'),
    ...(withRefresh ? { refresh_token: context.sessions.refreshTokenFor(user) } : {}),
  };
}

export function identityUrl({ org, url }: ApiContext, user: OrgUser): string {
  return `${url()}/id/${org.id}/${user.id}`;
}

function userInfo(context: ApiContext, user: OrgUser): Record<string, unknown> {
  return {
    sub: identityUrl(context, user),
    user_id: user.id,
    organization_id: context.org.id,
    preferred_username: user.username,
    nickname: user.username.split('@')[0],
    name: user.name,
    email: user.username,
    email_verified: true,
    zoneinfo: user.timeZone,
    locale: user.locale,
    language: user.language,
    active: true,
    user_type: user.userType.toUpperCase(),
    urls: { rest: `${context.url()}/services/data/v{version}/` },
  };
}

function identity(context: ApiContext, user: OrgUser): Record<string, unknown> {
  return {
    id: identityUrl(context, user),
    asserted_user: true,
    user_id: user.id,
    organization_id: context.org.id,
    username: user.username,
    nick_name: user.username.split('@')[0],
    display_name: user.name,
    email: user.username,
    active: true,
    user_type: user.userType.toUpperCase(),
    language: user.language,
    locale: user.locale,
    timezone: user.timeZone,
    urls: { rest: `${context.url()}/services/data/v{version}/` },
  };
}
