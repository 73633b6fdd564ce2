/** Remembers which events the bus refused one by one, so that they neither hold up the others nor are tried for ever. */

/** Refusals of one event while others were taken, before it is given up. */
const WHILE_OTHERS_PASS = 3;
/** Refusals of one event when nothing else is there to compare with; the pauses between them grow to half a minute. */
const ALONE = 10;

export interface Refusals {
  /** Whether this resource should let others go first. */
  isAside(key: string): boolean;
  accepted(key: string): void;
  /** Counts a refusal. True: it is this event, not the bus; give it up. */
  refused(key: string): boolean;
}

export function makeRefusals(): Refusals {
  const known = new Map<string, { count: number; since: number }>();
  let passed = 0;
  let clock = 0;
  return {
    isAside: (key) => known.has(key),
    accepted(key) {
      passed = ++clock;
      known.delete(key);
    },
    refused(key) {
      const entry = known.get(key) ?? { count: 0, since: ++clock };
      entry.count += 1;
      known.set(key, entry);
      const isGivenUp = entry.count >= (passed > entry.since ? WHILE_OTHERS_PASS : ALONE);
      if (isGivenUp) known.delete(key);
      return isGivenUp;
    },
  };
}
