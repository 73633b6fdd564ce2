/** An org in which histories are played: one process, the package deployed, a store for each arrangement. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsOf } from '../../../companion/src/publish/event.ts';
import type { Snapshot } from '../../../companion/src/inbox/inbox.ts';
import { assignPermissions } from '../connect.ts';
import { readOptions } from '../options.ts';
import { startOrgProcess } from '../org.ts';
import { OrgRest } from '../rest.ts';
import { writeSetting } from '../settings.ts';
import { type Arrangement, ARRANGEMENTS, arrange } from './arrange.ts';
import { differences, digests } from './digest.ts';
import type { History } from './history.ts';

const EVENTS_PER_REQUEST = 200;

export interface Played {
  history: History;
  /** What differs between arrangements, in words; empty when they end alike. */
  differences: string[];
}

type Change = (snapshots: Snapshot[], arrangement: Arrangement) => Snapshot[];

export interface Field {
  org: OrgRest;
  /** Plays histories side by side, each in every arrangement, and compares. `change` is what a test does to a lane. */
  play(histories: History[], change?: Change): Promise<Played[]>;
  events: number;
  stop(): Promise<void>;
}

const storeOf = (arrangement: number): string => `s${arrangement}`;

export async function startField(): Promise<Field> {
  const folder = mkdtempSync(join(tmpdir(), 'convergence-'));
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const running = await startOrgProcess(
    readOptions(['--deploy', writeSetting(folder, { Product_Sync__c: 'variants' })]),
    folder,
    (reason) => failed.reject(new Error(reason)),
  );
  const org = new OrgRest(running);
  await assignPermissions(org, running.username);
  for (const at of ARRANGEMENTS.keys())
    await org.create('Shopify_Store__c', {
      Name: storeOf(at),
      Code__c: storeOf(at),
      Domain__c: `${storeOf(at)}.myshopify.com`,
      Currency__c: 'CAD',
      Time_Zone__c: 'America/Toronto',
    });
  let number = 0;
  let events = 0;

  async function publish(snapshots: Snapshot[]): Promise<void> {
    const records = snapshots
      .flatMap(eventsOf)
      .map((event) => ({ attributes: { type: 'Shopify_Event__e' }, ...event }));
    for (let at = 0; at < records.length; at += EVENTS_PER_REQUEST) {
      const part = records.slice(at, at + EVENTS_PER_REQUEST);
      const body = { allOrNone: false, records: part };
      const results = (await org.request('POST', '/composite/sobjects', body)) as { success: boolean }[];
      const bad = results.find(({ success }) => !success);
      if (bad) throw new Error(`an event was refused: ${JSON.stringify(bad)}`);
      events += part.length;
    }
    const response = await fetch(`${running.control}/deliver`, { method: 'POST' });
    if (!response.ok) throw new Error(`delivering: ${response.status} ${await response.text()}`);
  }

  async function play(histories: History[], change: Change = (snapshots) => snapshots): Promise<Played[]> {
    const numbers = histories.map(() => number++);
    const since = new Date(Date.now() - 1_000).toISOString();
    const lanes: Snapshot[][] = [];
    for (const [at, history] of histories.entries())
      for (const [n, arrangement] of ARRANGEMENTS.entries()) {
        const own = numbers[at] ?? 0;
        const scope = { history: own, token: `h${own}a${n}`, phone: `+1416${2_000_000 + own * 4 + n}` };
        lanes.push(change(await arrange(history, arrangement, scope, storeOf(n)), arrangement));
      }
    // Wave by wave: the next event of every lane, so that an order's events are a chunk of the trigger apart.
    for (let wave = 0; lanes.some((lane) => lane.length > wave); wave++)
      await Promise.race([publish(lanes.flatMap((lane) => lane[wave] ?? [])), failed.promise]);
    const { records, strays } = await digests(org, since);
    if (strays.length > 0) throw new Error(`records of no history: ${strays.slice(0, 3).join('\n')}`);
    return histories.map((history, at) => {
      const [first = [], ...others] = ARRANGEMENTS.map((_, n) => records.get(`${numbers[at]}/${n}`) ?? []);
      const found = others.flatMap((other, n) =>
        differences(first, other).map((words) => `${ARRANGEMENTS[n + 1]}: ${words}`),
      );
      if (first.length === 0) found.push('in order: no records');
      return { history, differences: found };
    });
  }

  return {
    org,
    play,
    get events() {
      return events;
    },
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
