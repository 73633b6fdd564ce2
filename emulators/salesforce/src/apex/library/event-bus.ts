/** System.EventBus and the EventBus namespace. */
import { SObjectRecord } from '../../schema/record.ts';
import { current } from '../../transaction/transaction.ts';
import { apexError } from '../runtime/exceptions.ts';
import { hostCall } from '../runtime/host.ts';
import { ApexList } from '../runtime/list.ts';
import { hasMethod, invoke } from '../runtime/object.ts';
import { recordsOf } from '../runtime/saves.ts';
import { resultList, ResultValue } from './database/results.ts';
import { definePlatformType, type Implementation, type PlatformType } from './define.ts';
import { strings } from './support.ts';
import { uncapitalize } from './text.ts';

/** Calls back what the publisher gave: `onSuccess` or `onFailure`, whichever it has. */
function callbackOf(callback: unknown): ((outcome: 'success' | 'failure', uuids: string[]) => void) | undefined {
  if (callback === null || callback === undefined) return undefined;
  return (outcome, uuids) => {
    const method = outcome === 'success' ? 'onSuccess' : 'onFailure';
    if (!hasMethod(callback, method, 1)) return;
    const type = outcome === 'success' ? 'EventBus.SuccessResult' : 'EventBus.FailureResult';
    invoke(callback, method, [{ $type: type, uuids }]);
  };
}

function publish(target: unknown, callback?: unknown): unknown {
  if (target instanceof ApexList && target.items.length === 0) return resultList('Database.SaveResult', []);
  const onResult = callbackOf(callback);
  const results = current().org.events.publish(recordsOf(target), onResult ? { onResult } : {});
  if (target instanceof SObjectRecord) return new ResultValue('Database.SaveResult', results[0]!);
  return resultList('Database.SaveResult', results);
}

definePlatformType({
  name: 'System.EventBus',
  statics: {
    'publish(SObject)': (event: unknown) => publish(event),
    'publish(List<SObject>)': (events: unknown) => publish(events),
    publish,
    publishWithAccessLevel: (events: unknown) => publish(events),
    // On success the first error of the result carries the event's UUID.
    'getOperationId(Object)': (result: ResultValue) => result.result.errors[0]?.message ?? null,
  },
});

for (const name of ['EventBus.SuccessResult', 'EventBus.FailureResult']) {
  definePlatformType({
    name,
    instance: { 'getEventUuids()': (result: { uuids: string[] }) => strings(result.uuids) },
  });
}

/** @throws InvalidParameterValueException outside of event triggers */
function delivery(): NonNullable<ReturnType<ReturnType<typeof current>['org']['events']['delivery']>> {
  const running = current().org.events.delivery();
  if (!running)
    throw apexError(
      'System.InvalidParameterValueException',
      'TriggerContext is only available in platform event triggers',
    );
  return running;
}

definePlatformType({
  name: 'EventBus.TriggerContext',
  statics: { 'currentContext()': () => ({ $type: 'EventBus.TriggerContext' }) },
  instance: {
    'getResumeCheckpoint()': () => delivery().resumeCheckpoint,
    'setResumeCheckpoint(String)': (_context: unknown, replayId: string | null) =>
      delivery().setResumeCheckpoint(replayId),
  },
  properties: {
    // Outside of a trigger nothing has been tried before.
    retries: { get: () => current().org.events.delivery()?.retries ?? 0 },
    lastError: { get: () => current().org.events.delivery()?.lastError ?? null },
  },
});

definePlatformType({
  name: 'EventBus.TestBroker',
  instance: {
    'deliver()': () => hostCall('deliverTestEvents'),
    'fail()': () => hostCall('failTestEvents'),
  },
});

/** The header of a change event is a plain object, keyed `changeType`. */
type Header = Record<string, unknown>;
const HEADER = [
  'ChangedFields',
  'ChangeOrigin',
  'ChangeType',
  'CommitNumber',
  'CommitTimestamp',
  'CommitUser',
  'DiffFields',
  'EntityName',
  'NulledFields',
  'RecordIds',
  'SequenceNumber',
  'TransactionKey',
];
const instance: Record<string, Implementation> = {};
const properties: NonNullable<PlatformType['properties']> = {};
for (const name of HEADER) {
  const key = uncapitalize(name);
  const isList = /(Fields|Ids)$/.test(name);
  const get = (header: Header): unknown => (header[key] ??= isList ? strings([]) : null);
  const set = (header: Header, value: unknown): void => {
    header[key] = value;
  };
  instance[`get${name}()`] = get;
  instance[`set${name}`] = set;
  properties[name] = { get, set };
}

/** The events the emulator makes do not say; a test may. */
const isTransactionEnd = (header: Header): unknown => header['transactionEnd'] ?? false;
instance['isTransactionEnd()'] = isTransactionEnd;
properties['TransactionEnd'] = { get: isTransactionEnd };

definePlatformType({
  name: 'EventBus.ChangeEventHeader',
  constructors: { '()': (): Header => ({ $type: 'EventBus.ChangeEventHeader' }) },
  instance,
  properties,
});
