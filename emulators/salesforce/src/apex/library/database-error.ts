/** Database.Error as a value; `database/` declares its members. */
import type { RecordError } from '../../schema/record.ts';
import type { ApexList } from '../runtime/list.ts';
import type { JsonNode } from './json/tree.ts';
import { listOf, platformClass, strings } from './support.ts';

export class DatabaseError {
  readonly $type: string = 'Database.Error';
  readonly error: RecordError;
  constructor(error: RecordError) {
    this.error = error;
  }
  jsonFields(): [string, unknown][] {
    const { statusCode, message, fields } = this.error;
    return [
      ['statusCode', statusCode],
      ['message', message],
      ['fields', strings(fields)],
    ];
  }

  apexText(): string {
    const { fields, message, statusCode } = this.error;
    return `Database.Error[getFields=(${fields.join(', ')});getMessage=${message};getStatusCode=${statusCode};]`;
  }
}

export class DuplicateError extends DatabaseError {
  override readonly $type: string = 'Database.DuplicateError';
}

export function databaseError(error: RecordError): DatabaseError {
  return error.duplicate ? new DuplicateError(error) : new DatabaseError(error);
}

/** `List<Database.Error>`. */
export function databaseErrors(errors: RecordError[]): ApexList {
  return listOf(platformClass('Database.Error'), errors.map(databaseError));
}

/** `{"message": …, "statusCode": …, "fields": […]}`. */
export function errorFromJson(node: JsonNode): RecordError {
  const fields = new Map(node.kind === 'object' ? node.fields : []);
  const text = (name: string): string => {
    const each = fields.get(name);
    return each?.kind === 'string' ? each.text : '';
  };
  const names = fields.get('fields');
  const list =
    names?.kind === 'array' ? names.items.flatMap((each) => (each.kind === 'string' ? [each.text] : [])) : [];
  return { statusCode: text('statusCode'), message: text('message'), fields: list };
}
