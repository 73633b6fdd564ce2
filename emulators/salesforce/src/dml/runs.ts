/** One attempt of a statement: runs of one object, chunks of 200. */
import type { ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { Row } from '../storage/row.ts';
import { current } from '../transaction/transaction.ts';
import { normalId } from '../storage/ids.ts';
import { type ChunkOptions, saveChunk } from './chunk.ts';
import type { InnerOptions } from './dml-service.ts';
import { failed, type Outcome } from './outcome.ts';
import { prepareInsert, prepareUpdate } from './prepare.ts';
import { deleteChunk, undeleteChunk } from './remove.ts';
import type { Room } from './room.ts';
import { type Save } from './save.ts';
import type { Helpers } from './specials/special.ts';

const CHUNK = 200;
/** Times one record may occur in one update. */
const MAX_DUPLICATES = 5;

/** Neighbours of one object together, at most 200. A record that occurs again begins a new chunk: it builds on what was saved before. */
function* chunks(records: SObjectRecord[]): Iterable<{ object: ObjectInfo; records: SObjectRecord[] }> {
  let start = 0;
  let ids = new Set<string | null>();
  for (let i = 0; i <= records.length; i++) {
    const next = records[i];
    const isFull = i - start === CHUNK || next?.object !== records[start]?.object;
    if (i > start && (isFull || (next?.id && ids.has(next.id)))) {
      yield { object: records[start]!.object, records: records.slice(start, i) };
      start = i;
      ids = new Set();
    }
    if (next) ids.add(next.id);
  }
}

export function runSaves(
  operation: 'insert' | 'update',
  records: SObjectRecord[],
  options: InnerOptions,
  helpers: Helpers,
): Outcome[] {
  const { room } = helpers;
  const outcomes: Outcome[] = [];
  const chunkOptions: ChunkOptions = { ...options, operation, fresh: new Set() };
  const seen = new Map<string, number>();
  for (const chunk of chunks(records)) {
    const saves = chunk.records.map((record) =>
      operation === 'insert'
        ? prepareInsert(record, options.isInternal ?? false, room)
        : updateOf(record, options, seen, room),
    );
    saveChunk(
      chunk.object,
      saves.filter((save): save is Save => 'working' in save),
      chunkOptions,
      helpers,
    );
    for (const save of saves) {
      if (!('working' in save)) outcomes.push(save);
      else outcomes.push({ id: save.working.id ?? null, isCreated: operation === 'insert', errors: save.errors });
    }
  }
  return outcomes;
}

function updateOf(record: SObjectRecord, options: InnerOptions, seen: Map<string, number>, room: Room): Save | Outcome {
  const { object } = record;
  if (!record.id) return failed('MISSING_ARGUMENT', 'Id not specified in an update call', []);
  const id = normalId(record.id);
  if (!id) return failed('MALFORMED_ID', `Record ID: id value of incorrect type: ${record.id}`, ['Id']);
  const times = (seen.get(id) ?? 0) + 1;
  seen.set(id, times);
  const most = options.maxRepeats ?? MAX_DUPLICATES;
  if (times > most) {
    const text = `Maximum number of duplicate updates in one batch (${most} allowed). Attempt to update Id more than once in this Apex call: ${id}, number of attempts: ${times}`;
    return failed('LIMIT_EXCEEDED', text, [], id);
  }
  const row = existing(object, id, room);
  if (!('Id' in row)) return row;
  if (options.sharing && !room.sharing.can(current().user, object, row, 'edit')) {
    return failed('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', [], id);
  }
  return prepareUpdate(record, row, options.isInternal ?? false, room);
}

function existing(object: ObjectInfo, id: string, room: Room): Row | Outcome {
  const row = room.storage.get(object.name, id);
  if (!row) return failed('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [], id);
  if (row['IsDeleted'] === true) return failed('ENTITY_IS_DELETED', 'entity is deleted', [], id);
  return row;
}

/** @param master merge: the record that wins */
export function runDelete(
  records: SObjectRecord[],
  options: InnerOptions,
  helpers: Helpers,
  master?: string,
): Outcome[] {
  const { room } = helpers;
  const outcomes: Outcome[] = [];
  for (const chunk of chunks(records)) {
    const found = chunk.records.map((record): Row | Outcome => {
      const id = record.id ? normalId(record.id) : undefined;
      if (!id) return failed('MISSING_ARGUMENT', 'Id not specified in a delete call');
      const row = existing(chunk.object, id, room);
      if (!('Id' in row)) return row;
      const access = options.sharing && !room.sharing.can(current().user, chunk.object, row, 'edit');
      return access
        ? failed('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', [], id)
        : row;
    });
    outcomes.push(
      ...withRows(chunk.records, found, (good, rows) => deleteChunk(chunk.object, good, rows, helpers, master)),
    );
  }
  return outcomes;
}

export function runUndelete(records: SObjectRecord[], helpers: Helpers): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const chunk of chunks(records)) {
    const found = chunk.records.map((record): Row | Outcome => {
      const row = record.id ? helpers.room.storage.get(chunk.object.name, normalId(record.id) ?? '') : undefined;
      if (row?.['IsDeleted'] === true && row['$purged'] !== true) return row;
      return failed('UNDELETE_FAILED', 'invalid record id; no recycle bin entry found', [], record.id);
    });
    outcomes.push(...withRows(chunk.records, found, (good, rows) => undeleteChunk(chunk.object, good, rows, helpers)));
  }
  return outcomes;
}

/** Runs the records that have a row; the others keep their error. */
function withRows(
  records: SObjectRecord[],
  found: (Row | Outcome)[],
  run: (records: SObjectRecord[], rows: Row[]) => Save[],
): Outcome[] {
  const isRow = (each: Row | Outcome): each is Row => 'Id' in each;
  const rows = found.filter(isRow);
  const saves = run(
    records.filter((_record, index) => isRow(found[index]!)),
    rows,
  );
  const results = new Map(rows.map((row, index) => [row, saves[index]!]));
  return found.map((each): Outcome => {
    if (!isRow(each)) return each;
    return { id: each.Id, isCreated: false, errors: results.get(each)!.errors };
  });
}
