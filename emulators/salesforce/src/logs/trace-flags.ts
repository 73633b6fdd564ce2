/** TraceFlag and DebugLevel: whose transactions leave a debug log. */
import type { Org } from '../org/services.ts';
import { makeId } from '../storage/ids.ts';
import { CATEGORIES, levelNamed, type LogLevels, USUAL } from '../transaction/log-levels.ts';

export type TraceTable = 'TraceFlag' | 'DebugLevel';

/** Values by field name, `Id` among them. */
export type TraceRow = Record<string, unknown>;

const PREFIXES: Record<TraceTable, string> = { TraceFlag: '7tf', DebugLevel: '7dl' };

/** What a row has that says nothing. */
const DEFAULTS: Record<TraceTable, TraceRow> = {
  TraceFlag: { LogType: 'USER_DEBUG', StartDate: null, ExpirationDate: null, DebugLevelId: null, TracedEntityId: null },
  DebugLevel: {
    DeveloperName: null,
    MasterLabel: null,
    Language: 'en_US',
    ...Object.fromEntries(Object.keys(CATEGORIES).map((name) => [name, 'INFO'])),
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

/** How much a user's transactions log; undefined: nothing, no flag is on. */
export function tracedLevels(org: Org, userId: string, now: number): LogLevels | undefined {
  const flag = (byOrg.get(org)?.TraceFlag ?? []).findLast((each) => {
    const time = (name: string): number => Date.parse(String(each[name]).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    const hasBegun = each['StartDate'] === null || time('StartDate') <= now;
    const isOver = each['ExpirationDate'] !== null && time('ExpirationDate') <= now;
    return sameId(each['TracedEntityId'], userId) && hasBegun && !isOver;
  });
  return flag && levelsOf(traceRows(org, 'DebugLevel').find((row) => sameId(row['Id'], flag['DebugLevelId'])));
}

/** A flag whose debug level is gone logs as usual. */
function levelsOf(row: TraceRow | undefined): LogLevels {
  if (!row) return USUAL;
  return Object.fromEntries(
    Object.entries(CATEGORIES).map(([field, category]) => [category, levelNamed(row[field]) ?? 'NONE']),
  );
}

function sameId(left: unknown, right: unknown): boolean {
  return String(left).slice(0, 15) === String(right).slice(0, 15);
}
