/** Turns durable deliveries into snapshots, completed by what no webhook carries; what is only a hint is handed on (hints.ts) and waits there. */
import type { Logger } from 'pino';
import { meaningOf } from './canonical/snapshot.ts';
import type { Hints } from './hints.ts';
import type { Beside, Draft } from './beside.ts';
import type { Delivery, Inbox, Outcome, Snapshot } from './inbox/inbox.ts';

const BATCH = 200;

/** Deliveries are read on from the last one seen; this often (ms) from the start, for ids that became visible late. */
const FROM_START_EVERY = 5_000;

export interface IntakePorts {
  inbox: Inbox;
  log: Logger;
  hints: Hints;
  beside: Beside;
  /** A delivery turned out to be a hint. */
  onHint(): void;
}

export interface Intake {
  /** One round over deliveries not looked at yet. Returns how many it went through. */
  round(): Promise<number>;
}

/** A durable note to read a resource later. */
function reread({ store, kind, resourceId, version }: Snapshot): Delivery {
  return {
    store,
    topic: 'storebridge/reread',
    webhookId: `reread:${kind}:${resourceId}:${version}`,
    triggeredAt: new Date().toISOString(),
    apiVersion: '',
    body: Buffer.from(JSON.stringify({ kind, id: resourceId })),
  };
}

export function makeIntake({ inbox, log, hints, beside, onHint }: IntakePorts): Intake {
  let cursor = 0;
  let startedOver = Date.now();
  return {
    async round() {
      if (Date.now() - startedOver > FROM_START_EVERY) {
        startedOver = Date.now();
        cursor = 0;
      }
      const deliveries = await inbox.deliveries(BATCH, cursor);
      const outcomes: Outcome[] = [];
      const drafts: (Draft & { deliveryId: number })[] = [];
      for (const delivery of deliveries) {
        if (hints.has(delivery.id)) continue;
        const { id: deliveryId, webhookId, topic, store } = delivery;
        try {
          const meaning = meaningOf(delivery);
          if ('hint' in meaning) {
            hints.add(delivery, meaning.hint);
            onHint();
          } else if ('snapshot' in meaning) drafts.push({ ...meaning, deliveryId });
          else {
            log.debug({ webhookId, topic, store, why: meaning.nothing }, 'nothing to do');
            outcomes.push({ deliveryId, snapshots: [] });
          }
        } catch (error) {
          log.error({ webhookId, topic, store, err: error }, 'delivery kept, nothing could be made of it');
          outcomes.push({ deliveryId, snapshots: [], problem: error instanceof Error ? error.message : String(error) });
        }
      }
      const { snapshots, incomplete } = await beside.complete(drafts);
      await Promise.all(incomplete.map((snapshot) => inbox.accept(reread(snapshot))));
      for (const [at, { deliveryId }] of drafts.entries())
        outcomes.push({ deliveryId, snapshots: snapshots[at] ? [snapshots[at]] : [] });
      if (outcomes.length > 0) await inbox.settle(outcomes);
      for (const { snapshots } of outcomes) for (const snapshot of snapshots) hints.observed(snapshot);
      cursor = deliveries.at(-1)?.id ?? cursor;
      return deliveries.length;
    },
  };
}
