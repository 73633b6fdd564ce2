import { ApexDatetime } from '../../src/apex/runtime/datetime.ts';
import { apexError } from '../../src/apex/runtime/exceptions.ts';
import { changedValues } from '../../src/events/records.ts';
import type { SObjectRecord } from '../../src/schema/record.ts';
import { component, field, makeDouble, object, orderEvent, record, retryable } from './double.ts';

function numbers(records: SObjectRecord[]): unknown[] {
  return records.map((each) => each.values.get('Number__c'));
}

describe('publishing', () => {
  test('refuses events that lack a required field or are too long, each for itself', () => {
    const { publish, bus } = makeDouble([orderEvent()]);
    const results = publish('Order__e', { Number__c: '1' }, { Amount__c: null }, { Number__c: '12345678901' });
    expect(results.map((each) => each.isSuccess)).toEqual([true, false, false]);
    expect(results[0]!.errors[0]!.statusCode).toBe('OPERATION_ENQUEUED');
    expect(results[1]!.errors[0]).toMatchObject({ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['Number__c'] });
    expect(results[2]!.errors[0]!.statusCode).toBe('STRING_TOO_LONG');
    expect(bus.log.after(0, () => true)).toHaveLength(1);
  });

  test('an event that waits for the commit is not published when the transaction fails; an immediate one is', () => {
    const late = object('Late__e', 'platformEvent', 'PublishAfterCommit');
    const { org, bus } = makeDouble([orderEvent(), late]);
    const fail = (): void =>
      org.transaction({ user: org.security.admin(), kind: 'sync' }, () => {
        bus.publish([record(late, {})], {});
        bus.publish([record(org.schema.object('Order__e')!, { Number__c: '1' })], {});
        throw new Error('stop');
      });
    expect(fail).toThrow('stop');
    expect(bus.log.after(0, () => true).map((event) => event.objectName)).toEqual(['Order__e']);
  });

  test('the hourly allocation refuses the whole call', () => {
    const { publish, bus } = makeDouble([orderEvent()]);
    bus.usage.publishLimit = 2;
    expect(publish('Order__e', { Number__c: '1' }, { Number__c: '2' })[1]!.isSuccess).toBe(true);
    expect(publish('Order__e', { Number__c: '3' })[0]!.errors[0]!.statusCode).toBe('LIMIT_EXCEEDED');
  });

  test('the 151st immediate publish of a transaction breaks its limit', () => {
    const { org, bus } = makeDouble([orderEvent()]);
    const many = (): void =>
      org.transaction({ user: org.security.admin(), kind: 'sync' }, () => {
        for (let i = 0; i < 151; i++) bus.publish([record(org.schema.object('Order__e')!, { Number__c: '1' })], {});
      });
    expect(many).toThrow('Too many publish immediate events: 151');
  });
});

