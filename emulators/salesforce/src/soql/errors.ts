/** Query errors in the platform's words. */
import { QueryError } from '../org/services.ts';

/** An error at a place in the query's text; REST shows the place, Apex only the words. */
export class PlacedError extends QueryError {
  /** Offset into the text; undefined: no place. */
  readonly start: number | undefined;
  constructor(code: string, message: string, start: number | undefined) {
    super(code, message);
    this.start = start;
  }
}

const RENAME =
  "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";

export function noColumn(name: string, entity: string, start: number): PlacedError {
  return new PlacedError('INVALID_FIELD', `No such column '${name}' on entity '${entity}'. ${RENAME}`, start);
}

export function noRelationship(name: string, start: number): PlacedError {
  const text = `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
  return new PlacedError('INVALID_FIELD', text, start);
}

export function noChildRelationship(name: string, start: number): PlacedError {
  const text = `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
  return new PlacedError('INVALID_TYPE', text, start);
}

export function noObject(name: string, start: number): PlacedError {
  const text = `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;
  return new PlacedError('INVALID_TYPE', text, start);
}

export function malformed(message: string, start?: number): PlacedError {
  return new PlacedError('MALFORMED_QUERY', message, start);
}

/** The REST form: text, a caret under the place, row and column, then the words. */
export function withPlace(text: string, error: PlacedError): QueryError {
  if (error.start === undefined) return new QueryError(error.code, `\n${text}\nERROR: ${error.message}`);
  const before = text.slice(0, error.start);
  const row = before.split('\n').length;
  const column = error.start - (before.lastIndexOf('\n') + 1);
  const line = text.split('\n')[row - 1]!;
  const from = Math.max(0, column - 60);
  const shown = line.slice(from, column + 80);
  const caret = `${' '.repeat(column - from)}^`;
  return new QueryError(error.code, `\n${shown}\n${caret}\nERROR at Row:${row}:Column:${column + 1}\n${error.message}`);
}
