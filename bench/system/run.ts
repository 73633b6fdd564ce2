/** The whole way on the emulated org: latency of an idle system, requests of the daily limit, statements of a batch. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabReport } from '../../lab/src/report.ts';
import { eventsOf } from '../../companion/src/publish/event.ts';
import { connectPubSub } from '../../companion/src/publish/pubsub.ts';
import { meaningOf } from '../../companion/src/canonical/snapshot.ts';
import { percentile, report as print } from '../figures.ts';
import { count, metric, order, post, startLab } from './lab.ts';

const IDLE_ORDERS = 40;
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

interface Volume {
  words: string;
  orders: number;
  /** ms between orders; 0 = a hundred at a time, as fast as they are answered. */
  every: number;
}

const VOLUMES: Volume[] = [
  { words: 'a lone order', orders: 1, every: 0 },
  { words: '300 orders, 20 a second', orders: 300, every: 50 },
  { words: '2,000 orders, 20 a second', orders: 2_000, every: 50 },
  { words: '2,000 orders at once', orders: 2_000, every: 0 },
];

async function postAll(lab: LabReport, first: number, { orders, every }: Volume): Promise<void> {
  const answers: Promise<void>[] = [];
  for (let at = 0; at < orders; at++) {
    answers.push(post(lab, order(first + at)));
    if (every > 0) await sleep(every);
    else if (at % 100 === 99) await Promise.all(answers);
  }
  await Promise.all(answers);
}

/** Requests of the daily limit until everything of a volume is confirmed. A window that has grown once stays large. */
async function requests(lab: LabReport, volume: Volume, first: number): Promise<void> {
  const { words, orders } = volume;
  const used = () => metric(lab, 'storebridge_org_api_requests_total');
  const confirmed = () => metric(lab, 'storebridge_events_confirmed_total');
  const before = { requests: await used(), confirmed: await confirmed(), rows: await count(lab, ROWS) };
  const began = performance.now();
  const took = () => ((performance.now() - began) / 1000).toFixed(1);
  await postAll(lab, first, volume);
  const posted = took();
  while ((await count(lab, ROWS)) < before.rows + orders) await sleep(500);
  const stored = took();
  while ((await confirmed()) < before.confirmed + orders) await sleep(500);
  const spent = (await used()) - before.requests;
  const goal = orders < 1_000 ? '' : ' (goal <= 0.002)';
  const times = `posted in ${posted} s, stored in ${stored} s, confirmed in ${took()} s`;
  print(`API requests per order, ${words}`, spent / orders, `= ${spent}${goal}; ${times}`);
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
    for (const [at, volume] of VOLUMES.entries()) await requests(report, volume, 100_000 * (at + 1));
  } finally {
    stop();
  }
}