describe('delivery to triggers', () => {
  test('in order, in batches of the configured size, as the configured user', async () => {
    const double = makeDouble([orderEvent()]);
    const seen: unknown[][] = [];
    const source = new TextEncoder().encode('trigger OrderTrigger on Order__e (after insert) {}');
    double.components.push(
      { ...component('ApexTrigger', 'OrderTrigger', {}), files: new Map([['triggers/OrderTrigger.trigger', source]]) },
      component('PlatformEventSubscriberConfig', 'C', {
        platformEventConsumer: 'OrderTrigger',
        batchSize: '2',
        user: 'admin@example.com',
      }),
    );
    double.handlers.set('Order__e', (records) => void seen.push(numbers(records)));
    double.publish('Order__e', { Number__c: '1' }, { Number__c: '2' }, { Number__c: '3' });
    expect(seen).toEqual([]);
    await double.settle();
    expect(seen).toEqual([['1', '2'], ['3']]);
    expect(double.bus.transactions.entries.map((entry) => entry.user)).toEqual([
      'admin@example.com',
      'admin@example.com',
    ]);
    expect(double.bus.subscribers()[0]).toMatchObject({ name: 'OrderTrigger', status: 'Running' });
  });

  test('Apex sees empty text as null and datetimes without milliseconds', async () => {
    const double = makeDouble([orderEvent()]);
    let seen: SObjectRecord | undefined;
    double.handlers.set('Order__e', ([first]) => void (seen = first));
    double.publish('Order__e', { Number__c: '1', At__c: new ApexDatetime(1234) });
    await double.settle();
    expect(seen!.values.get('At__c')).toEqual(new ApexDatetime(1000));
    expect(seen!.values.get('ReplayId')).toBe(String(double.bus.log.tip));
  });

  test('an exception loses the rest of the batch and undoes what was saved', async () => {
    const double = makeDouble([orderEvent()]);
    double.handlers.set('Order__e', (records) => {
      double.saved.push(...(numbers(records) as string[]));
      if (double.saved.includes('bad')) throw apexError('System.NullPointerException', 'oops');
    });
    double.publish('Order__e', { Number__c: '1' }, { Number__c: 'bad' });
    await double.settle();
    double.publish('Order__e', { Number__c: '2' });
    await double.settle();
    expect(double.saved).toEqual(['2']);
    expect(double.bus.subscription('Order__e')!.failures).toMatchObject([{ lost: 2 }]);
  });

  test('what was saved before a checkpoint stays, and delivery goes on after it', async () => {
    const double = makeDouble([orderEvent()]);
    const batches: unknown[][] = [];
    double.handlers.set('Order__e', (records, org) => {
      batches.push(numbers(records));
      for (const each of records) {
        double.saved.push(String(each.values.get('Number__c')));
        if (each.values.get('Number__c') === 'bad' && batches.length === 1)
          throw apexError('System.LimitException', 'too much');
        org.events.delivery()!.setResumeCheckpoint(String(each.values.get('ReplayId')));
      }
    });
    double.publish('Order__e', { Number__c: '1' }, { Number__c: 'bad' }, { Number__c: '3' });
    await double.settle();
    expect(batches).toEqual([
      ['1', 'bad', '3'],
      ['bad', '3'],
    ]);
    expect(double.saved).toEqual(['1', 'bad', '3']);
  });

  test('a checkpoint on a foreign event is refused', async () => {
    const double = makeDouble([orderEvent()]);
    let thrown: unknown;
    double.handlers.set('Order__e', (_records, org) => {
      try {
        org.events.delivery()!.setResumeCheckpoint('1');
      } catch (error) {
        thrown = error;
      }
    });
    double.publish('Order__e', { Number__c: '1' });
    await double.settle();
    expect(thrown).toMatchObject({ typeName: 'EventBus.InvalidReplayIdException' });
  });

  test('RetryableException: the whole batch again, with the newer events, and after nine retries the error state', () => {
    const double = makeDouble([orderEvent()]);
    const attempts: [number, number, string | null][] = [];
    double.handlers.set('Order__e', (records, org) => {
      const { retries, lastError } = org.events.delivery()!;
      attempts.push([records.length, retries, lastError]);
      double.saved.push('x');
      throw retryable(`try ${retries}`);
    });
    double.publish('Order__e', { Number__c: '1' });
    const subscription = double.bus.subscription('Order__e')!;
    subscription.deliverBatch(0);
    double.publish('Order__e', { Number__c: '2' });
    subscription.deliverBatch(0);
    expect(attempts).toEqual([
      [1, 0, null],
      [2, 1, 'try 0'],
    ]);
    for (let i = 0; i < 8; i++) subscription.deliverBatch(0);
    expect(subscription.status).toBe('Error');
    expect(double.saved).toEqual([]);
  });

  test('a suspended trigger gets its events when it is resumed', async () => {
    const double = makeDouble([orderEvent()]);
    const seen: unknown[] = [];
    double.handlers.set('Order__e', (records) => void seen.push(...numbers(records)));
    double.publish('Order__e', { Number__c: '0' });
    await double.settle();
    double.bus.subscription('Order__e')!.status = 'Suspended';
    double.publish('Order__e', { Number__c: '1' });
    await double.settle();
    expect(seen).toEqual(['0']);
    double.bus.subscription('Order__e')!.resume(false);
    double.bus.kick();
    await double.settle();
    expect(seen).toEqual(['0', '1']);
  });
});

