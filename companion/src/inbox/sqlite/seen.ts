/**
 * Which webhook ids are settled. The database knows; a Bloom filter in memory spares the question for an id that never was here, and that is
 * nearly every one: a question costs a webhook more than all else the inbox does for it but the write.
 */
import type { Delivery } from '../inbox.ts';
import type { Database } from './database.ts';

type Id = Pick<Delivery, 'store' | 'webhookId'>;

/** 4 MB: one answer in a hundred is a needless question at 3.5 million ids; more ids mean more questions, never a wrong answer. */
const BITS = 2 ** 25;
const PROBES = 5;

/** FNV-1a, 32 bits. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

export interface Seen {
  has(id: Id): boolean;
  /** After the database was told. */
  add(id: Id): void;
}

export function openSeen(db: Database): Seen {
  const words = new Uint32Array(BITS / 32);
  const question = db.sql('SELECT 1 FROM seen WHERE store = ? AND webhook_id = ?');

  /** The bits of an id, each told to `visit` until it says no. */
  function every({ store, webhookId }: Id, visit: (word: number, mask: number) => boolean): boolean {
    const first = hash(webhookId, hash(store, 0x811c9dc5));
    const step = (Math.imul(first ^ (first >>> 15), 0x85ebca6b) | 1) >>> 0;
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = (first + probe * step) % BITS;
      if (!visit(bit >>> 5, 1 << (bit & 31))) return false;
    }
    return true;
  }

  const isSet = (word: number, mask: number): boolean => ((words[word] as number) & mask) !== 0;
  const set = (word: number, mask: number): boolean => {
    words[word] = (words[word] as number) | mask;
    return true;
  };

  const all = db.sql('SELECT store, webhook_id AS webhookId FROM seen').iterate() as Iterable<unknown> as Iterable<Id>;
  for (const id of all) every(id, set);
  return {
    has: (id) => every(id, isSet) && question.get(id.store, id.webhookId) !== undefined,
    add: (id) => void every(id, set),
  };
}
