/** The whole way on the emulated org: latency of an idle system, requests of the daily limit, statements of a batch. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabReport } from '../../lab/src/report.ts';
import { eventsOf } from '../../companion/src/publish/event.ts';
import { connectPubSub } from '../../companion/src/publish/pubsub.ts';
import { meaningOf } from '../../companion/src/canonical/snapshot.ts';
import { percentile, report as print } from '../figures.ts';
import { count, metric, order, post, startLab } from './lab.ts';

const IDLE_ORDERS = 40;
const BUSY_ORDERS = 2_000;
const ROWS = 'SELECT COUNT() FROM Shopify_Order__c';

async function idle(lab: LabReport): Promise<void> {
  const latencies: number[] = [];
  for (let id = 1; id <= IDLE_ORDERS; id++) {
    const began = performance.now();
    await post(lab, order(id));
    while ((await count(lab, `${ROWS} WHERE Shopify_Id__c = '${id}'`)) === 0) await sleep(10);
    latencies.push(performance.now() - began);
    await sleep(150);
  }
  print('webhook to record, idle, p95 (emulated org)', percentile(latencies, 95) / 1000, 's (goal <= 1)');
}

async function busy(lab: LabReport): Promise<void> {
  const requests = await metric(lab, 'storebridge_org_api_requests_total');
  const began = performance.now();
  for (let at = 0; at < BUSY_ORDERS; at += 100)
    await Promise.all(Array.from({ length: 100 }, (_, index) => post(lab, order(100_000 + at + index))));
  const posted = (performance.now() - began) / 1000;
  while ((await count(lab, ROWS)) < BUSY_ORDERS + IDLE_ORDERS) await sleep(500);
  const stored = (performance.now() - began) / 1000;
  while ((await metric(lab, 'storebridge_snapshots_in_flight')) > 0) await sleep(500);
  const used = (await metric(lab, 'storebridge_org_api_requests_total')) - requests;
  print(
    `API requests per order, ${BUSY_ORDERS} orders`,
    used / BUSY_ORDERS,
    `(goal <= 0.002); posted in ${posted.toFixed(1)} s, stored in ${stored.toFixed(1)} s`,
  );
}

interface Entry {
  what: string;
  used: Record<string, number>;
}

/** Events of one batch, published beside the companion so that a batch is as large as wanted. */
async function batches(lab: LabReport): Promise<void> {
  const control = async (method: string, path: string, body?: object) =>
    (await fetch(`${lab.control.org}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).then((response) => response.json())) as { transactions: Entry[] };
  const session = { accessToken: lab.org.accessToken, instanceUrl: lab.org.url };
  const pubsub = connectPubSub({
    address: lab.org.pubsub,
    isPlaintext: true,
    tokens: { session: () => Promise.resolve(session), expire: () => undefined },
    tenantId: () => Promise.resolve(lab.org.accessToken.split('!')[0] as string),
  });
  let next = 1_000_000;
  for (const size of [1, 200, 2_000]) {
    await control('POST', '/delivery', { on: false });
    for (let left = size; left > 0; left -= 200) {
      const events = Array.from({ length: Math.min(200, left) }, () => {
        const delivery = {
          store: lab.stores[0]?.code ?? '',
          topic: 'orders/create',
          webhookId: '',
          apiVersion: '2026-10',
        };
        const stored = { ...delivery, triggeredAt: new Date().toISOString(), body: Buffer.from(order(next++)) };
        const meaning = meaningOf({ ...stored, id: 1, receivedAt: Date.now() });
        if (!('snapshot' in meaning)) throw new Error('not a snapshot');
        return { CreatedDate: Date.now(), CreatedById: '005000000000001AAA', ...eventsOf(meaning.snapshot)[0] };
      });
      await pubsub.publish(
        '/event/Shopify_Event__e',
        events,
        events.map((_, at) => String(at)),
      );
    }
    await control('DELETE', '/transactions');
    await control('POST', '/delivery', { on: true });
    await control('POST', '/deliver');
    const { transactions } = await control('GET', '/transactions?what=ShopifyEventTrigger');
    if (process.env.BENCH_DEBUG) console.log(JSON.stringify(transactions.slice(0, 3)));
    const most = (limit: string) => Math.max(...transactions.map(({ used }) => used[limit] ?? 0));
    print(`SOQL queries, batch of ${size}`, most('queries'), `in one of ${transactions.length} transaction(s)`);
    print(`DML statements, batch of ${size}`, most('dmlStatements'), '');
  }
  pubsub.close();
}

export async function benchSystem(): Promise<void> {
  const { report, stop } = await startLab();
  try {
    await batches(report);
    await idle(report);
    await busy(report);
  } finally {
    stop();
  }
}
