/** `/sobjects/X/updated` and `/deleted`: which records changed in a span of time. */
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import type { ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import { type ApiContext, type ApiRequest, type ApiResponse, inTransaction, ok } from './api.ts';
import { ApiError } from './errors.ts';
import { fieldJson, timestamp } from './json.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How long the recycle bin keeps what was deleted. */
const KEPT = 15 * DAY;

interface Span {
  from: Date;
  to: Date;
}

export function updated(context: ApiContext, request: ApiRequest, object: ObjectInfo): ApiResponse {
  const { from, to } = span(request, context.now());
  const ids = changed(context, request, object, { from, to }, false).map((record) => record.id);
  return ok({ ids, latestDateCovered: timestamp(to.getTime()) });
}

export function deleted(context: ApiContext, request: ApiRequest, object: ObjectInfo): ApiResponse {
  const { from, to } = span(request, context.now());
  const deletedRecords = changed(context, request, object, { from, to }, true).map((record) => ({
    deletedDate: fieldJson(record.values.get('SystemModstamp')),
    id: record.id,
  }));
  return ok({
    deletedRecords,
    earliestDateAvailable: timestamp(context.now() - KEPT),
    latestDateCovered: timestamp(to.getTime()),
  });
}

/** `start` and `end` to the minute. @throws 400 */
function span({ query }: ApiRequest, now: number): Span {
  const read = (name: string): Date => {
    const text = query.get(name)?.replace(/ (\d\d:?\d\d)$/, '+$1');
    const date = new Date(text ?? '');
    if (!text || Number.isNaN(date.getTime()))
      throw new ApiError(400, 'INVALID_REPLICATION_DATE', `${name} is required, as an ISO 8601 date and time`);
    return new Date(Math.floor(date.getTime() / MINUTE) * MINUTE);
  };
  const [from, to] = [read('start'), read('end')];
  if (to.getTime() - from.getTime() < MINUTE)
    throw new ApiError(400, 'INVALID_REPLICATION_DATE', 'startDate before endDate must be at least one minute apart');
  if (now - from.getTime() > 30 * DAY)
    throw new ApiError(400, 'INVALID_REPLICATION_DATE', 'startDate cannot be more than 30 days ago');
  return { from, to };
}

function changed(
  { org, ...rest }: ApiContext,
  request: ApiRequest,
  object: ObjectInfo,
  { from, to }: Span,
  isDeleted: boolean,
): SObjectRecord[] {
  const alive = object.fields.has('isdeleted') ? ` AND IsDeleted = ${String(isDeleted)}` : '';
  if (isDeleted && alive === '') return [];
  const text =
    `SELECT Id, SystemModstamp FROM ${object.name} WHERE SystemModstamp >= :from AND SystemModstamp < :to${alive} ` +
    'ORDER BY SystemModstamp';
  const binds = new Map<string, unknown>([
    ['from', ApexDatetime.parse(from.toISOString())],
    ['to', ApexDatetime.parse(to.toISOString())],
  ]);
  return inTransaction({ org, ...rest }, request, () =>
    org.query.query(text, binds, { access: 'user', sharing: true, counts: false, allRows: isDeleted }),
  ).records;
}
