/** The proof table of the contract: what in the org shows that a snapshot has arrived. */
import { contentHash, eventKey, payloads } from '../publish/event.ts';
import type { InFlight } from '../publish/publisher.ts';

export type Row = Record<string, unknown>;

/** Kind → object that holds it, and whether all pages must be there. Other kinds are proven by an issue only. */
export const PROOF_OBJECTS: Record<string, { object: string; hasPages: boolean }> = {
  order: { object: 'Shopify_Order__c', hasPages: true },
  customer: { object: 'Shopify_Customer__c', hasPages: false },
  dispute: { object: 'Shopify_Dispute__c', hasPages: false },
  return: { object: 'Shopify_Return__c', hasPages: false },
  checkout: { object: 'Shopify_Checkout__c', hasPages: false },
  company: { object: 'Shopify_Company__c', hasPages: false },
  product: { object: 'Shopify_Product__c', hasPages: true },
};

export function recordKey({ snapshot }: InFlight): string {
  return `${snapshot.store}:${snapshot.resourceId}`;
}

/** Whether the org's row holds the snapshot: its version or a newer one, or the same content under the same `updated_at`. */
export function isHeld(entry: InFlight, row: Row, prefix: string): boolean {
  const { snapshot } = entry;
  const version = String(row[`${prefix}Version__c`] ?? '');
  const isSame = () =>
    version.slice(0, 24) === snapshot.version.slice(0, 24) &&
    row[`${prefix}Content_Hash__c`] === contentHash(payloads(snapshot)[0] ?? '');
  if (version < snapshot.version && !isSame()) return false;
  return !PROOF_OBJECTS[snapshot.kind]?.hasPages || entry.pages === 1 || row[`${prefix}Complete__c`] === true;
}

/** Event keys an issue may name for this snapshot. */
export function eventKeys({ snapshot, pages }: InFlight): string[] {
  return Array.from({ length: pages }, (_, index) => eventKey(snapshot, index + 1));
}
