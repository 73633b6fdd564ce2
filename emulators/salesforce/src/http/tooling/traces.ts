/** TraceFlag and DebugLevel by the Tooling API: made, changed, removed. */
import { addTraceRow, type TraceRow, traceField, traceRows, type TraceTable } from '../../logs/trace-flags.ts';
import { type ApiContext, type ApiRequest, type ApiResponse, created, noContent, objectBody } from '../api.ts';
import { ApiError, notEmulated, notFound } from '../errors.ts';

export function traceTable(name: string): TraceTable | undefined {
  return (['TraceFlag', 'DebugLevel'] as const).find((table) => table.toLowerCase() === name.toLowerCase());
}

export function saveTrace(
  { org }: ApiContext,
  request: ApiRequest,
  table: TraceTable,
  key: string | undefined,
): ApiResponse {
  const rows = traceRows(org, table);
  const index = rows.findIndex((row) => String(row.Id).slice(0, 15) === key?.slice(0, 15));
  if (key !== undefined && index < 0) throw notFound();
  switch (request.method) {
    case 'POST': {
      const { Id } = addTraceRow(org, table, values(request, table));
      return created({ id: Id, success: true, errors: [], warnings: [], infos: [] });
    }
    case 'PATCH':
      Object.assign(rows[index]!, values(request, table));
      return noContent;
    case 'DELETE':
      rows.splice(index, 1);
      return noContent;
    default:
      throw notEmulated(`${request.method} ${request.path}`);
  }
}

/** @throws INVALID_FIELD, REQUIRED_FIELD_MISSING */
function values(request: ApiRequest, table: TraceTable): TraceRow {
  const body = JSON.parse(JSON.stringify(objectBody(request))) as TraceRow;
  const given: TraceRow = {};
  for (const [name, value] of Object.entries(body)) {
    if (/^(attributes|id)$/i.test(name)) continue;
    const field = traceField(table, name);
    if (!field) throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${table}`);
    given[field] = value;
  }
  const required = table === 'TraceFlag' ? ['TracedEntityId', 'DebugLevelId'] : ['DeveloperName', 'MasterLabel'];
  const missing = request.method === 'POST' ? required.filter((name) => !given[name]) : [];
  if (missing.length > 0) {
    const words = `Required fields are missing: [${missing.join(', ')}]`;
    throw new ApiError(400, 'REQUIRED_FIELD_MISSING', words, missing);
  }
  return given;
}
