/** Debug logs of the org, kept for `sf apex get log`; whoever tails them is told of each. */
import type { Org } from '../org/services.ts';
import type { OrgUser } from '../security/access.ts';
import { makeId } from '../storage/ids.ts';

export interface ApexLog {
  id: string;
  user: OrgUser;
  operation: string;
  status: string;
  startTime: number;
  duration: number;
  body: string;
}

const KEPT = 200;

class ApexLogs {
  readonly logs: ApexLog[] = [];
  readonly listeners = new Set<(log: ApexLog) => void>();
  serial = 0;
}

const byOrg = new WeakMap<Org, ApexLogs>();

function all(org: Org): ApexLogs {
  let own = byOrg.get(org);
  if (!own) byOrg.set(org, (own = new ApexLogs()));
  return own;
}

export function logsOf(org: Org): readonly ApexLog[] {
  return all(org).logs;
}

export function addLog(org: Org, log: Omit<ApexLog, 'id'>): ApexLog {
  const own = all(org);
  const stored = { ...log, id: makeId('07L', ++own.serial) };
  own.logs.push(stored);
  if (own.logs.length > KEPT) own.logs.shift();
  for (const listener of own.listeners) listener(stored);
  return stored;
}

/** False when there is no such log. */
export function removeLog(org: Org, id: string): boolean {
  const { logs } = all(org);
  const index = logs.findIndex((log) => log.id.slice(0, 15) === id.slice(0, 15));
  if (index >= 0) logs.splice(index, 1);
  return index >= 0;
}

/** @returns ends it */
export function onLog(org: Org, listener: (log: ApexLog) => void): () => void {
  const { listeners } = all(org);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
