/**
 * One history in several orders of arrival, through the companion's own code: webhooks become snapshots, hints are answered by the store as it
 * is when they arrive, what is lost is read again.
 */
import { READERS } from './read.ts';
import { meaningOf, snapshotOf } from '../../../companion/src/canonical/snapshot.ts';
import type { Mode, Snapshot } from '../../../companion/src/inbox/inbox.ts';
import type { History } from './history.ts';
import { type Scope, ShopModel, type Told } from './shop-model.ts';

export const ARRANGEMENTS = ['in order', 'shuffled', 'doubled', 'with gaps'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

/** Of all deliveries of a history with gaps. */
const LOST = 0.35;

function randomOf(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let n = result.length - 1; n > 0; n--) {
    const k = Math.floor(random() * (n + 1));
    [result[n], result[k]] = [result[k] as T, result[n] as T];
  }
  return result;
}

interface Reader {
  model: ShopModel;
  store: string;
  /** When something is read, ms. */
  clock: () => number;
}

type About = NonNullable<Told['about']>;

async function read(reader: Reader, about: About, topic: string, mode: Mode): Promise<Snapshot[]> {
  const { model, store, clock } = reader;
  const document = await READERS[about.kind](model.shop, about.id);
  if (!document) return [];
  const at = clock();
  return [
    snapshotOf({ store, topic, mode, observedAt: new Date(at).toISOString(), receivedAt: at }, about.kind, document),
  ];
}

/** What one delivery becomes when it arrives now. */
async function arrive(reader: Reader, told: Told): Promise<Snapshot[]> {
  const meaning = meaningOf({
    id: 1,
    store: reader.store,
    topic: told.topic,
    webhookId: '',
    triggeredAt: new Date(told.at).toISOString(),
    apiVersion: '2026-10',
    receivedAt: told.at,
    body: Buffer.from(told.body),
  });
  if ('snapshot' in meaning) return [meaning.snapshot];
  if ('nothing' in meaning) return [];
  const { kind, resourceId: id, isCarried } = meaning.hint;
  // The resource's own webhook, told with the hint, answers it; where that was lost, repair reads the resource anyway.
  return isCarried ? [] : read(reader, { kind, id }, told.topic, 'live');
}

/** @param scope differs between arrangements of one history, so that they share an org and nothing else */
export async function arrange(
  history: History,
  arrangement: Arrangement,
  scope: Scope,
  store: string,
): Promise<Snapshot[]> {
  const model = new ShopModel(scope);
  const snapshots: Snapshot[] = [];
  if (arrangement === 'in order') {
    for (const action of history.actions) {
      const reader = { model, store, clock: () => model.now + 5 };
      for (const told of model.act(action)) snapshots.push(...(await arrive(reader, told)));
    }
    return snapshots;
  }
  const told = history.actions.flatMap((action) => model.act(action));
  let reads = 0;
  const reader = { model, store, clock: () => model.now + 1_000 + reads++ };
  const random = randomOf(history.seed);
  const given = arrangement === 'doubled' ? [...told, ...told] : told;
  const late: Told[] = [];
  const lost = new Map<string, About>();
  for (const one of shuffled(given, random)) {
    const isLost = arrangement === 'with gaps' && random() < LOST;
    if (!isLost) snapshots.push(...(await arrive(reader, one)));
    else if (one.about) lost.set(`${one.about.kind}:${one.about.id}`, one.about);
    // Nothing is left to read of what is gone: such a delivery is only late.
    else late.push(one);
  }
  for (const about of lost.values()) snapshots.push(...(await read(reader, about, 'repair', 'repair')));
  for (const one of late) snapshots.push(...(await arrive(reader, one)));
  return snapshots;
}
