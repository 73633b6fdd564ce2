/** What became of one record in one attempt. */
import type { SaveResult } from '../org/services.ts';
import type { RecordError, SObjectRecord } from '../schema/record.ts';

export interface Outcome {
  id: string | null;
  isCreated: boolean;
  errors: RecordError[];
}

/** Tries the records; one outcome each, in their order. */
export type Runner = (records: SObjectRecord[]) => Outcome[];

export function failed(statusCode: string, message: string, fields: string[] = [], id: string | null = null): Outcome {
  return { id, isCreated: false, errors: [{ statusCode, message, fields }] };
}

/** The result of a statement; a created record gets its id. */
export function succeeded(record: SObjectRecord, outcome: Outcome): SaveResult {
  const isSuccess = outcome.errors.length === 0;
  if (isSuccess && outcome.id !== null) record.values.set('Id', outcome.id);
  if (!isSuccess && outcome.isCreated) return { id: null, isSuccess, isCreated: false, errors: outcome.errors };
  return { id: outcome.id, isSuccess, isCreated: isSuccess && outcome.isCreated, errors: outcome.errors };
}
