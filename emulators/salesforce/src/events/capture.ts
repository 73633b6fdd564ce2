/** Change data capture: the changes of a transaction become change events. */
import { randomUUID } from 'node:crypto';
import type { Org, RecordChange } from '../org/services.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { isCaptured } from './channels.ts';
import { changeEventName, type BusEvent, type ChangeHeader, type ChangeType } from './event.ts';

const MAX_CHANGES = 100_000;
/** No field of a change event. */
const NOT_CAPTURED = new Set([
  'Id',
  'IsDeleted',
  'SystemModstamp',
  'LastViewedDate',
  'LastReferencedDate',
  'LastActivityDate',
]);

let commits = 0;

/** Test hook: the next transactions' changes arrive as gap or overflow events. */
export interface CaptureFaults {
  gap: 'none' | 'gap' | 'overflow';
}

type Captured = Omit<BusEvent, 'replayId'>;

/**
 * @param isSelected whether changes of an object are wanted
 * @returns events in the order of the changes, one per record
 */
export function captureEvents(
  org: Org,
  changes: RecordChange[],
  transaction: Transaction,
  faults: CaptureFaults,
  isSelected: (objectName: string) => boolean = (name) => isCaptured(org, name),
): Captured[] {
  const selected = new Map<string, boolean>();
  const wanted = changes.filter(({ object }) => {
    if (!selected.has(object.name)) selected.set(object.name, isSelected(object.name));
    return selected.get(object.name);
  });
  if (wanted.length === 0) return [];
  const commit = { key: randomUUID(), number: 2 ** 33 + ++commits, time: transaction.now(), user: transaction.user.id };
  const isOverflow = faults.gap === 'overflow' || wanted.length > MAX_CHANGES;
  const merged = isOverflow ? overflow(wanted) : [...merge(wanted).values()];
  return merged.map((change, index) => event(change, index + 1, commit, faults.gap === 'gap' || isOverflow));
}

/** Several changes of one record in a transaction are one: the first type stays, the last values win. */
function merge(changes: RecordChange[]): Map<string, RecordChange> {
  const merged = new Map<string, RecordChange>();
  for (const change of changes) {
    const before = merged.get(change.id);
    if (!before) {
      merged.set(change.id, { ...change });
      continue;
    }
    if (change.type === 'DELETE') {
      if (before.type === 'CREATE') merged.delete(change.id);
      else merged.set(change.id, { ...change });
      continue;
    }
    before.values = change.values;
    before.changedFields = [...new Set([...before.changedFields, ...change.changedFields])];
  }
  return merged;
}

function overflow(changes: RecordChange[]): RecordChange[] {
  const byObject = new Map(changes.map((change) => [change.object.name, change]));
  return [...byObject.values()].map((change) => ({ ...change, id: '000000000000000AAA' }));
}

interface Commit {
  key: string;
  number: number;
  time: number;
  user: string;
}

function event(change: RecordChange, sequence: number, commit: Commit, isGap: boolean): Captured {
  const isOverflow = change.id === '000000000000000AAA';
  const changeType: ChangeType = isOverflow ? 'GAP_OVERFLOW' : isGap ? `GAP_${change.type}` : change.type;
  // The moment of the save counts as changed even when it is the same second as the one before.
  const all = change.values.has('LastModifiedDate')
    ? [...change.changedFields, 'LastModifiedDate']
    : change.changedFields;
  const changed = [...new Set(all)].filter((name) => !NOT_CAPTURED.has(name));
  const isUpdate = changeType === 'UPDATE';
  const header: ChangeHeader = {
    entityName: change.object.name,
    recordIds: [change.id],
    changeType,
    changeOrigin: change.changeOrigin,
    transactionKey: commit.key,
    sequenceNumber: sequence,
    commitTimestamp: commit.time,
    commitNumber: commit.number,
    commitUser: commit.user,
    nulledFields: isUpdate ? changed.filter((name) => (change.values.get(name) ?? null) === null) : [],
    diffFields: [],
    changedFields: isUpdate ? changed : [],
  };
  const values = new Map([...change.values].filter(([name]) => !NOT_CAPTURED.has(name)));
  return {
    objectName: changeEventName(change.object.name),
    eventUuid: randomUUID(),
    publishedAt: commit.time,
    publishedBy: commit.user,
    values,
    change: header,
    raw: undefined,
    isFromApex: false,
  };
}
