/**
 * Insertion-ordered table keyed by Apex values: what Set and Map are made of.
 *
 * Strings, numbers and other primitives are their own JavaScript keys. Values compared by content get a text key
 * (`exactKey`); values whose equality only `equals` can tell are chained by hash.
 */
import { apexEquals, exactKey, hashOf, INEXACT } from './equality.ts';

export interface Entry {
  key: unknown;
  value: unknown;
}

export class HashTable {
  private readonly entriesByKey = new Map<unknown, Entry>();
  /** Hash → the keys in the table that are compared by `equals`. */
  private chains: Map<number, object[]> | undefined;
  /** How often keys came and went, see `iteration.ts`. */
  changes = 0;

  get size(): number {
    return this.entriesByKey.size;
  }

  get(key: unknown): Entry | undefined {
    if (typeof key === 'string' || typeof key === 'number') return this.entriesByKey.get(key);
    const found = this.locate(key);
    return found === INEXACT ? undefined : this.entriesByKey.get(found);
  }

  /** Returns the former entry's value, undefined when the key is new. A known key keeps its place and its key object. */
  set(key: unknown, value: unknown): unknown {
    let at: unknown = typeof key === 'string' || typeof key === 'number' ? key : this.locate(key);
    if (at === INEXACT) at = this.chain(key as object);
    const entry = this.entriesByKey.get(at);
    if (entry) {
      const former = entry.value;
      entry.value = value;
      return former;
    }
    this.changes++;
    this.entriesByKey.set(at, { key, value });
    return undefined;
  }

  delete(key: unknown): Entry | undefined {
    const at = this.locate(key);
    const entry = at === INEXACT ? undefined : this.entriesByKey.get(at);
    if (!entry) return undefined;
    this.changes++;
    this.entriesByKey.delete(at);
    this.unchain(at);
    return entry;
  }

  clear(): void {
    this.changes++;
    this.entriesByKey.clear();
    this.chains = undefined;
  }

  entries(): IterableIterator<Entry> {
    return this.entriesByKey.values();
  }

  /** The JavaScript key under which an equal key is stored; INEXACT when it needs `equals` and none is there. */
  private locate(key: unknown): unknown {
    const exact = exactKey(key);
    if (exact !== INEXACT) return exact;
    const chain = this.chains?.get(hashOf(key));
    return chain?.find((other) => other === key || apexEquals(other, key)) ?? INEXACT;
  }

  private chain(key: object): object {
    this.chains ??= new Map();
    const hash = hashOf(key);
    const chain = this.chains.get(hash);
    if (chain) chain.push(key);
    else this.chains.set(hash, [key]);
    return key;
  }

  private unchain(key: unknown): void {
    if (!this.chains || typeof key !== 'object' || key === null) return;
    for (const chain of this.chains.values()) {
      const index = chain.indexOf(key);
      if (index >= 0) chain.splice(index, 1);
    }
  }
}
