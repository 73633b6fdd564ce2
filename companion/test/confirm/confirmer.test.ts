/** What is asked of the org, and what its answers show. */
import type { Config } from '../../src/config.ts';
import { makeConfirmer } from '../../src/confirm/confirmer.ts';
import { type InFlight, measure } from '../../src/publish/publisher.ts';
import type { OrgRest } from '../../src/salesforce/rest.ts';
import { snapshot } from '../support.ts';

const VERSION = '2026-11-01T10:00:00.000Z/2026-11-01T10:00:00.123Z';

function entry(id: string, kind = 'order'): InFlight {
  return measure({ ...snapshot(id, VERSION, { kind }), revision: 1, attempts: 1, publishedAt: 1 });
}

type Row = Record<string, unknown>;

function row(id: string, stamp: string, version = VERSION): Row {
  const attributes = { type: 'ns__Shopify_Order__c' };
  return { attributes, ns__Key__c: `maple:${id}`, ns__Version__c: version, SystemModstamp: stamp };
}

let asked: string[][];
/** What the org answers, by query. */
let answer: (soql: string) => Row[];
let confirmer: ReturnType<typeof makeConfirmer>;

beforeEach(() => {
  asked = [];
  answer = () => [];
  const rest = {
    queries: (soql: string[]) => {
      asked.push(soql);
      return Promise.resolve(soql.map((text) => answer(text)));
    },
  } as unknown as OrgRest;
  confirmer = makeConfirmer(rest, { prefix: 'ns__' } as Config);
});

const byTime = (soql: string) => soql.includes('ORDER BY SystemModstamp DESC');
const ids = (confirmed: Awaited<ReturnType<typeof confirmer.look>>) =>
  confirmed.map((one) => one.entry.snapshot.resourceId);

test('one request: the newest rows, and the entries by key where there is room', async () => {
  answer = (soql) =>
    soql.includes("IN ('maple:2')") || byTime(soql) ? [] : [row('1', '2026-11-24T10:00:00.000+0000')];
  expect(ids(await confirmer.look([entry('1'), entry('2')]))).toEqual(['1']);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.filter(byTime)).toHaveLength(2);
  expect(asked[0]?.filter((soql) => soql.includes("IN ('maple:1','maple:2')"))).toHaveLength(1);
});

test('never more than five queries, though six kinds are in flight', async () => {
  const kinds = ['order', 'customer', 'dispute', 'return', 'checkout', 'company'];
  await confirmer.look(kinds.map((kind, at) => entry(String(at), kind)));
  expect(asked[0]).toHaveLength(5);
  expect(asked[0]?.at(-1)).toContain('ns__Shopify_Sync_Issue__c');
});

test('no address is longer than Salesforce takes', async () => {
  const entries = Array.from({ length: 2_000 }, (_, at) => entry(String(820_982_911_946_000_000 + at * 1_000)));
  await confirmer.look(entries);
  await confirmer.ask(entries);
  expect(Math.max(...asked.flat().map((soql) => encodeURIComponent(soql).length))).toBeLessThan(16_000);
  const keys = asked
    .slice(1)
    .flat()
    .flatMap((soql) => soql.match(/'maple:\d+'/g) ?? []);
  expect(new Set(keys).size).toBe(2_000);
});

test('the watermark is the time of the org, whatever our clock says', async () => {
  answer = (soql) => (byTime(soql) ? [row('1', '2001-01-01T00:00:10.000+0000')] : []);
  await confirmer.look([entry('1')]);
  expect(asked[0]?.[0]).not.toContain('WHERE');
  await confirmer.look([entry('2')]);
  expect(asked[1]?.[0]).toContain('WHERE SystemModstamp >= 2001-01-01T00:00:07.000Z');
});

test('a clock that was set back in the org is noticed', async () => {
  answer = (soql) => (byTime(soql) ? [row('1', '2026-11-24T10:00:00.000+0000')] : []);
  await confirmer.look([entry('1')]);
  answer = (soql) => (byTime(soql) ? [] : [row('2', '2026-11-24T09:00:00.000+0000')]);
  expect(ids(await confirmer.ask([entry('2')]))).toEqual(['2']);
  await confirmer.look([entry('3')]);
  expect(asked.at(-1)?.[0]).not.toContain('WHERE');
});

test('an issue for one of its events proves a snapshot, an older version does not', async () => {
  const two = entry('2');
  answer = (soql) => {
    if (soql.includes('Sync_Issue')) return [{ ns__Event_Key__c: keyIn(soql), SystemModstamp: '2026-11-24T10:00:00Z' }];
    return [row('1', '2026-11-24T10:00:00.000+0000', '2026-10-01T10:00:00.000Z/2026-11-24T10:00:00.000Z')];
  };
  const keyIn = (soql: string) => soql.match(/'([0-9a-f]{64})'/)?.[1] ?? '';
  expect(await confirmer.ask([entry('1')])).toMatchObject([{ how: 'issue' }]);
  answer = () => [row('2', '2026-11-24T10:00:00.000+0000', '2026-10-01T10:00:00.000Z/2026-11-24T10:00:00.000Z')];
  expect(await confirmer.ask([two])).toEqual([]);
});
