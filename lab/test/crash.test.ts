/** Nothing is done until the org shows it: the companion is killed again and again, and nothing is lost or doubled. */
import { setTimeout as sleep } from 'node:timers/promises';
import { deliver } from '../src/signed.ts';
import { history, shuffled } from './history.ts';
import { type RunningLab, startLab } from './lab.ts';
import { digest } from './records.ts';

jest.setTimeout(400_000);

const PEOPLE = 20;
const KILLS = 10;
const DELIVERIES = history(PEOPLE);

async function companionPid(lab: RunningLab): Promise<number> {
  const response = await fetch(`${lab.report.control.shopify}/companions`);
  const [companion] = (await response.json()) as { pid: number }[];
  return companion?.pid ?? 0;
}

/** Delivers as Shopify does: what was not answered 200 comes again. */
async function deliverSurely(
  lab: RunningLab,
  deliveries: typeof DELIVERIES,
  afterEach?: (n: number) => Promise<void>,
): Promise<void> {
  let n = 0;
  for (const { topic, document, headers } of deliveries) {
    for (let tries = 0; ; tries++) {
      const status = await deliver(lab.report.stores[0]!, topic, document, headers).then(
        (response) => response.status,
        () => 0,
      );
      if (status === 200) break;
      if (tries > 100) throw new Error(`the companion did not come back\n${lab.words()}`);
      await sleep(200);
    }
    await afterEach?.(++n);
  }
}

async function settled(lab: RunningLab): Promise<string> {
  await lab.org.until(
    'SELECT Id FROM Shopify_Order__c WHERE Complete__c = true',
    (rows) => rows.length === PEOPLE * 2,
    90_000,
  );
  await lab.org.until(
    `SELECT Id FROM Shopify_Order__c WHERE Fulfillment_Status__c = 'fulfilled'`,
    (rows) => rows.length === PEOPLE,
    90_000,
  );
  await lab.org.until('SELECT Id FROM Shopify_Customer__c', (rows) => rows.length >= PEOPLE, 90_000);
  return digest(lab.org);
}

it('ends alike with and without ten kills', async () => {
  const calm = await startLab();
  let expected: string;
  try {
    await deliverSurely(calm, DELIVERIES);
    expected = await settled(calm);
  } finally {
    await calm.stop();
  }

  const rough = await startLab();
  try {
    const every = Math.floor(DELIVERIES.length / KILLS);
    let kills = 0;
    await deliverSurely(rough, shuffled(DELIVERIES, 3), async (n) => {
      if (n % every !== 0 || kills === KILLS) return;
      // Sometimes right after the 200, sometimes a moment later: between publish and confirm.
      await sleep((kills % 3) * 60);
      process.kill(await companionPid(rough), 'SIGKILL');
      kills++;
      await sleep(300);
    });
    expect(kills).toBe(KILLS);
    expect(await settled(rough)).toBe(expected);
  } finally {
    await rough.stop();
  }
});
