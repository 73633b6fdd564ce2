/** Results of Database methods: SaveResult, UpsertResult, DeleteResult …, and Database.Error. */
import type { DuplicateResult } from '../../../schema/record.ts';
import type { SaveResult } from '../../../org/services.ts';
import { current } from '../../../transaction/transaction.ts';
import { ApexList } from '../../runtime/list.ts';
import { SObjectRecord } from '../../../schema/record.ts';
import { definePlatformType, type Implementation } from '../define.ts';
import { databaseError, databaseErrors, errorFromJson, type DatabaseError } from '../database-error.ts';
import { readPlatformJson } from '../json/typed.ts';
import { ids, platformClass, platformEnum, strings } from '../support.ts';

const RESULT_TYPES = [
  'Database.SaveResult',
  'Database.UpsertResult',
  'Database.DeleteResult',
  'Database.UndeleteResult',
  'Database.MergeResult',
  'Database.EmptyRecycleBinResult',
] as const;

export type ResultType = (typeof RESULT_TYPES)[number];

/** One row's outcome. */
export class ResultValue {
  readonly $type: ResultType;
  readonly result: SaveResult;
  /** Merges: the ids of the records that are gone. */
  readonly merged: string[];
  constructor($type: ResultType, result: SaveResult, merged: string[] = []) {
    this.$type = $type;
    this.result = result;
    this.merged = merged;
  }

  jsonFields(): [string, unknown][] {
    const { isSuccess, errors } = this.result;
    return [
      ['success', isSuccess],
      ['id', this.result.id],
      ['errors', databaseErrors(errors)],
    ];
  }

  apexText(): string {
    const { isSuccess, errors } = this.result;
    const shown = errors.map((error) => databaseError(error).apexText()).join(', ');
    return `${this.$type}[getErrors=(${shown});getId=${this.result.id};isSuccess=${isSuccess};]`;
  }
}

/** "If this field contains a value, the object was … successfully": the result of a row that failed has no id. */
export function resultOf(type: ResultType, result: SaveResult): ResultValue {
  return new ResultValue(type, result.isSuccess ? result : { ...result, id: null });
}

/** A typed list of results. */
export function resultList(type: ResultType, results: SaveResult[]): ApexList {
  return new ApexList(
    platformClass(type),
    results.map((result) => resultOf(type, result)),
  );
}

const errorsOf = ({ result }: ResultValue): ApexList => databaseErrors(result.errors);
const id = ({ result }: ResultValue): string | null => result.id;
const isSuccess = ({ result }: ResultValue): boolean => result.isSuccess;
const isCreated = ({ result }: ResultValue): boolean => result.isCreated;

function defineResult(name: ResultType, more: Record<string, Implementation> = {}): void {
  definePlatformType({
    name,
    instance: { 'getErrors()': errorsOf, 'getId()': id, 'isSuccess()': isSuccess, ...more },
    properties: {
      Errors: { get: errorsOf },
      Id: { get: id },
      Success: { get: isSuccess },
      Created: { get: isCreated },
    },
  });
}

defineResult('Database.SaveResult');
defineResult('Database.UpsertResult', { 'isCreated()': isCreated });
defineResult('Database.DeleteResult');
defineResult('Database.UndeleteResult');
defineResult('Database.EmptyRecycleBinResult');
defineResult('Database.MergeResult', {
  'getMergedRecordIds()': (value: ResultValue) => ids(value.merged),
  'getUpdatedRelatedIds()': () => ids([]),
});

const fields = ({ error }: DatabaseError): ApexList => strings(error.fields);
const message = ({ error }: DatabaseError): string => error.message;
const statusCode = ({ error }: DatabaseError): unknown => platformEnum('System.StatusCode', error.statusCode) ?? null;

const errorMembers = {
  instance: { 'getFields()': fields, 'getMessage()': message, 'getStatusCode()': statusCode },
  properties: { Fields: { get: fields }, Message: { get: message }, StatusCode: { get: statusCode } },
};
definePlatformType({ name: 'Database.Error', ...errorMembers });

class DuplicateValue {
  readonly $type = 'Datacloud.DuplicateResult';
  readonly duplicate: DuplicateResult;
  constructor(duplicate: DuplicateResult) {
    this.duplicate = duplicate;
  }
}

definePlatformType({
  name: 'Database.DuplicateError',
  instance: {
    ...errorMembers.instance,
    'getDuplicateResult()': ({ error }: DatabaseError) =>
      error.duplicate ? new DuplicateValue(error.duplicate) : null,
  },
});

class MatchValue {
  readonly $type = 'Datacloud.MatchResult';
  readonly duplicate: DuplicateResult;
  constructor(duplicate: DuplicateResult) {
    this.duplicate = duplicate;
  }
}

definePlatformType({
  name: 'Datacloud.DuplicateResult',
  instance: {
    'getDuplicateRule()': ({ duplicate }: DuplicateValue) => duplicate.duplicateRule,
    'isAllowSave()': ({ duplicate }: DuplicateValue) => duplicate.isAllowSave,
    'getErrorMessage()': () => null,
    'getMatchResults()': ({ duplicate }: DuplicateValue) =>
      new ApexList(platformClass('Datacloud.MatchResult'), [new MatchValue(duplicate)]),
  },
});

definePlatformType({
  name: 'Datacloud.MatchResult',
  instance: {
    'getRule()': ({ duplicate }: MatchValue) => duplicate.matchRule,
    'getSize()': ({ duplicate }: MatchValue) => duplicate.matchedIds.length,
    'isSuccess()': () => true,
    'getMatchRecords()': ({ duplicate }: MatchValue) =>
      new ApexList(platformClass('Datacloud.MatchRecord'), duplicate.matchedIds.map(matchRecord)),
  },
});

function matchRecord(recordId: string): { $type: string; record: SObjectRecord | null } {
  const object = current().org.schema.objectByKeyPrefix(recordId.slice(0, 3));
  const record = object ? new SObjectRecord(object) : null;
  record?.values.set('Id', recordId);
  return { $type: 'Datacloud.MatchRecord', record };
}

definePlatformType({
  name: 'Datacloud.MatchRecord',
  instance: { 'getRecord()': (value: { record: SObjectRecord | null }) => value.record },
});

/** Tests make results from JSON: `{"success":true,"id":"001…"}`. */
for (const name of RESULT_TYPES) {
  readPlatformJson(name, (fields) => {
    const isTrue = (key: string): boolean => {
      const each = fields.get(key);
      return each?.kind === 'boolean' && each.value;
    };
    const given = fields.get('id');
    const errors = fields.get('errors');
    const merged = fields.get('mergedrecordids');
    return new ResultValue(
      name,
      {
        id: given?.kind === 'string' ? given.text : null,
        isSuccess: isTrue('success'),
        isCreated: isTrue('created'),
        errors: errors?.kind === 'array' ? errors.items.map(errorFromJson) : [],
      },
      merged?.kind === 'array' ? merged.items.flatMap((each) => (each.kind === 'string' ? [each.text] : [])) : [],
    );
  });
}
