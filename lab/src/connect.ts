import { randomBytes } from 'node:crypto';
import { WANTED_TOPICS } from '../../companion/src/canonical/topics.ts';
import type { RunningShops } from '../../emulators/shopify/src/start.ts';
import type { Shop } from '../../emulators/shopify/src/shop/shop.ts';
import type { OrgRest } from './rest.ts';

/** A store as the companion has to know it: who it is, what signs its webhooks, the unguessable part of its address. */
export interface ConnectedStore {
  code: string;
  domain: string;
  shopId: string;
  token: string;
  secret: string;
  adminUrl: string;
  adminToken: string;
}

/** Prefix of the package's names in the org: `ns__` or nothing. */
export function prefixed(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}__${name}`;
}

const PERMISSION_SETS = ['Storebridge_Admin', 'Storebridge_Integration', 'Storebridge_User'];

/** As an admin does after installing: deployed fields are nobody's until a permission set grants them. The lab's one user plays all parts. */
export async function assignPermissions(org: OrgRest, username: string): Promise<void> {
  const [user] = await org.query(`SELECT Id FROM User WHERE Username = '${username}'`);
  const names = PERMISSION_SETS.map((name) => `'${name}'`).join(', ');
  const sets = await org.query(`SELECT Id FROM PermissionSet WHERE Name IN (${names})`);
  if (sets.length !== PERMISSION_SETS.length) throw new Error(`the org lacks one of the permission sets ${names}`);
  const held = await org.query(
    `SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = '${String(user?.Id)}'`,
  );
  const has = new Set(held.map((row) => row.PermissionSetId));
  for (const { Id } of sets)
    if (!has.has(Id)) await org.create('PermissionSetAssignment', { AssigneeId: user?.Id, PermissionSetId: Id });
}

/** The store's row in the org, as `storebridge connect` would make it; an existing row is left as it is. */
export async function connectStore(
  org: OrgRest,
  namespace: string,
  shop: Shop,
  shops: RunningShops,
  token: string | undefined,
): Promise<ConnectedStore> {
  const { handle, currency, timeZone, name } = shop.options;
  const n = (field: string) => prefixed(namespace, field);
  const known = await org.query(`SELECT Id FROM ${n('Shopify_Store__c')} WHERE ${n('Code__c')} = '${handle}'`);
  if (known.length === 0)
    await org.create(n('Shopify_Store__c'), {
      Name: name,
      [n('Code__c')]: handle,
      [n('Domain__c')]: shop.domain,
      [n('Shopify_Id__c')]: shop.id,
      [n('Currency__c')]: currency,
      [n('Time_Zone__c')]: timeZone,
      [n('Effects_From__c')]: new Date(Date.now() - 24 * 3_600_000).toISOString(),
    });
  return {
    code: handle,
    domain: shop.domain,
    shopId: shop.id,
    token: token ?? randomBytes(24).toString('base64url'),
    secret: shop.secret,
    adminUrl: shops.adminUrl,
    adminToken: shop.adminToken,
  };
}

/** Subscribes the companion to the store's webhooks. */
export async function subscribe(shops: RunningShops, store: ConnectedStore, webhookUrl: string): Promise<void> {
  const response = await fetch(`${shops.control}/shops/${store.code}/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ topics: WANTED_TOPICS, uri: `${webhookUrl}/{topic}` }),
  });
  if (!response.ok) throw new Error(`subscribing ${store.domain}: ${response.status} ${await response.text()}`);
}
