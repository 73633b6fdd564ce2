/**
 * The events of an org in order, kept for 72 hours. All channels read from this one log; a replay id is a place in it.
 */
import type { BusEvent } from './event.ts';

const RETENTION = 72 * 3_600_000;

export class EventLog {
  readonly #now: () => number;
  #events: BusEvent[] = [];
  #last: number;
  /** Everything up to this replay id has been forgotten. */
  #forgotten: number;

  constructor(now: () => number, first = 1000) {
    this.#now = now;
    this.#last = first;
    this.#forgotten = first;
  }

  append(event: Omit<BusEvent, 'replayId'>): BusEvent {
    // Replay ids are not contiguous on the platform: whoever counts on the next one being one more is to notice here.
    const stored = { ...event, replayId: this.#last + 1 + (this.#events.length % 3) };
    this.#last = stored.replayId;
    this.#events.push(stored);
    return stored;
  }

  /** Replay id of the newest event. */
  get tip(): number {
    return this.#last;
  }

  /** A subscriber at the beginning of what is kept. */
  get beginning(): number {
    this.#forget();
    return this.#forgotten;
  }

  /** Whether one may resume after this id: not older than what is kept, not from another log. */
  isKnown(replayId: number): boolean {
    return replayId >= this.beginning && replayId <= this.#last;
  }

  /** Events after a place, oldest first, at most `count`. */
  after(replayId: number, isWanted: (event: BusEvent) => boolean, count = Infinity): BusEvent[] {
    const found: BusEvent[] = [];
    for (let i = this.#indexAfter(replayId); i < this.#events.length && found.length < count; i++) {
      const event = this.#events[i]!;
      if (isWanted(event)) found.push(event);
    }
    return found;
  }

  /** The newest event one wants; undefined when there is none. */
  newest(isWanted: (event: BusEvent) => boolean): BusEvent | undefined {
    return this.#events.findLast(isWanted);
  }

  /** Like a sandbox refresh: all events are gone and ids of before mean nothing any more. */
  reset(): void {
    this.#events = [];
    this.#last = 1;
    this.#forgotten = 1;
  }

  /** Forgets everything up to an id, as if 72 hours had passed. */
  expire(replayId: number): void {
    this.#events = this.#events.slice(this.#indexAfter(replayId));
    this.#forgotten = Math.max(this.#forgotten, Math.min(replayId, this.#last));
  }

  dump(): { last: number; forgotten: number; events: BusEvent[] } {
    this.#forget();
    return { last: this.#last, forgotten: this.#forgotten, events: this.#events };
  }

  restore(state: { last: number; forgotten: number; events: BusEvent[] }): void {
    this.#last = state.last;
    this.#forgotten = state.forgotten;
    this.#events = state.events;
  }

  #forget(): void {
    const oldest = this.#now() - RETENTION;
    let last: BusEvent | undefined;
    for (const event of this.#events) {
      if (event.publishedAt >= oldest) break;
      last = event;
    }
    if (last) this.expire(last.replayId);
  }

  #indexAfter(replayId: number): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle]!.replayId <= replayId) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
