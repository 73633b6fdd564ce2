/** An org with just enough in it for the bus: two events, one captured object, triggers given as functions, a storage of nothing. */
import { EventBus } from '../../src/events/bus.ts';
import { ApexException } from '../../src/apex/runtime/exceptions.ts';
import type { MetadataComponent, Org, TransactionOptions } from '../../src/org/services.ts';
import type { FieldInfo, FieldType, ObjectInfo, ObjectKind } from '../../src/schema/model.ts';
import { SObjectRecord } from '../../src/schema/record.ts';
import type { OrgUser } from '../../src/security/access.ts';
import { OrgTransaction } from '../../src/transaction/org-transaction.ts';
import { runIn } from '../../src/transaction/transaction.ts';

export function user(id: string, username: string): OrgUser {
  const rest = {
    name: username,
    profileId: '',
    profileName: '',
    userType: 'Standard',
    timeZone: 'GMT',
    locale: 'en_US',
    language: 'en_US',
  };
  return { id, username, ...rest };
}

export function field(object: ObjectInfo, name: string, type: FieldType, extra: Partial<FieldInfo> = {}): void {
  const info = {
    name,
    label: name,
    object,
    type,
    length: 0,
    precision: 18,
    scale: 2,
    isCustom: name.endsWith('__c'),
    isRequired: false,
    picklist: [],
    referenceTo: [],
  };
  object.fields.set(name.toLowerCase(), { ...info, ...extra } as unknown as FieldInfo);
}

export function object(name: string, kind: ObjectKind, publishBehavior?: ObjectInfo['publishBehavior']): ObjectInfo {
  const info = {
    name,
    label: name,
    pluralLabel: name,
    kind,
    keyPrefix: undefined,
    fields: new Map(),
    childRelationships: [],
    publishBehavior,
  };
  return info as unknown as ObjectInfo;
}

type Handler = (records: SObjectRecord[], org: Org) => void;

export interface Double {
  org: Org;
  bus: EventBus;
  /** Trigger code by event name. */
  handlers: Map<string, Handler>;
  components: MetadataComponent[];
  /** What "DML" of triggers has left: undone by rollbacks. */
  saved: string[];
  /** Makes and publishes events. */
  publish(objectName: string, ...values: Record<string, unknown>[]): ReturnType<EventBus['publish']>;
  /** Lets the event loop turn until nothing waits. */
  settle(): Promise<void>;
}

export function makeDouble(objects: ObjectInfo[], now: () => number = Date.now): Double {
  const handlers = new Map<string, Handler>();
  const components: MetadataComponent[] = [];
  const saved: string[] = [];
  const admin = user('005000000000001AAA', 'admin@example.com');
  const automated = user('005000000000002AAA', 'automated@example.com');
  const org = {
    id: '00D000000000001EAA',
    schema: {
      object: (name: string) => objects.find((each) => each.name.toLowerCase() === name.toLowerCase()),
      objects: () => objects,
    },
    metadata: {
      components: (type: string) => components.filter((each) => each.type === type),
      component: (type: string, name: string) =>
        components.find((each) => each.type === type && each.fullName === name),
    },
    security: {
      automatedProcess: () => automated,
      admin: () => admin,
      userByName: (name: string) => [admin, automated].find((each) => each.username === name),
      rights: () => ({ canRead: () => true, canCreate: () => true }),
    },
    triggers: {
      has: (info: ObjectInfo) => handlers.has(info.name),
      run: (info: ObjectInfo, _timing: string, _operation: string, records: SObjectRecord[]) =>
        handlers.get(info.name)!(records, org),
    },
    flows: { listens: () => false, receive: () => undefined },
    dml: {
      setSavepoint: () => saved.length,
      rollback: (savepoint: number) => void (saved.length = savepoint),
    },
    apex: { drainJobs: () => undefined },
    transaction<T>(options: TransactionOptions, action: (transaction: OrgTransaction) => T): T {
      const transaction = new OrgTransaction(org, options, now);
      const before = saved.length;
      try {
        const result = runIn(transaction, () => action(transaction));
        for (const each of transaction.afterCommitActions) each();
        return result;
      } catch (error) {
        saved.length = before;
        throw error;
      }
    },
  } as unknown as Org;
  const bus = new EventBus(org, { now });
  Object.assign(org, { events: bus });
  const publish: Double['publish'] = (objectName, ...values) =>
    org.transaction({ user: admin, kind: 'sync' }, () =>
      bus.publish(
        values.map((each) => record(org.schema.object(objectName)!, each)),
        {},
      ),
    );
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 30; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  return { org, bus, handlers, components, saved, publish, settle };
}

export function record(info: ObjectInfo, values: Record<string, unknown>): SObjectRecord {
  const made = new SObjectRecord(info);
  for (const [name, value] of Object.entries(values)) made.values.set(name, value);
  return made;
}

export function component(type: string, fullName: string, definition: Record<string, unknown>): MetadataComponent {
  return { type, fullName, definition, files: new Map(), id: '', createdDate: 0, lastModifiedDate: 0 };
}

export function retryable(message: string): ApexException {
  return new ApexException('EventBus.RetryableException', message);
}

/** `Order__e`: published at once; Number__c is required. */
export function orderEvent(): ObjectInfo {
  const info = object('Order__e', 'platformEvent', 'PublishImmediately');
  field(info, 'Number__c', 'string', { isRequired: true, length: 10 });
  field(info, 'Amount__c', 'double');
  field(info, 'At__c', 'datetime');
  return info;
}
