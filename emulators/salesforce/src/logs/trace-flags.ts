/** TraceFlag and DebugLevel: whose transactions leave a debug log. */
import type { Org } from '../org/services.ts';
import { makeId } from '../storage/ids.ts';

export type TraceTable = 'TraceFlag' | 'DebugLevel';

/** Values by field name, `Id` among them. */
export type TraceRow = Record<string, unknown>;

const PREFIXES: Record<TraceTable, string> = { TraceFlag: '7tf', DebugLevel: '7dl' };

const CATEGORIES = [
  'ApexCode',
  'ApexProfiling',
  'Callout',
  'Database',
  'System',
  'Validation',
  'Visualforce',
  'Workflow',
];

/** What a row has that says nothing. */
const DEFAULTS: Record<TraceTable, TraceRow> = {
  TraceFlag: { LogType: 'USER_DEBUG', StartDate: null, ExpirationDate: null, DebugLevelId: null, TracedEntityId: null },
  DebugLevel: {
    DeveloperName: null,
    MasterLabel: null,
    Language: 'en_US',
    ...Object.fromEntries(CATEGORIES.map((name) => [name, 'INFO'])),
  },
};

const byOrg = new WeakMap<Org, Record<TraceTable, TraceRow[]>>();
let serial = 0;

export function traceRows(org: Org, table: TraceTable): TraceRow[] {
  let own = byOrg.get(org);
  if (!own) byOrg.set(org, (own = { TraceFlag: [], DebugLevel: [] }));
  return own[table];
}

export function addTraceRow(org: Org, table: TraceTable, values: TraceRow): TraceRow {
  const row = { Id: makeId(PREFIXES[table], ++serial), ...DEFAULTS[table], ...values };
  traceRows(org, table).push(row);
  return row;
}

/** The field's own spelling; undefined when the table has no such field. */
export function traceField(table: TraceTable, name: string): string | undefined {
  return Object.keys(DEFAULTS[table]).find((each) => each.toLowerCase() === name.toLowerCase());
}

export function isTraced(org: Org, userId: string, now: number): boolean {
  return (byOrg.get(org)?.TraceFlag ?? []).some((flag) => {
    const time = (name: string): number => Date.parse(String(flag[name]).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    const hasBegun = flag['StartDate'] === null || time('StartDate') <= now;
    const isOver = flag['ExpirationDate'] !== null && time('ExpirationDate') <= now;
    return String(flag['TracedEntityId']).slice(0, 15) === userId.slice(0, 15) && hasBegun && !isOver;
  });
}
