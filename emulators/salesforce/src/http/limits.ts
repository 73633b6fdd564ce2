/** `/limits` and `/limits/recordCount`. */
import { type ApiContext, type ApiRequest, type ApiResponse, inTransaction, ok } from './api.ts';

export function limits({ usage, bus, org }: ApiContext): ApiResponse {
  const rest = (max: number, used: number): { Max: number; Remaining: number } => ({
    Max: max,
    Remaining: Math.max(0, max - used),
  });
  const definitions = [...org.schema.objects()].filter(
    (object) => object.kind === 'platformEvent' && object.name.endsWith('__e'),
  );
  return ok({
    DailyApiRequests: rest(usage.limit, usage.used),
    DailyAsyncApexExecutions: rest(250_000, 0),
    DailyBulkApiBatches: rest(15_000, 0),
    DailyBulkV2QueryFileStorageMB: rest(976_562, 0),
    DailyBulkV2QueryJobs: rest(10_000, 0),
    DailyDurableGenericStreamingApiEvents: rest(200_000, 0),
    DailyDurableStreamingApiEvents: rest(200_000, 0),
    DailyGenericStreamingApiEvents: rest(10_000, 0),
    DailyStandardVolumePlatformEvents: rest(25_000, 0),
    DailyStreamingApiEvents: rest(200_000, 0),
    DailyWorkflowEmails: rest(1_000, 0),
    HourlyPublishedStandardVolumePlatformEvents: rest(1_000, 0),
    HourlyTimeBasedWorkflow: rest(1_000, 0),
    MassEmail: rest(5_000, 0),
    SingleEmail: rest(5_000, 0),
    DailyDeliveredPlatformEvents: rest(bus.usage.deliveryLimit, bus.usage.delivered),
    HourlyPublishedPlatformEvents: rest(bus.usage.publishLimit, bus.usage.published),
    PlatformEventDefinitions: rest(50, definitions.length),
    DataStorageMB: rest(10_240, 0),
    FileStorageMB: rest(10_240, 0),
  });
}

export function recordCounts(context: ApiContext, request: ApiRequest): ApiResponse {
  const wanted = request.query.get('sObjects')?.split(',');
  const objects = [...context.org.schema.objects()].filter((object) =>
    wanted
      ? wanted.some((name) => name.toLowerCase() === object.name.toLowerCase())
      : object.kind === 'standard' || object.kind === 'custom',
  );
  const counts = inTransaction(context, request, () =>
    objects
      .filter((object) => object.isQueryable)
      .map(({ name }) => {
        const options = { access: 'system', sharing: false, counts: false } as const;
        const { count } = context.org.query.query(`SELECT COUNT() FROM ${name}`, new Map(), options);
        return { name, count: count ?? 0 };
      }),
  );
  return ok({ sObjects: wanted ? counts : counts.filter(({ count }) => count > 0) });
}
