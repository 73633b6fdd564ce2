/** Debug logs: one per anonymous block, kept for `sf apex get log`. */
import { makeId } from '../../storage/ids.ts';
import type { OrgUser } from '../../security/access.ts';
import type { Org } from '../../org/services.ts';

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
const logsByOrg = new WeakMap<Org, ApexLog[]>();
let serial = 0;

export function logsOf(org: Org): ApexLog[] {
  let own = logsByOrg.get(org);
  if (!own) logsByOrg.set(org, (own = []));
  return own;
}

export function addLog(org: Org, log: Omit<ApexLog, 'id'>): ApexLog {
  const logs = logsOf(org);
  const stored = { ...log, id: makeId('07L', ++serial) };
  logs.push(stored);
  if (logs.length > KEPT) logs.shift();
  return stored;
}
