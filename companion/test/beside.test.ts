/** Metafields and company names: asked for in batches, never in the way of the documents themselves. */
import { pino } from 'pino';
import { makeBeside } from '../src/beside.ts';
import type { Rest } from '../src/canonical/read.ts';
import { snapshotOf } from '../src/canonical/snapshot.ts';
import { makeHints } from '../src/hints.ts';
import { openSqliteInbox } from '../src/inbox/sqlite/inbox.ts';
import { makeIntake } from '../src/intake.ts';
import { makeMetrics } from '../src/metrics.ts';
import type { ShopifyClient } from '../src/shopify/client.ts';
import { delivery, STORE, temporaryFolder } from './support.ts';

const CHOICE = { order: ['custom.gift'], customer: ['loyalty.tier'] };
const log = pino({ level: 'silent' });

let asked: string[][];
let answer: (id: string) => Rest | null;

const client: ShopifyClient = {
  query: async (_query, { ids }) => {
    asked.push(ids as string[]);
    return { nodes: (ids as string[]).map(answer) } as never;
  },
};

beforeEach(() => {
  asked = [];
  answer = (id) => ({
    id,
    metafields: { nodes: [{ namespace: 'custom', key: 'gift', value: 'yes' }] },
    purchasingEntity: id.endsWith('/7') ? { company: { id: 'gid://shopify/Company/3', name: 'Acme' } } : null,
  });
});

const beside = (metafields = CHOICE) => makeBeside({ clients: new Map([[STORE.code, client]]), log, metafields });

function draft(kind: string, document: Rest) {
  const source = {
    ...{ store: STORE.code, topic: 'orders/create', mode: 'live' as const },
    ...{ observedAt: '2026-11-01T10:00:00Z', receivedAt: 1 },
  };
  return { snapshot: snapshotOf(source, kind, document), document };
}

const documents = async (drafts: ReturnType<typeof draft>[], choice = CHOICE) => {
  const { snapshots, incomplete } = await beside(choice).complete(drafts);
  return { documents: snapshots.map(({ document }) => JSON.parse(document) as Rest), incomplete: incomplete.length };
};

test('one question for 25, each document gets its own, line keys stay last', async () => {
  const orders = Array.from({ length: 30 }, (_, at) => draft('order', { id: String(100 + at), line_keys: [] }));
  const result = await documents([
    ...orders,
    draft('dispute', { id: '1' }),
    draft('order', { id: '2', deleted: true }),
  ]);
  expect(asked.map((ids) => ids.length)).toEqual([25, 5]);
  expect(Object.keys(result.documents[0] ?? {})).toEqual(['id', 'metafields', 'line_keys']);
  expect(result.documents[29]?.metafields).toEqual([{ namespace: 'custom', key: 'gift', value: 'yes' }]);
  expect(result.documents.slice(30)).toEqual([{ id: '1' }, { id: '2', deleted: true }]);
});

test('nothing is asked where nothing is chosen and no company bought', async () => {
  await documents([draft('order', { id: '1', company: null }), draft('customer', { id: '2' })], {
    order: [],
    customer: [],
  });
  expect(asked).toEqual([]);
});

test('the name of a company is asked for once', async () => {
  const choice = { order: [], customer: [] };
  const names = beside(choice);
  const order = () => draft('order', { id: '7', company: { id: '3' } });
  for (let n = 0; n < 3; n++) {
    const { snapshots } = await names.complete([order()]);
    expect(JSON.parse(snapshots[0]?.document ?? '{}')).toMatchObject({ company: { id: '3', name: 'Acme' } });
  }
  expect(asked).toHaveLength(1);
});

test('a store that does not answer holds up nothing: the document goes on, and a durable note asks again', async () => {
  answer = () => {
    throw new Error('the store is away');
  };
  const folder = temporaryFolder();
  const inbox = openSqliteInbox(folder.path);
  try {
    const own = beside();
    const ports = { inbox, log, clients: new Map([[STORE.code, client]]), beside: own, metrics: makeMetrics() };
    const hints = makeHints(ports);
    const intake = makeIntake({ ...ports, hints, onHint: () => undefined });
    await inbox.accept(delivery('orders/create', { id: 5, currency: 'CAD', line_items: [] }));
    await intake.round();
    expect(await inbox.waiting(10)).toMatchObject([{ resourceId: '5' }]);
    const [note] = await inbox.deliveries(10);
    expect(note).toMatchObject({ topic: 'storebridge/reread' });
    await intake.round();
    expect(hints.has(note?.id ?? 0)).toBe(true);
    // The store is left alone for a while.
    await own.complete([draft('order', { id: '6' })]);
    expect(asked).toHaveLength(1);
  } finally {
    await inbox.close();
    folder.remove();
  }
});
