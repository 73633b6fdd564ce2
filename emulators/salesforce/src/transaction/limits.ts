/** Governor limits of one transaction: `[synchronous, asynchronous]`, from the Apex Developer Guide ("Execution Governors and Limits"). */
export const LIMITS = {
  queries: [100, 200],
  aggregateQueries: [300, 600],
  queryRows: [50_000, 50_000],
  queryLocatorRows: [10_000, 10_000],
  soslQueries: [20, 20],
  dmlStatements: [150, 150],
  dmlRows: [10_000, 10_000],
  cpuTime: [10_000, 60_000],
  heapSize: [6_000_000, 12_000_000],
  callouts: [100, 100],
  /** None in batches and futures, which `enqueueFuture` refuses by name; 50 in queueables. */
  futureCalls: [50, 50],
  queueableJobs: [50, 1],
  emailInvocations: [10, 10],
  publishImmediateDml: [150, 150],
  mobilePushApexCalls: [10, 10],
  apexCursors: [10_000, 10_000],
  apexCursorRows: [50_000_000, 50_000_000],
  fetchCallsOnApexCursor: [100, 100],
} as const;

export type LimitName = keyof typeof LIMITS;

/** The platform's words: `Too many SOQL queries: 101`. */
const EXCEEDED: Partial<Record<LimitName, (n: number) => string>> = {
  queries: (n) => `Too many SOQL queries: ${n}`,
  aggregateQueries: (n) => `Too many Aggregate queries: ${n}`,
  queryRows: (n) => `Too many query rows: ${n}`,
  soslQueries: (n) => `Too many SOSL queries: ${n}`,
  dmlStatements: (n) => `Too many DML statements: ${n}`,
  dmlRows: (n) => `Too many DML rows: ${n}`,
  cpuTime: () => 'Apex CPU time limit exceeded',
  heapSize: (n) => `Apex heap size too large: ${n}`,
  callouts: (n) => `Too many callouts: ${n}`,
  futureCalls: (n) => `Too many future calls: ${n}`,
  queueableJobs: (n) => `Too many queueable jobs added to the queue: ${n}`,
  emailInvocations: (n) => `Too many Email Invocations: ${n}`,
  fetchCallsOnApexCursor: (n) => `Too many Apex cursor fetch calls: ${n}`,
  publishImmediateDml: (n) => `Too many publish immediate events: ${n}`,
};

/** Thrown by `count`; Apex code cannot catch it. `apex/runtime` turns it into System.LimitException. */
export class LimitExceeded extends Error {
  readonly limit: LimitName;
  /** Where the Apex code stood: lines `Class.Foo.bar: line 12, column 1`. */
  readonly apexStack: string;
  constructor(limit: LimitName, used: number) {
    super(EXCEEDED[limit]?.(used) ?? `Too many ${limit}: ${used}`);
    this.limit = limit;
    this.apexStack = apexPosition.trace();
  }
}

/** Installed by `apex/runtime`: where running Apex stands. */
export const apexPosition = { trace: (): string => '' };

export class LimitCounters {
  readonly used = new Map<LimitName, number>();
  readonly column: 0 | 1;
  readonly isEnforced: boolean;

  constructor(kind: 'sync' | 'async', isEnforced = true) {
    this.column = kind === 'sync' ? 0 : 1;
    this.isEnforced = isEnforced;
  }

  /** Adds to a counter. Throws LimitExceeded when the result is over the limit. */
  count(limit: LimitName, n = 1): void {
    const used = this.get(limit) + n;
    this.used.set(limit, used);
    if (this.isEnforced && used > LIMITS[limit][this.column]) throw new LimitExceeded(limit, used);
  }

  /** Throws LimitExceeded when that much of it is over the limit. */
  reach(limit: LimitName, amount: number): void {
    if (this.isEnforced && amount > LIMITS[limit][this.column]) throw new LimitExceeded(limit, amount);
  }

  get(limit: LimitName): number {
    return this.used.get(limit) ?? 0;
  }

  limit(limit: LimitName): number {
    return LIMITS[limit][this.column];
  }
}
