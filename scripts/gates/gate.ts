/** A gate: one check of the whole repository, with a count of what it checked. */
export interface Gate {
  name: string;
  run(): Promise<GateResult>;
}

export interface GateResult {
  passed: number;
  failed: number;
  skipped: number;
  /** Printed when something failed or was skipped: what, and where. */
  detail: string;
}

export function verdict(isGood: boolean, detail: string): GateResult {
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0, detail };
}

export function skip(reason: string): GateResult {
  return { passed: 0, failed: 0, skipped: 1, detail: reason };
}
