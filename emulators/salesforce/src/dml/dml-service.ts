/** DML of an org: statements, attempts, limits. The save order itself is in `chunk.ts` and `remove.ts`. */
import { apexError } from '../apex/runtime/exceptions.ts';
import type { DmlOptions, DmlService, SaveResult } from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import { logAtLine } from '../transaction/debug-log.ts';
import { current } from '../transaction/transaction.ts';
import { checkObject, mixedDml, type Operation } from './access.ts';
import { failed, type Outcome, type Runner, succeeded } from './outcome.ts';
import { MERGEABLE, reparent } from './merge.ts';
import type { Room } from './room.ts';
import { runDelete, runSaves, runUndelete } from './runs.ts';
import type { Helpers } from './specials/special.ts';
import { sortUpsert } from './upsert.ts';

interface Savepoint {
  mark: number;
  pending: number;
  isReleased: boolean;
}

export interface InnerOptions extends DmlOptions {
  /** On the platform's behalf: not counted, read-only fields may be written. */
  isInternal?: boolean;
  /** Validation rules are not looked at: field updates of workflow rules. */
  skipsRules?: boolean;
}

/** Mark of a row that has left the recycle bin; no field has such a name. */
export const PURGED = '$purged';

/** Partial saves are tried again without the bad rows; after the third try the platform gives up. */
const MAX_ATTEMPTS = 3;

export class Dml implements DmlService {
  readonly #room: Room;
  readonly helpers: Helpers;

  constructor(room: Room) {
    this.#room = room;
    const inner: InnerOptions = { access: 'system', sharing: false, allOrNone: true, counts: false, isInternal: true };
    this.helpers = {
      room,
      insert: (records) => this.insert(records, inner),
      update: (records) => this.update(records, inner),
      updateByWorkflow: (records) => this.update(records, { ...inner, skipsRules: true }),
    };
  }

  insert(records: SObjectRecord[], options: InnerOptions): SaveResult[] {
    if (records.length > 0 && records.every((record) => record.object.kind === 'platformEvent')) {
      return this.#room.events.publish(records, {});
    }
    const run: Runner = (chosen) => runSaves('insert', chosen, options, this.helpers);
    return this.#statement('insert', records, options, run);
  }

  update(records: SObjectRecord[], options: InnerOptions): SaveResult[] {
    const run: Runner = (chosen) => runSaves('update', chosen, options, this.helpers);
    return this.#statement('update', records, options, run);
  }

