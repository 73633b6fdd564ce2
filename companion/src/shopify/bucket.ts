/**
 * What is left of a store's query points, as its last answer said, and what each query asks for: a query waits here until it should fit,
 * instead of being sent to be refused. A part is left to the other apps of the token and to people.
 */
export interface Cost {
  requestedQueryCost: number;
  throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
}

/** Of the bucket, never touched while reading in bulk. */
const RESERVE = 0.1;

export function makeBucket(clock: () => number = Date.now) {
  let state: { available: number; maximum: number; restoreRate: number; at: number } | undefined;
  /** Points on their way, not yet in an answer. */
  let open = 0;
  const costs = new Map<string, number>();

  const costOf = (query: string): number => costs.get(query) ?? 0;

  return {
    /** ms until the query should fit; 0 = now. Unknown before the first answer: then it is sent. */
    pause(query: string): number {
      if (!state) return 0;
      const now = Math.min(state.maximum, state.available + ((clock() - state.at) / 1000) * state.restoreRate) - open;
      const wanted = Math.min(costOf(query) + state.maximum * RESERVE, state.maximum);
      return now >= wanted ? 0 : Math.ceil(((wanted - now) / state.restoreRate) * 1000);
    },
    /** Takes its points. @returns gives them back; called with what the answer says it cost */
    take(query: string): (cost: Cost | undefined) => void {
      const points = costOf(query);
      open += points;
      return (cost) => {
        open -= points;
        if (!cost) return;
        costs.set(query, cost.requestedQueryCost);
        const { currentlyAvailable: available, maximumAvailable: maximum, restoreRate } = cost.throttleStatus;
        state = { available, maximum, restoreRate, at: clock() };
      };
    },
  };
}
