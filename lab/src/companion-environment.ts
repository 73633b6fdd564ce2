import type { CompanionsInput } from './companions.ts';

/** What one companion of the lab is configured with: the table is at the head of `companion/src/config.ts`. */
export function companionEnvironment(
  { options, org, stores, databaseUrl }: CompanionsInput,
  own: { port: number; folder: string },
): Record<string, string> {
  const list = stores.map(({ code, domain, token, secret, adminUrl, adminToken }) => ({
    code,
    domain,
    token,
    secrets: [secret],
    adminUrl,
    adminToken,
  }));
  return {
    STOREBRIDGE_PORT: String(own.port),
    STOREBRIDGE_DATA: own.folder,
    ...(databaseUrl === undefined ? {} : { STOREBRIDGE_DATABASE_URL: databaseUrl }),
    STOREBRIDGE_STORES: JSON.stringify(list),
    STOREBRIDGE_ORG_URL: org.url,
    // Credentials, not a token: tokens end, and the lab ends them on purpose.
    STOREBRIDGE_ORG_CLIENT_ID: 'storebridge-lab',
    STOREBRIDGE_ORG_CLIENT_SECRET: 'storebridge-lab',
    STOREBRIDGE_API_VERSION: org.apiVersion,
    STOREBRIDGE_PUBSUB: org.pubsub,
    STOREBRIDGE_PUBSUB_PLAINTEXT: 'true',
    STOREBRIDGE_NAMESPACE: options.namespace,
  };
}
