/** System.Limits: the counters of the running transaction. */
import { current } from '../../transaction/transaction.ts';
import type { LimitName } from '../../transaction/limits.ts';
import { definePlatformType, type Implementation } from './define.ts';

/** Name in the methods → counter. */
const COUNTED: Record<string, LimitName> = {
  AggregateQueries: 'aggregateQueries',
  Callouts: 'callouts',
  CpuTime: 'cpuTime',
  DmlRows: 'dmlRows',
  DmlStatements: 'dmlStatements',
  EmailInvocations: 'emailInvocations',
  FutureCalls: 'futureCalls',
  HeapSize: 'heapSize',
  MobilePushApexCalls: 'mobilePushApexCalls',
  PublishImmediateDML: 'publishImmediateDml',
  Queries: 'queries',
  QueryLocatorRows: 'queryLocatorRows',
  QueryRows: 'queryRows',
  QueueableJobs: 'queueableJobs',
  SoslQueries: 'soslQueries',
};

const statics: Record<string, Implementation> = {};
for (const [name, limit] of Object.entries(COUNTED)) {
  statics[`get${name}()`] = () => current().limits.get(limit);
  statics[`getLimit${name}()`] = () => current().limits.limit(limit);
}

definePlatformType({ name: 'System.Limits', statics });
