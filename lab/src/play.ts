import { serialize } from '../../emulators/shopify/src/shop/documents.ts';
import type { RunningShops } from '../../emulators/shopify/src/start.ts';
import { prefixed } from './connect.ts';
import { shortDay } from './day.ts';
import type { Progress } from './progress.ts';
import type { OrgRest } from './rest.ts';

async function act(shops: RunningShops, method: string, path: string, document: unknown): Promise<void> {
  const response = await fetch(`${shops.control}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: serialize(document),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

/** Plays the short day in one store, each step until the org shows it. @returns id of a Contact to look at */
export async function playDay(
  shops: RunningShops,
  code: string,
  org: OrgRest,
  namespace: string,
  progress: Progress,
): Promise<string> {
  const n = (name: string) => prefixed(namespace, name);
  for (const { words, resource, topic, document } of shortDay(new Date(Date.now() - 3_600_000))) {
    const object = n(resource === 'orders' ? 'Shopify_Order__c' : 'Shopify_Customer__c');
    const key = `${code}:${document.id}`;
    await progress.step(words, async () => {
      if (topic === 'orders/updated') await act(shops, 'PUT', `/shops/${code}/orders/${document.id}`, document);
      else await act(shops, 'POST', `/shops/${code}/${resource}`, document);
      // With kept data the org may hold a later day's version already: that is as good.
      const wanted = new Date(document.updated_at ?? '').toISOString();
      await org.until(
        `SELECT ${n('Version__c')} FROM ${object} WHERE ${n('Key__c')} = '${key}'`,
        ([row]) => String(row?.[n('Version__c')] ?? '') >= wanted,
      );
    });
  }
  const [order] = await org.query(
    `SELECT ${n('Contact__c')} FROM ${n('Shopify_Order__c')} WHERE ${n('Contact__c')} != null ORDER BY ${n('Processed_At__c')} LIMIT 1`,
  );
  const contact = order?.[n('Contact__c')];
  if (typeof contact !== 'string') throw new Error('the orders are in the org, but none is linked to a contact');
  return contact;
}
