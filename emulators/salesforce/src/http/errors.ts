/** Failures as REST tells them: an array of `{errorCode, message, fields?}` and a status. */
import { asApexException } from '../apex/runtime/exceptions.ts';
import { ApexThrown, NotEmulated, QueryError } from '../org/services.ts';
import { LimitExceeded } from '../transaction/limits.ts';
import type { RecordError } from '../schema/record.ts';

export class ApiError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: string[] | undefined;
  constructor(status: number, errorCode: string, message: string, fields?: string[]) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }
}

export interface ApiProblem {
  status: number;
  errors: { errorCode: string; message: string; fields?: string[] }[];
}

export function notFound(): ApiError {
  return new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

export function notEmulated(what: string): NotEmulated {
  return new NotEmulated(what);
}

/** Errors of a save: the first decides. */
export function saveProblem(errors: RecordError[]): ApiProblem {
  const status = errors[0]?.statusCode === 'ENTITY_IS_DELETED' || errors[0]?.statusCode === 'NOT_FOUND' ? 404 : 400;
  return {
    status,
    errors: errors.map(({ statusCode, message, fields }) => ({ message, errorCode: statusCode, fields })),
  };
}

/**
 * What a caught error is to a REST client. Faults of the emulator itself are 400 `UNKNOWN_EXCEPTION`, not 500, since clients
 * repeat what gets a 500 for many seconds; they are printed, too.
 */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiError) {
    const { status, errorCode, message, fields } = error;
    return { status, errors: [{ message, errorCode, ...(fields ? { fields } : {}) }] };
  }
  if (error instanceof NotEmulated) return one(501, 'NOT_IMPLEMENTED', error.message);
  if (error instanceof QueryError) return one(400, error.code, error.message);
  if (error instanceof ApexThrown) return one(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', error.message);
  if (error instanceof LimitExceeded) return one(400, 'LIMIT_EXCEEDED', `System.LimitException: ${error.message}`);
  if (error instanceof SyntaxError) return one(400, 'JSON_PARSER_ERROR', error.message);
  const exception = asApexException(error);
  if (exception) return one(400, 'APEX_ERROR', `${exception.message}\n\n${exception.trace}`);
  console.error(error);
  return one(400, 'UNKNOWN_EXCEPTION', error instanceof Error ? error.message : String(error));
}

function one(status: number, errorCode: string, message: string): ApiProblem {
  return { status, errors: [{ message, errorCode }] };
}