  upsert(records: SObjectRecord[], externalId: string | undefined, options: DmlOptions): SaveResult[] {
    const sorted = sortUpsert(records, externalId, this.#room);
    const run: Runner = (chosen) => {
      const outcomes = new Map<SObjectRecord, Outcome>();
      for (const operation of ['insert', 'update'] as const) {
        const own = chosen.filter((record) => sorted.operation.get(record) === operation);
        if (own.length === 0) continue;
        const refused = checkObject(own[0]!.object, operation, options, this.#room);
        const results = refused
          ? own.map(() => failed('INSUFFICIENT_ACCESS_OR_READONLY', refused))
          : runSaves(
              operation,
              own.map((record) => sorted.target.get(record)!),
              options,
              this.helpers,
            );
        own.forEach((record, index) => outcomes.set(record, results[index]!));
      }
      return chosen.map((record) => sorted.errors.get(record) ?? outcomes.get(record)!);
    };
    return this.#statement('upsert', records, options, run);
  }

  delete(records: SObjectRecord[], options: InnerOptions): SaveResult[] {
    return this.#statement('delete', records, options, (chosen) => runDelete(chosen, options, this.helpers));
  }

  undelete(records: SObjectRecord[], options: DmlOptions): SaveResult[] {
    return this.#statement('undelete', records, options, (chosen) => runUndelete(chosen, this.helpers));
  }

  merge(master: SObjectRecord, losers: SObjectRecord[], options: DmlOptions): SaveResult[] {
    const { object } = master;
    const run: Runner = () => {
      if (!MERGEABLE.test(object.name)) {
        return [failed('INVALID_OPERATION', `entity type ${object.name} does not support merge`)];
      }
      if (losers.length === 0 || losers.length > 2)
        return [failed('INVALID_OPERATION', 'merge needs one or two losing records')];
      for (const loser of losers) {
        if (loser.id === master.id) return [failed('INVALID_OPERATION', 'cannot merge with self')];
        if (loser.id && master.id) reparent(object, loser.id, master.id, this.#room);
      }
      const deleted = runDelete(losers, options, this.helpers, master.id ?? undefined);
      const bad = deleted.find((outcome) => outcome.errors.length > 0);
      if (bad) return [bad];
      return runSaves('update', [master], options, this.helpers);
    };
    return this.#statement('update', [master], options, run, losers.length);
  }

  setSavepoint(): Savepoint {
    return { mark: this.#room.storage.mark(), pending: this.#room.pendingActions(), isReleased: false };
  }

  rollback(savepoint: unknown): void {
    const { mark, pending } = savepoint as Savepoint;
    this.#room.storage.rollback(mark);
    this.#room.dropActions(pending);
  }

  written(): number {
    return this.#room.storage.mark();
  }

  releaseSavepoint(savepoint: unknown): void {
    (savepoint as Savepoint).isReleased = true;
  }

  overwrite(object: ObjectInfo, id: string, values: Record<string, unknown>): boolean {
    const { storage } = this.#room;
    const row = storage.get(object.name, id);
    if (row) storage.put(object.name, { ...row, ...values });
    return row !== undefined;
  }

  purge(object: ObjectInfo, id: string): boolean {
    const { storage } = this.#room;
    const row = storage.get(object.name, id);
    if (row?.['IsDeleted'] !== true) return false;
    // Queries with ALL ROWS still see it, as on the platform, but it does not come back.
    storage.put(object.name, { ...row, [PURGED]: true });
    return true;
  }

  /** Limits, rights and attempts of one statement. */
  #statement(
    operation: Operation | 'upsert',
    records: SObjectRecord[],
    options: InnerOptions,
    run: Runner,
    extraRows = 0,
  ): SaveResult[] {
    if (records.length === 0) return [];
    const { storage } = this.#room;
    const outer = storage.origin;
    const isLogged = !options.isInternal && options.counts !== false;
    if (!options.isInternal) {
      this.#count(records.length + extraRows, options);
      storage.origin = options.changeOrigin ?? '';
    }
    const named = `${operation[0]!.toUpperCase()}${operation.slice(1)}`;
    if (isLogged) logAtLine('DML_BEGIN', `Op:${named}`, `Type:${records[0]!.object.name}`, `Rows:${records.length}`);
    try {
      const refusal = this.#refusal(operation, records, options);
      if (refusal?.isSecurity && options.counts !== false) throw apexError('System.SecurityException', refusal.text);
      if (refusal)
        return records.map(() => ({ ...failed(refusal.code, refusal.text), isSuccess: false, isCreated: false }));
      return this.#attempts(records, options, run);
    } finally {
      if (isLogged) logAtLine('DML_END');
      storage.origin = outer;
    }
  }

  #count(rows: number, options: DmlOptions): void {
    if (options.counts === false) return;
    const { limits } = current();
    limits.count('dmlStatements');
    if (!this.#room.switches.has('row-limits-off')) limits.count('dmlRows', rows);
  }

  #refusal(
    operation: Operation | 'upsert',
    records: SObjectRecord[],
    options: InnerOptions,
  ): { code: string; text: string; isSecurity?: boolean } | undefined {
    if (options.isInternal) return undefined;
    const objects = new Set(records.map((record) => record.object));
    for (const object of objects) {
      const own = records.filter((record) => record.object === object);
      const kind = operation === 'upsert' ? 'update' : operation;
      const unable = this.#unable(operation, object);
      if (unable) return { code: 'INVALID_TYPE_FOR_OPERATION', text: unable };
      const mixed = this.#room.switches.has('mixed-dml-off') ? undefined : mixedDml(object, kind, own);
      if (mixed) return { code: 'MIXED_DML_OPERATION', text: mixed };
      const denied = operation === 'upsert' ? undefined : checkObject(object, kind, options, this.#room);
      if (denied) return { code: 'INSUFFICIENT_ACCESS_OR_READONLY', text: denied, isSecurity: true };
    }
    return undefined;
  }

  #unable(operation: Operation | 'upsert', object: ObjectInfo): string | undefined {
    const isAble =
      operation === 'insert'
        ? object.isCreateable
        : operation === 'update'
          ? object.isUpdateable
          : operation === 'upsert'
            ? object.isCreateable && object.isUpdateable
            : object.isDeletable;
    return isAble
      ? undefined
      : `entity type ${object.name} does not support ${operation === 'insert' ? 'create' : operation}`;
  }

  #attempts(records: SObjectRecord[], options: DmlOptions, run: Runner): SaveResult[] {
    const { storage } = this.#room;
    const savepoint = this.setSavepoint();
    const { limits } = current();
    const used = new Map(limits.used);
    const results = new Map<SObjectRecord, Outcome>();
    let chosen = records;
    for (let attempt = 1; chosen.length > 0; attempt++) {
      let outcomes: Outcome[];
      try {
        outcomes = run(chosen);
      } catch (error) {
        this.rollback(savepoint);
        throw error;
      }
      const bad = outcomes.filter((outcome) => outcome.errors.length > 0);
      chosen.forEach((record, index) => results.set(record, outcomes[index]!));
      if (bad.length === 0) break;
      this.rollback(savepoint);
      if (options.allOrNone) {
        return records.map((record) => ({ ...results.get(record)!, isSuccess: false, isCreated: false }));
      }
      chosen = chosen.filter((_record, index) => outcomes[index]!.errors.length === 0);
      if (attempt === MAX_ATTEMPTS) {
        const text = 'Too many batch retries in the presence of Apex triggers and partial failures.';
        for (const record of chosen) results.set(record, failed('TOO_MANY_APEX_REQUESTS', text));
        break;
      }
      limits.used.clear();
      for (const [name, count] of used) limits.used.set(name, count);
    }
    void storage;
    return records.map((record) => succeeded(record, results.get(record)!));
  }
}
