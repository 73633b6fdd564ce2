/** Access tokens of the org: opaque, `00D…!…`. */
import { randomBytes } from 'node:crypto';
import type { Org } from '../org/services.ts';
import type { OrgUser } from '../security/access.ts';

interface Session {
  userId: string;
  /** ms since epoch. */
  expiresAt: number;
}

export class Sessions {
  readonly #org: Org;
  readonly #now: () => number;
  readonly #byToken = new Map<string, Session>();
  readonly #refreshTokens = new Map<string, string>();
  /** authorization_code → user. */
  readonly #codes = new Map<string, string>();
  /** ms a session lasts. */
  lifetime = 12 * 3_600_000;

  constructor(org: Org, now: () => number) {
    this.#org = org;
    this.#now = now;
  }

  create(user: OrgUser): string {
    const token = `${this.#org.id.slice(0, 15)}!AQ${randomBytes(36).toString('hex')}`;
    this.#byToken.set(token, { userId: user.id, expiresAt: this.#now() + this.lifetime });
    return token;
  }

  /** A token chosen beforehand: kept over restarts with `--data`. */
  register(token: string, user: OrgUser): void {
    this.#byToken.set(token, { userId: user.id, expiresAt: Infinity });
  }

  userOf(token: string): OrgUser | undefined {
    const session = this.#byToken.get(token);
    if (!session || session.expiresAt <= this.#now()) return undefined;
    return this.#org.security.user(session.userId);
  }

  refreshTokenFor(user: OrgUser): string {
    const token = `5Aep${randomBytes(32).toString('hex')}`;
    this.#refreshTokens.set(token, user.id);
    return token;
  }

  userOfRefreshToken(token: string): OrgUser | undefined {
    const id = this.#refreshTokens.get(token);
    return id === undefined ? undefined : this.#org.security.user(id);
  }

  codeFor(user: OrgUser): string {
    const code = `aPrx${randomBytes(24).toString('hex')}`;
    this.#codes.set(code, user.id);
    return code;
  }

  /** Works once. */
  redeemCode(code: string): OrgUser | undefined {
    const id = this.#codes.get(code);
    this.#codes.delete(code);
    return id === undefined ? undefined : this.#org.security.user(id);
  }

  revoke(token: string): void {
    this.#byToken.delete(token);
    this.#refreshTokens.delete(token);
  }

  /** Ends all sessions now; refresh tokens and certificates still work. */
  expireAll(): number {
    const count = this.#byToken.size;
    this.#byToken.clear();
    return count;
  }
}
