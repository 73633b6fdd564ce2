/** Who calls: the three metadata entries every call must carry. */
import type { Metadata } from '@grpc/grpc-js';
import type { Org } from '../org/services.ts';
import type { OrgUser } from '../security/access.ts';
import { rpcError, status } from './errors.ts';

export type Authenticate = (token: string) => OrgUser | undefined;

/** @throws UNAUTHENTICATED */
export function callerOf(metadata: Metadata, org: Org, authenticate: Authenticate): OrgUser {
  const header = (name: string): string => String(metadata.get(name)[0] ?? '').trim();
  const [token, instance, tenant] = [header('accesstoken'), header('instanceurl'), header('tenantid')];
  if (token === '' || instance === '' || tenant === '') {
    throw rpcError(
      status.UNAUTHENTICATED,
      'service.auth.headers.invalid',
      'Authentication headers are missing or invalid',
    );
  }
  const user = authenticate(token);
  if (!user || tenant.slice(0, 15) !== org.id.slice(0, 15)) {
    const words = 'An exception occurred while authenticating: the session is expired or invalid';
    throw rpcError(status.UNAUTHENTICATED, 'service.auth.error', words);
  }
  return user;
}
