/**
 * When to look in the org again. Each look is a request of the daily limit, so a look should confirm much: while nothing waits for a
 * confirmation, it can wait itself; when something does, the look comes when the org is likely to be done.
 */

const SHORTEST = 200;
/** Something is held up, and looks show nothing new. */
const LONGEST = 8_000;
/** A window that takes longer than this to be confirmed is large enough. */
const SLOW = 5_000;
const FAST = 1_500;

export interface Pace {
  /** Events were handed to the bus. */
  published(): void;
  /** ms to wait before the next look. */
  untilLook(inFlight: number, isHeldUp: boolean): number;
  /** A look left `after` of `before` unconfirmed. */
  looked(before: number, after: number, now?: number): void;
  /** By how much the window may grow after what the last one took; 1 = it took too long for a larger one. */
  growth(): number;
}

/** @param relaxed ms between looks while nothing is held up */
export function makePace(relaxed: number): Pace {
  /** Confirmed per ms, smoothed; undefined before the first confirmation. */
  let rate: number | undefined;
  let since = 0;
  let barren = 0;
  let lastTook = 0;
  return {
    published() {
      since ||= Date.now();
    },
    untilLook(inFlight, isHeldUp) {
      if (!isHeldUp) return relaxed;
      const expected = rate === undefined ? SHORTEST : inFlight / rate;
      return Math.min(LONGEST, Math.max(SHORTEST, expected, SHORTEST * 2 ** barren));
    },
    looked(before, after, now = Date.now()) {
      const done = before - after;
      barren = done > 0 ? 0 : barren + 1;
      if (done <= 0) return;
      lastTook = now - since;
      const own = done / Math.max(1, lastTook);
      rate = rate === undefined ? own : (rate + own) / 2;
      since = after > 0 ? now : 0;
    },
    growth: () => (lastTook > SLOW ? 1 : lastTook > FAST ? 2 : 4),
  };
}
