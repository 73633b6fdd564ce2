/** The org's clock: real time, unless a test moves it. */
export class Clock {
  #offset = 0;

  now(): number {
    return Date.now() + this.#offset;
  }

  advance(ms: number): void {
    this.#offset += ms;
  }

  /** @param ms since epoch: what it is now */
  set(ms: number): void {
    this.#offset = ms - Date.now();
  }
}
