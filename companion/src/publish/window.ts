/**
 * The in-flight window: how much may be published and not yet confirmed. It grows while confirmations keep pace and halves when something
 * is overdue, down to a single event. This one mechanism sets the batch size, keeps live traffic ahead and isolates poison.
 */
export interface Window {
  events: number;
  bytes: number;
}

const START: Window = { events: 100, bytes: 1_000_000 };
const LARGEST: Window = { events: 2_000, bytes: 20_000_000 };

export function makeWindow() {
  let current = { ...START };
  return {
    get events() {
      return current.events;
    },
    get bytes() {
      return current.bytes;
    },
    /** All that was in flight is confirmed in time. @param factor 2, or more when it went very fast */
    grow(factor: number) {
      current = {
        events: Math.min(LARGEST.events, current.events * factor),
        bytes: Math.min(LARGEST.bytes, Math.max(START.bytes / 4, current.bytes * factor)),
      };
    },
    halve() {
      current = {
        events: Math.max(1, Math.floor(current.events / 2)),
        bytes: Math.max(START.bytes / 8, current.bytes / 2),
      };
    },
  };
}

export type InFlightWindow = ReturnType<typeof makeWindow>;
