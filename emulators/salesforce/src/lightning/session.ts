import type { Request, Response } from 'express';
import type { OrgUser } from '../security/access.ts';

/** Finds the user of an access token; undefined when the session is unknown or has ended. */
export type Authenticate = (token: string) => OrgUser | undefined;

function cookies(request: Request): Map<string, string> {
  const pairs = (request.headers.cookie ?? '').split(/;\s*/).filter((pair) => pair.includes('='));
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
    }),
  );
}

/** The token of a request: bearer header, else the session cookie. */
export function tokenOf(request: Request): string | undefined {
  const bearer = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? cookies(request).get('sid');
}

export function appOf(request: Request): string | undefined {
  return cookies(request).get('app');
}

/** Only a path of this host: a frontdoor link must not lead elsewhere. */
function localPath(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/lightning/page/home';
}

/** `/secur/frontdoor.jsp?sid=TOKEN&retURL=PATH`: starts a browser session from a token. */
export function frontdoor(authenticate: Authenticate) {
  return (request: Request, response: Response): void => {
    const sid = typeof request.query.sid === 'string' ? request.query.sid : '';
    if (!authenticate(sid)) {
      response.status(401).type('text').send('Session expired or invalid');
      return;
    }
    response.setHeader('Set-Cookie', `sid=${encodeURIComponent(sid)}; Path=/; HttpOnly; SameSite=Lax`);
    response.redirect(302, localPath(request.query.retURL ?? request.query.startURL));
  };
}
