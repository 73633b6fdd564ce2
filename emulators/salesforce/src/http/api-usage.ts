/** Daily API requests: every REST and SOAP call counts one; the Pub/Sub API does not. */
export class ApiUsage {
  readonly #now: () => number;
  readonly #hours = new Map<number, number>();
  /** Requests per rolling 24 hours; Enterprise Edition's base. */
  limit = 100_000;

  constructor(now: () => number) {
    this.#now = now;
  }

  get used(): number {
    const oldest = this.#hour() - 23;
    let sum = 0;
    for (const [hour, count] of this.#hours) {
      if (hour < oldest) this.#hours.delete(hour);
      else sum += count;
    }
    return sum;
  }

  /** Counts a request; false when the allocation is used up. */
  count(): boolean {
    if (this.used >= this.limit) return false;
    this.#hours.set(this.#hour(), (this.#hours.get(this.#hour()) ?? 0) + 1);
    return true;
  }

  #hour(): number {
    return Math.floor(this.#now() / 3_600_000);
  }
}