describe('in a test', () => {
  const inTest = <T>(double: ReturnType<typeof makeDouble>, action: () => T): T =>
    double.org.transaction({ user: double.org.security.admin(), kind: 'test', isTest: true, discard: true }, action);

  test('events wait for deliver(); those a trigger publishes for the next one', () => {
    const double = makeDouble([orderEvent()]);
    const seen: unknown[][] = [];
    const info = double.org.schema.object('Order__e')!;
    double.handlers.set('Order__e', (records) => {
      seen.push(numbers(records));
      if (seen.length === 1) double.bus.publish([record(info, { Number__c: 'next' })], {});
    });
    inTest(double, () => {
      double.bus.publish([record(info, { Number__c: '1' })], {});
      expect(seen).toEqual([]);
      double.bus.deliverTest();
      expect(seen).toEqual([['1']]);
      double.bus.deliverTest();
      expect(seen).toEqual([['1'], ['next']]);
      expect(double.bus.subscribers()[0]).toMatchObject({ topic: 'Order__e', position: 2 });
    });
    expect(double.bus.log.after(0, () => true)).toEqual([]);
  });

  test('each deliver() is one attempt of a retried batch', () => {
    const double = makeDouble([orderEvent()]);
    double.handlers.set('Order__e', () => {
      throw retryable('later');
    });
    inTest(double, () => {
      double.bus.publish([record(double.org.schema.object('Order__e')!, { Number__c: '1' })], {});
      double.bus.deliverTest();
      double.bus.deliverTest();
      expect(double.bus.subscribers()[0]).toMatchObject({ retries: 2, lastError: 'later' });
    });
  });

  test('callbacks hear of success and of fail()', () => {
    const double = makeDouble([orderEvent()]);
    const heard: string[] = [];
    const info = double.org.schema.object('Order__e')!;
    inTest(double, () => {
      double.bus.publish([record(info, { Number__c: '1', EventUuid: 'a' })], {
        onResult: (outcome, uuids) => void heard.push(outcome, ...uuids),
      });
      double.bus.failTest();
      double.bus.publish([record(info, { Number__c: '1', EventUuid: 'b' })], {
        onResult: (outcome, uuids) => void heard.push(outcome, ...uuids),
      });
      double.bus.deliverTest();
    });
    expect(heard).toEqual(['failure', 'a', 'success', 'b']);
  });

  test('no more than 500 events', () => {
    const double = makeDouble([orderEvent()]);
    const info = double.org.schema.object('Order__e')!;
    const many = (): void =>
      inTest(
        double,
        () =>
          void double.bus.publish(
            Array.from({ length: 501 }, () => record(info, { Number__c: '1' })),
            {},
          ),
      );
    expect(many).toThrow('Too many event messages published in a test: 501');
  });
});

describe('change data capture', () => {
  const account = (): ReturnType<typeof object> => {
    const info = object('Account', 'standard');
    field(info, 'Name', 'string');
    field(info, 'Site', 'string');
    return info;
  };

  test('only selected objects; several changes of a record are one, of the first kind', () => {
    const info = account();
    const double = makeDouble([info]);
    const change = (type: 'CREATE' | 'UPDATE', values: Record<string, unknown>, changedFields: string[]) => ({
      type,
      object: info,
      id: '001000000000001AAA',
      values: new Map(Object.entries(values)),
      changedFields,
      changeOrigin: '',
    });
    const capture = (...changes: ReturnType<typeof change>[]): void =>
      double.org.transaction({ user: double.org.security.admin(), kind: 'sync' }, (transaction) =>
        double.bus.captureChanges(changes, transaction),
      );
    capture(change('CREATE', { Name: 'A' }, ['Name']));
    expect(double.bus.log.after(0, () => true)).toEqual([]);
    double.components.push(
      component('PlatformEventChannelMember', 'M', {
        eventChannel: 'ChangeEvents',
        selectedEntity: 'AccountChangeEvent',
      }),
    );
    capture(change('CREATE', { Name: 'A' }, ['Name']), change('UPDATE', { Name: 'B', Site: null }, ['Name', 'Site']));
    capture(change('UPDATE', { Name: 'B', Site: null }, ['Site']));
    const [first, second] = double.bus.log.after(0, () => true);
    expect(first!.change).toMatchObject({
      changeType: 'CREATE',
      changedFields: [],
      recordIds: ['001000000000001AAA'],
      sequenceNumber: 1,
    });
    expect(first!.values!.get('Name')).toBe('B');
    expect(second!.change).toMatchObject({ changeType: 'UPDATE', changedFields: ['Site'], nulledFields: ['Site'] });
    expect([...changedValues(second!, second!.change!).keys()]).toEqual(['Site']);
  });
});
