/** Counts what the org's event allocations limit: published per rolling hour, delivered per rolling day. */
const HOUR = 3_600_000;

/** A sum over a moving window, in slices of one sixtieth. */
class RollingSum {
  readonly #now: () => number;
  readonly #slice: number;
  readonly #slices = new Map<number, number>();

  constructor(now: () => number, window: number) {
    this.#now = now;
    this.#slice = window / 60;
  }

  add(count: number): void {
    const key = Math.floor(this.#now() / this.#slice);
    this.#slices.set(key, (this.#slices.get(key) ?? 0) + count);
  }

  get total(): number {
    const oldest = Math.floor(this.#now() / this.#slice) - 59;
    let sum = 0;
    for (const [key, count] of this.#slices) {
      if (key < oldest) this.#slices.delete(key);
      else sum += count;
    }
    return sum;
  }
}

export class EventUsage {
  readonly #published: RollingSum;
  readonly #delivered: RollingSum;
  /** Enterprise Edition's numbers; a control endpoint may change them. */
  publishLimit = 250_000;
  deliveryLimit = 25_000;

  constructor(now: () => number) {
    this.#published = new RollingSum(now, HOUR);
    this.#delivered = new RollingSum(now, 24 * HOUR);
  }

  get published(): number {
    return this.#published.total;
  }

  get delivered(): number {
    return this.#delivered.total;
  }

  /** False when the hour's allocation does not hold that many more: nothing is counted then. */
  mayPublish(count: number): boolean {
    if (this.published + count > this.publishLimit) return false;
    this.#published.add(count);
    return true;
  }

  /** Deliveries to Pub/Sub and CometD subscribers; triggers don't count. False when the day's allocation is used up. */
  mayDeliver(count: number): boolean {
    if (this.delivered + count > this.deliveryLimit) return false;
    this.#delivered.add(count);
    return true;
  }
}
