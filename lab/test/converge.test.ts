/** Converge, don't sequence: any order, any number of times, the same records, and none touched without need. */
import { deliver } from '../src/signed.ts';
import { type Delivery, history, shuffled, versions } from './history.ts';
import { touched } from './records.ts';
import { type RunningLab, startLab } from './lab.ts';

jest.setTimeout(240_000);

const PEOPLE = 15;
const DELIVERIES = [...history(PEOPLE), ...versions()];

let lab: RunningLab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(async () => {
  await lab?.stop();
});

async function send(deliveries: Delivery[], fresh: boolean): Promise<void> {
  const store = lab.report.stores[0]!;
  for (let at = 0; at < deliveries.length; at += 10)
    await Promise.all(
      deliveries.slice(at, at + 10).map(async ({ topic, document, headers }, n) => {
        // A delivery under another id is not recognised at the door: the versions have to do it.
        const id: Record<string, string> = fresh ? { 'x-shopify-webhook-id': `again-${at + n}-${Math.random()}` } : {};
        const response = await deliver(store, topic, document, { ...headers, ...id });
        expect(response.status).toBe(200);
      }),
    );
}

const ORDERS = PEOPLE * 2 + versions().length;

it('stores every order and line, whatever the order of arrival', async () => {
  await send(shuffled(DELIVERIES, 7), false);
  await lab.org.until(
    'SELECT Id FROM Shopify_Order__c WHERE Complete__c = true',
    (rows) => rows.length === ORDERS,
    60_000,
  );
  await lab.org.until(
    `SELECT Id FROM Shopify_Order__c WHERE Fulfillment_Status__c = 'fulfilled'`,
    (rows) => rows.length === PEOPLE,
    60_000,
  );
  await lab.org.until('SELECT Id FROM Shopify_Customer__c', (rows) => rows.length >= PEOPLE, 60_000);
  expect(await lab.org.query('SELECT Message__c FROM Shopify_Sync_Issue__c')).toEqual([]);
});

it('touches nothing when all of it comes again, shuffled and doubled', async () => {
  const times = await touched(lab.org);
  expect(Object.keys(times).length).toBeGreaterThan(ORDERS);
  await send(shuffled([...DELIVERIES, ...DELIVERIES], 11), true);
  // The last thing through the same pipe shows that the rest has passed.
  const marker = history(PEOPLE + 1).slice(-4);
  await send(marker, false);
  await lab.org.until(
    'SELECT Id FROM Shopify_Order__c WHERE Complete__c = true',
    (rows) => rows.length === ORDERS + 2,
    60_000,
  );
  const after = await touched(lab.org);
  const moved = Object.entries(times).filter(([record, time]) => after[record] !== time);
  expect(moved).toEqual([]);
});
