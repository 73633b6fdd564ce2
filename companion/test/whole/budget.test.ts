/** A busy shop: few requests of the org's daily limit per order, and nothing published twice. */
import { Companion, order, until } from './companion.ts';

let companion: Companion;
beforeEach(async () => {
  companion = await Companion.begin();
});
afterEach(() => companion.close());

test('2,000 orders are published once each and confirmed with a request for 500', async () => {
  const { org } = companion;
  await until('the org is known', () => org.requests > 0);
  const began = org.requests;
  for (let at = 0; at < 2000; at += 100) {
    const ids = Array.from({ length: 100 }, (_, index) => String(1_000_000 + at + index));
    await Promise.all(ids.map((id) => companion.post('orders/create', order(id))));
  }
  await until('all confirmed', async () => (await companion.confirmed()) === 2000, 60_000);
  expect(org.events).toHaveLength(2000);
  expect(org.requests - began).toBeLessThanOrEqual(2000 / 500 + 2);
}, 90_000);
