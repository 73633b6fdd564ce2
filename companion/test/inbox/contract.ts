/** What every inbox must do, whatever it is made of. */
import type { Inbox } from '../../src/inbox/inbox.ts';
import { refOf } from '../../src/inbox/inbox.ts';
import { delivery, snapshot } from '../support.ts';

const V1 = '2026-11-01T10:00:00.000Z/2026-11-01T10:00:01.000Z';
const V2 = '2026-11-01T11:00:00.000Z/2026-11-01T11:00:01.000Z';

export function inboxContract(open: () => Promise<Inbox>, reopen: (inbox: Inbox) => Promise<Inbox>): void {
  let inbox: Inbox;

  beforeEach(async () => {
    inbox = await open();
  });
  afterEach(async () => {
    await inbox.close();
  });

  const settleInto = async (...snapshots: ReturnType<typeof snapshot>[]) => {
    await inbox.accept(delivery('orders/updated', { id: 1 }));
    const [first] = await inbox.deliveries(1);
    await inbox.settle([{ deliveryId: first?.id ?? 0, snapshots }]);
  };

  test('keeps deliveries in order, once per webhook id, over a restart', async () => {
    const a = delivery('orders/create', { id: 1 });
    const b = delivery('orders/create', { id: 2 });
    expect(await Promise.all([inbox.accept(a), inbox.accept(b), inbox.accept(a)])).toEqual([true, true, false]);
    inbox = await reopen(inbox);
    expect(await inbox.accept(b)).toBe(false);
    expect((await inbox.deliveries(10)).map(({ webhookId, body }) => [webhookId, body.toString()])).toEqual([
      [a.webhookId, '{"id":1}'],
      [b.webhookId, '{"id":2}'],
    ]);
  });

  test('one webhook id may come from two stores', async () => {
    const a = delivery('orders/create', { id: 1 });
    expect(await inbox.accept(a)).toBe(true);
    expect(await inbox.accept({ ...a, store: 'other' })).toBe(true);
  });

  test('settling makes snapshots; a problem keeps the body', async () => {
    await inbox.accept(delivery('orders/create', { id: 1 }));
    await inbox.accept(delivery('nonsense/topic', { id: 2 }));
    const [a, b] = await inbox.deliveries(10);
    await inbox.settle([
      { deliveryId: a?.id ?? 0, snapshots: [snapshot('1', V1)] },
      { deliveryId: b?.id ?? 0, snapshots: [], problem: 'unknown topic' },
    ]);
    expect(await inbox.deliveries(10)).toEqual([]);
    expect(await inbox.waiting(10)).toMatchObject([{ resourceId: '1', version: V1, attempts: 0 }]);
    expect(await inbox.counts()).toEqual({ deliveries: 0, waiting: 1, inFlight: 0, parked: 0, problems: 1 });
  });

  test('the newest version of a resource stays, whatever the order of arrival', async () => {
    await settleInto(
      snapshot('1', V2, { document: '{"v":2}' }),
      snapshot('1', V1, { document: '{"v":1}' }),
      snapshot('2', V1),
      snapshot('2', V2),
    );
    expect((await inbox.waiting(10)).map(({ resourceId, version }) => [resourceId, version])).toEqual([
      ['1', V2],
      ['2', V2],
    ]);
  });

  test('a newer document keeps what only the older knew; a tombstone keeps nothing', async () => {
    await settleInto(
      snapshot('1', V1, { document: '{"id":"1","note":"a","tags":["b"],"line_keys":[]}' }),
      snapshot('1', V2, { document: '{"id":"1","note":null,"line_keys":["5"]}' }),
      snapshot('2', V1, { document: '{"id":"2","note":"a"}' }),
      snapshot('2', V2, { document: '{"id":"2","deleted":true}' }),
    );
    expect((await inbox.waiting(10)).map(({ document }) => document)).toEqual([
      '{"id":"1","note":null,"tags":["b"],"line_keys":["5"]}',
      '{"id":"2","deleted":true}',
    ]);
  });

  test('live goes before repair before history, older first', async () => {
    await settleInto(
      snapshot('1', V1, { mode: 'history', receivedAt: 1 }),
      snapshot('2', V1, { mode: 'repair', receivedAt: 2 }),
      snapshot('3', V1, { mode: 'live', receivedAt: 4 }),
      snapshot('4', V1, { mode: 'live', receivedAt: 3 }),
    );
    expect((await inbox.waiting(10)).map(({ resourceId }) => resourceId)).toEqual(['4', '3', '2', '1']);
    expect((await inbox.waiting(2)).map(({ resourceId }) => resourceId)).toEqual(['4', '3']);
  });

  test('published, requeued, confirmed', async () => {
    await settleInto(snapshot('1', V1), snapshot('2', V1));
    const refs = (await inbox.waiting(10)).map(refOf);
    await inbox.markPublished(refs, 1234);
    expect(await inbox.waiting(10)).toEqual([]);
    expect(await inbox.inFlight()).toMatchObject([{ attempts: 1, publishedAt: 1234 }, { attempts: 1 }]);
    await inbox.requeue(refs.slice(0, 1));
    await inbox.confirm(refs.slice(1));
    inbox = await reopen(inbox);
    expect(await inbox.waiting(10)).toMatchObject([{ resourceId: '1', attempts: 1 }]);
    expect(await inbox.inFlight()).toEqual([]);
  });

  test('a newer version that arrives in flight is not confirmed with the old one', async () => {
    await settleInto(snapshot('1', V1));
    const [old] = await inbox.waiting(1);
    if (!old) throw new Error('nothing waits');
    await inbox.markPublished([refOf(old)], 1);
    await settleInto(snapshot('1', V2));
    await inbox.confirm([refOf(old)]);
    expect(await inbox.waiting(10)).toMatchObject([{ version: V2, attempts: 0 }]);
  });

  test('parked snapshots are kept and not published; a newer version is', async () => {
    await settleInto(snapshot('1', V1));
    await inbox.park((await inbox.waiting(1)).map(refOf));
    expect(await inbox.counts()).toMatchObject({ waiting: 0, parked: 1 });
    await settleInto(snapshot('1', V2));
    expect(await inbox.waiting(10)).toHaveLength(1);
  });

  test('facts stay; pruning forgets only settled webhook ids', async () => {
    await inbox.setFact('org', 'a');
    await inbox.setFact('org', 'b');
    const kept = delivery('orders/create', { id: 9 });
    await settleInto();
    await inbox.accept(kept);
    await inbox.prune(Date.now() + 1000);
    inbox = await reopen(inbox);
    expect(await inbox.fact('org')).toBe('b');
    expect(await inbox.fact('none')).toBeUndefined();
    expect((await inbox.deliveries(10)).map(({ webhookId }) => webhookId)).toEqual([kept.webhookId]);
  });
}
