import type { Rest } from '../../src/canonical/read.ts';
import { eventsOf, PAYLOAD_LIMIT, payloads } from '../../src/publish/event.ts';
import { snapshot } from '../support.ts';

const V = '2026-11-01T10:00:00.000Z/2026-11-01T10:00:01.000Z';

function big(count: number) {
  const lines = Array.from({ length: count }, (_, at) => ({ id: String(at), title: `Line ${at} ${'x'.repeat(300)}` }));
  const document = JSON.stringify({ id: '9', name: '#9', line_keys: lines.map(({ id }) => id), line_items: lines });
  return { lines, own: snapshot('9', V, { document }) };
}

test('a small document is one event, as it is', () => {
  const own = snapshot('1', V);
  expect(payloads(own)).toEqual([own.document]);
  expect(eventsOf(own)[0]).toMatchObject({
    Schema__c: 1,
    Store__c: 'maple',
    Kind__c: 'order',
    Resource_Id__c: '1',
    Version__c: V,
    Mode__c: 'live',
    Page__c: 1,
    Pages__c: 1,
  });
});

test('a thousand lines go in pages: header and all keys first, every line once', () => {
  const { lines, own } = big(1000);
  const pages = payloads(own).map((text) => JSON.parse(text) as Rest & { line_items: Rest[] });
  expect(pages.length).toBeGreaterThan(2);
  expect(payloads(own).every((text) => text.length <= PAYLOAD_LIMIT)).toBe(true);
  expect(pages[0]).toMatchObject({ id: '9', name: '#9' });
  expect(pages[0]?.line_keys).toHaveLength(1000);
  expect(pages.slice(1).map(({ id, page }) => [id, page])).toEqual(pages.slice(1).map((_, at) => ['9', at + 2]));
  expect(pages.flatMap(({ line_items: items }) => items)).toEqual(lines);
});

test('the same snapshot gives the same keys, each page its own', () => {
  const { own } = big(1000);
  const keys = eventsOf(own).map(({ Event_Key__c: key }) => key);
  expect(eventsOf(own).map(({ Event_Key__c: key }) => key)).toEqual(keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
});

test('variants go in pages that say whose they are, whatever signs are in their names', () => {
  const variants = Array.from({ length: 900 }, (_, at) => ({
    id: String(at),
    title: `$& costs $1 ${'x'.repeat(200)}`,
  }));
  const header = { id: '9', title: 'Shirt', status: 'active', vendor: 'Acme', product_type: 'Clothes' };
  const keys = variants.map(({ id }) => id);
  const document = JSON.stringify({ ...header, variant_keys: keys, variants });
  const pages = payloads(snapshot('9', V, { kind: 'product', document })).map(
    (text) => JSON.parse(text) as Rest & { variants: Rest[] },
  );
  expect(pages.length).toBeGreaterThan(1);
  expect(pages[0]).toMatchObject({ ...header, variant_keys: keys });
  expect(pages[1]).toMatchObject({ id: '9', page: 2, title: 'Shirt', status: 'active', product_type: 'Clothes' });
  expect(pages[1]).not.toHaveProperty('variant_keys');
  expect(pages.flatMap(({ variants: some }) => some)).toEqual(variants);
});
