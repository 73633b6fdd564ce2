/** System.Limits: the counters of the running transaction. */
import { current } from '../../transaction/transaction.ts';
import type { LimitName } from '../../transaction/limits.ts';
import { heapSize } from '../runtime/heap.ts';
import { definePlatformType, type Implementation } from './define.ts';

/** Name in the methods → counter. */
const COUNTED: Record<string, LimitName> = {
  AggregateQueries: 'aggregateQueries',
  ApexCursorRows: 'apexCursorRows',
  ApexCursors: 'apexCursors',
  Callouts: 'callouts',
  CpuTime: 'cpuTime',
  DmlRows: 'dmlRows',
  DmlStatements: 'dmlStatements',
  EmailInvocations: 'emailInvocations',
  FetchCallsOnApexCursor: 'fetchCallsOnApexCursor',
  FutureCalls: 'futureCalls',
  HeapSize: 'heapSize',
  MobilePushApexCalls: 'mobilePushApexCalls',
  PublishImmediateDML: 'publishImmediateDml',
  Queries: 'queries',
  QueryLocatorRows: 'queryLocatorRows',
  QueryRows: 'queryRows',
  QueueableJobs: 'queueableJobs',
  SoslQueries: 'soslQueries',
  // The platform deprecated these: they report DML statements.
  RunAs: 'dmlStatements',
  SavepointRollbacks: 'dmlStatements',
  Savepoints: 'dmlStatements',
};

/** Limits of what the emulator never uses up: describes are free today. */
const UNUSED: Record<string, number> = {
  ApexPaginationCursorRows: 100_000,
  ApexPaginationCursors: 200_000,
  AsyncCalls: 200,
  ChildRelationshipsDescribes: 100,
  // Time spent waiting for a database elsewhere.
  DatabaseTime: 0,
  FieldSetsDescribes: 100,
  FieldsDescribes: 100,
  FindSimilarCalls: 10,
  PicklistDescribes: 100,
  RecordTypesDescribes: 100,
};

const statics: Record<string, Implementation> = {};
for (const [name, limit] of Object.entries(COUNTED)) {
  statics[`get${name}()`] = () => current().limits.get(limit);
  statics[`getLimit${name}()`] = () => current().limits.limit(limit);
}
for (const [name, most] of Object.entries(UNUSED)) {
  statics[`get${name}()`] = () => 0;
  statics[`getLimit${name}()`] = () => most;
}

statics['getHeapSize()'] = () => heapSize();

definePlatformType({ name: 'System.Limits', statics });
