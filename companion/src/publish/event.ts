/** Snapshots to `Shopify_Event__e` (docs/contract.md 1): pages, keys, field names with or without a namespace. */
import { createHash } from 'node:crypto';
import type { Rest } from '../canonical/read.ts';
import type { Snapshot } from '../inbox/inbox.ts';
import type { Shopify_Event__e as ShopifyEvent } from '../salesforce/objects.generated.ts';

/** Characters of one payload: below the field's 131,072, so that a later version of the document has room. */
export const PAYLOAD_LIMIT = 120_000;

const SCHEMA_VERSION = 1;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What documents of several pages are divided by, and what their further pages say beside their parts. */
const PAGED: Record<string, { parts: string; repeated: string[] }> = {
  order: { parts: 'line_items', repeated: [] },
  product: { parts: 'variants', repeated: ['title', 'status', 'product_type'] },
};

/** One event per page: the first has the header, all keys and the lines (variants) that fit; the others have lines only. */
export function payloads(snapshot: Pick<Snapshot, 'kind' | 'document'>): string[] {
  const paged = PAGED[snapshot.kind];
  if (snapshot.document.length <= PAYLOAD_LIMIT || !paged) return [snapshot.document];
  const { [paged.parts]: parts, ...header } = JSON.parse(snapshot.document) as Rest;
  if (!Array.isArray(parts)) return [snapshot.document];
  const repeated = Object.fromEntries(paged.repeated.map((name) => [name, header[name]]));
  const result: string[] = [];
  let page: string[] = [];
  const frame = () =>
    result.length === 0
      ? JSON.stringify({ ...header, [paged.parts]: [] })
      : JSON.stringify({ id: header.id, page: result.length + 1, ...repeated, [paged.parts]: [] });
  let size = frame().length;
  const close = () => {
    result.push(frame().replace(/\[\]\}$/, () => `[${page.join(',')}]}`));
    page = [];
    size = frame().length;
  };
  for (const part of parts.map((one) => JSON.stringify(one))) {
    if (size + part.length + 1 > PAYLOAD_LIMIT && (page.length > 0 || result.length === 0)) close();
    page.push(part);
    size += part.length + 1;
  }
  close();
  return result;
}

export function eventKey(snapshot: Pick<Snapshot, 'store' | 'kind' | 'resourceId' | 'version'>, page: number): string {
  return sha256(`${snapshot.store}:${snapshot.kind}:${snapshot.resourceId}:${snapshot.version}:${page}`);
}

/** What the org stores as `Content_Hash__c` of a header page. */
export function contentHash(payload: string): string {
  return sha256(payload);
}

export function eventsOf(snapshot: Snapshot): ShopifyEvent[] {
  const pages = payloads(snapshot);
  return pages.map((payload, index) => ({
    Schema__c: SCHEMA_VERSION,
    Store__c: snapshot.store,
    Kind__c: snapshot.kind,
    Resource_Id__c: snapshot.resourceId,
    Topic__c: snapshot.topic,
    Version__c: snapshot.version,
    Mode__c: snapshot.mode,
    Identity_Key__c: snapshot.identityKey,
    Event_Key__c: eventKey(snapshot, index + 1),
    Page__c: index + 1,
    Pages__c: pages.length,
    Payload__c: payload,
  }));
}
