/** The deliveries not settled yet: durable in the journal, listed here. */
import type { Delivery, StoredDelivery } from '../inbox.ts';
import type { Place } from '../journal/files.ts';
import { openJournal } from '../journal/journal.ts';

/** What is remembered of a delivery; the rest is read from the journal. */
export interface Open extends Pick<StoredDelivery, 'store' | 'webhookId' | 'receivedAt'> {
  place: Place;
}

export interface Deliveries {
  /** Durable when it resolves. False: it is here already. */
  add(delivery: Delivery): Promise<boolean>;
  /** Oldest first. @param after only those with a larger id */
  list(limit: number, after: number): StoredDelivery[];
  open(id: number): Open | undefined;
  read(id: number): StoredDelivery | undefined;
  /** Settled: the journal need not keep it. */
  remove(id: number): void;
  count(): number;
  /** Nothing received before this (ms since epoch) can come back with a restart. */
  oldest(): number;
  close(): Promise<void>;
}

function keyOf({ store, webhookId }: Pick<Delivery, 'store' | 'webhookId'>): string {
  return `${store}\0${webhookId}`;
}

/** @param isSettled told of what the journal still holds after a restart */
export function openDeliveries(
  folder: string,
  isSettled: (delivery: Pick<Delivery, 'store' | 'webhookId'>) => boolean,
): Deliveries {
  const byId = new Map<number, Open>();
  const known = new Set<string>();
  /** Being written: a second one of the same id is no more durable than the first. */
  const onTheWay = new Map<string, Promise<unknown>>();
  let lastId = 0;
  /** No id below is here. */
  let firstId = 1;

  function put({ store, webhookId, receivedAt }: Omit<Open, 'place'>, place: Place): void {
    known.add(keyOf({ store, webhookId }));
    byId.set(++lastId, { store, webhookId, receivedAt, place });
  }

  const journal = openJournal(folder, (envelope, place) => {
    if (known.has(keyOf(envelope)) || isSettled(envelope)) return false;
    put(envelope, place);
    return true;
  });

  function read(id: number): StoredDelivery | undefined {
    const open = byId.get(id);
    if (!open) return undefined;
    const { envelope, body } = journal.read(open.place);
    return { id, ...envelope, body };
  }

  return {
    async add({ body, ...about }) {
      const key = keyOf(about);
      if (known.has(key)) return false;
      const first = onTheWay.get(key);
      if (first) {
        await first;
        return false;
      }
      const envelope = { ...about, receivedAt: Date.now() };
      const written = journal.append(envelope, body);
      onTheWay.set(key, written);
      try {
        put(envelope, await written);
      } finally {
        onTheWay.delete(key);
      }
      return true;
    },
    list(limit, after) {
      while (firstId <= lastId && !byId.has(firstId)) firstId++;
      const found: StoredDelivery[] = [];
      for (let id = Math.max(firstId, after + 1); id <= lastId && found.length < limit; id++) {
        const delivery = read(id);
        if (delivery) found.push(delivery);
      }
      return found;
    },
    open: (id) => byId.get(id),
    read,
    remove(id) {
      const open = byId.get(id);
      if (!open) return;
      byId.delete(id);
      known.delete(keyOf(open));
      journal.release(open.place);
    },
    count: () => byId.size,
    oldest: () => journal.oldest(),
    close: () => journal.close(),
  };
}
