/** Saves of REST resources; platform events go to the bus. */
import type { DmlOptions, SaveResult } from '../org/services.ts';
import type { SObjectRecord } from '../schema/record.ts';
import { asApexException } from '../apex/runtime/exceptions.ts';
import { ApexThrown } from '../org/services.ts';
import { type ApiContext, type ApiRequest, changeOrigin, inTransaction } from './api.ts';
import { saveProblem, type ApiProblem } from './errors.ts';

export type Operation = 'insert' | 'update' | 'delete' | 'undelete' | 'upsert';

export interface SaveOptions {
  allOrNone?: boolean;
  /** Upsert: the field to match on. */
  externalId?: string;
}

/** Saves records of any types, in runs of the same type, in one transaction. Results are in the order of the records. */
export function save(
  context: ApiContext,
  request: ApiRequest,
  operation: Operation,
  records: SObjectRecord[],
  { allOrNone = true, externalId }: SaveOptions = {},
): SaveResult[] {
  return inTransaction(context, request, () => {
    const { dml, events } = context.org;
    const options = dmlOptions(request, allOrNone);
    const savepoint = allOrNone && records.length > 1 ? dml.setSavepoint() : undefined;
    const results: SaveResult[] = [];
    for (const run of runsOfOneType(records)) {
      if (run[0]!.object.kind === 'platformEvent' && operation === 'insert') {
        results.push(...events.publish(run, { counts: false }));
      } else results.push(...attempt(run, () => saveRun(context, operation, run, externalId, options)));
    }
    const failed = results.find((result) => !result.isSuccess);
    if (!failed || savepoint === undefined) return results;
    dml.rollback(savepoint);
    return results.map((result) => (result.isSuccess ? rolledBack() : result));
  });
}

function saveRun(
  { org: { dml } }: ApiContext,
  operation: Operation,
  records: SObjectRecord[],
  externalId: string | undefined,
  options: DmlOptions,
): SaveResult[] {
  return operation === 'upsert' ? dml.upsert(records, externalId, options) : dml[operation](records, options);
}

/** An exception that leaves a trigger fails every row of the call. */
function attempt(records: SObjectRecord[], action: () => SaveResult[]): SaveResult[] {
  try {
    return action();
  } catch (error) {
    const message = error instanceof ApexThrown ? error.message : asApexException(error)?.message;
    if (message === undefined) throw error;
    const failure = { statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, fields: [] };
    return records.map((record) => ({ id: record.id, isSuccess: false, isCreated: false, errors: [failure] }));
  }
}

function rolledBack(): SaveResult {
  const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
  const error = { statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message, fields: [] };
  return { id: null, isSuccess: false, isCreated: false, errors: [error] };
}

function runsOfOneType(records: SObjectRecord[]): SObjectRecord[][] {
  const runs: SObjectRecord[][] = [];
  for (const record of records) {
    const last = runs.at(-1);
    if (last && last[0]!.object === record.object) last.push(record);
    else runs.push([record]);
  }
  return runs;
}

function dmlOptions(request: ApiRequest, allOrNone: boolean): DmlOptions {
  const header = (name: string): string => request.headers[name]?.toLowerCase() ?? '';
  const assignment = header('sforce-auto-assign');
  return {
    access: 'user',
    sharing: true,
    allOrNone,
    changeOrigin: changeOrigin(request),
    counts: false,
    ...(header('sforce-duplicate-rule-header').includes('allowsave=true') ? { allowDuplicates: true } : {}),
    ...(assignment === 'true' ? { useDefaultAssignmentRule: true } : {}),
  };
}

/** `[{"id","success","errors"}]` of multi-record resources. */
export function resultJson(result: SaveResult, withCreated = false): Record<string, unknown> {
  const errors = result.errors.map(({ statusCode, message, fields }) => ({ statusCode, message, fields }));
  return {
    ...(result.isSuccess ? { id: result.id } : {}),
    success: result.isSuccess,
    errors,
    ...(withCreated && result.isSuccess ? { created: result.isCreated } : {}),
  };
}

/** The first result's failure; undefined when it is a success. */
export function failureOf(results: SaveResult[]): ApiProblem | undefined {
  const failed = results.find((result) => !result.isSuccess);
  return failed && saveProblem(failed.errors);
}
