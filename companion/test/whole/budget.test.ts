/** A busy shop: few requests of the org's daily limit per order, and nothing published twice. */
import { Companion, order, until } from './companion.ts';

let companion: Companion;
beforeEach(async () => {
  companion = await Companion.begin();
});
afterEach(() => companion.close());

test('2,000 orders that wait are published once each and confirmed with a request for 500', async () => {
  const { org } = companion;
  await companion.stop();
  org.expired.add('token');
  await companion.start();
  for (let at = 0; at < 2000; at += 100) {
    const ids = Array.from({ length: 100 }, (_, index) => String(1_000_000 + at + index));
    await Promise.all(ids.map((id) => companion.post('orders/create', order(id))));
  }
  org.expired.clear();
  const began = org.requests;
  await until('all confirmed', async () => (await companion.confirmed()) === 2000, 60_000);
  expect(org.events).toHaveLength(2000);
  expect(org.requests - began).toBeLessThanOrEqual(2000 / 500 + 1);
}, 120_000);
