/**
 * When to look in the org again. Each look is a request of the daily limit, so a look should confirm much: while nothing waits for a
 * confirmation, it can wait itself; when something does, the look comes when the org is likely to be done.
 *
 * The org is thought of as one that works off its queue in order, at a rate learned from what looks show.
 */

/** Between being done and showing it (ms); learned, from here up. */
const SHORTEST = 200;
const SLOWEST_TO_SHOW = 5_000;
/** Something is held up, and looks show nothing new. */
const LONGEST = 8_000;
/** Events per ms: before anything is known, and the bounds of what is believed. */
const UNKNOWN_RATE = 0.1;
const LOWEST_RATE = 0.005;
const HIGHEST_RATE = 1;
/** So many events are worth a look of their own. */
const WORTH = 1_000;
/** A window holds no more than the org does in this time (ms). */
const WINDOW_TIME = 10_000;
const MOST_GROWTH = 20;
/** An org that has not come to what was published so long ago (ms) is behind. */
export const KEEPS_PACE = 1_500;

export interface Standing {
  /** Events wait because the window is full. */
  isHeldUp: boolean;
  /** Something has been published again: it should not wait to be seen. */
  isSuspect: boolean;
}

/** What a look has shown, in events. */
export interface Look {
  confirmed: number;
  /** Not confirmed, though the org had time: it does not keep pace, or has lost them. */
  behind: number;
  /** All that is in flight now. */
  inFlight: number;
}

export interface Pace {
  /** Events were handed to the bus. */
  published(events: number, now?: number): void;
  /** Events were in flight already when the companion started: look soon. */
  resumed(events: number, now?: number): void;
  /** ms to wait before the next look; 0 = now. */
  untilLook(standing: Standing, now?: number): number;
  looked(look: Look, now?: number): void;
  /** Something went wrong: what is in flight may be lost. */
  alarm(): void;
  /** By how much a window of so many events may grow when the org keeps pace. */
  growth(events: number): number;
}

const between = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

/**
 * @param relaxed ms between looks while nothing is held up, after a start or trouble; twice as long once a look has shown all there was
 * @param overdueAfter ms after which an event that is held up should have been looked for
 */
export function makePace(relaxed: number, overdueAfter: number): Pace {
  const longest = Math.min(LONGEST, overdueAfter);
  let rate = UNKNOWN_RATE;
  let settle = SHORTEST;
  let isTrusted = false;
  /** When the org is thought to have begun with its queue and to be done with it, and how much that is. */
  let begin = 0;
  let end = 0;
  let queued = 0;
  /** First publish no look has covered; 0 = nothing to look for. */
  let since = 0;
  /** Published and not confirmed, and when that became worth a look. */
  let unseen = 0;
  let worthAt = Infinity;
  let soonAt = Infinity;
  let lastLook = 0;
  let barren = 0;

  function given(events: number, now: number): void {
    if (end < now) {
      begin = now;
      queued = 0;
    }
    queued += events;
    end = Math.max(end, now) + events / rate;
    since ||= now;
    unseen += events;
    if (unseen >= WORTH) worthAt = Math.min(worthAt, end + settle);
  }

  return {
    published(events, now = Date.now()) {
      given(events, now);
      barren = Math.min(barren, 1);
    },
    resumed(events, now = Date.now()) {
      if (events === 0) return;
      given(events, now);
      soonAt = now + SHORTEST * 5;
    },
    untilLook({ isHeldUp, isSuspect }, now = Date.now()) {
      const dues = [(since || now) + (isTrusted ? relaxed * 2 : relaxed), worthAt, soonAt];
      if (isHeldUp || isSuspect) dues.push(Math.min(end + settle, since + overdueAfter + SHORTEST));
      const pause = barren === 0 ? 0 : Math.min(longest, SHORTEST * 2 ** barren);
      return Math.max(0, Math.min(...dues) - now, lastLook + pause - now);
    },
    looked({ confirmed, behind, inFlight }, now = Date.now()) {
      lastLook = now;
      soonAt = worthAt = Infinity;
      unseen = inFlight;
      since = inFlight > 0 ? now : 0;
      if (confirmed === 0) {
        barren += 1;
        settle = Math.min(SLOWEST_TO_SHOW, settle * 2);
        return;
      }
      barren = 0;
      if (behind === 0) isTrusted = true;
      if (inFlight === 0) {
        settle = Math.max(SHORTEST, settle * 0.8);
        rate = Math.min(HIGHEST_RATE, rate * 2);
        return;
      }
      if (queued > inFlight) rate = between(LOWEST_RATE, (queued - inFlight) / Math.max(1, now - begin), HIGHEST_RATE);
      begin = now;
      queued = inFlight;
      end = now + inFlight / rate;
      if (inFlight >= WORTH) worthAt = end + settle;
    },
    alarm() {
      isTrusted = false;
    },
    growth: (events) => between(1, (rate * WINDOW_TIME) / events, MOST_GROWTH),
  };
}
