/** What to do with what the org does not show in time: again in smaller company, and at last an issue an admin sees. */
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { type Inbox, refOf } from '../inbox/inbox.ts';
import type { Metrics } from '../metrics.ts';
import { eventKey } from '../publish/event.ts';
import { type InFlight, keyOf } from '../publish/publisher.ts';
import type { InFlightWindow } from '../publish/window.ts';
import type { OrgRest } from '../salesforce/rest.ts';

/** Failures alone in flight before an event is called poison. */
const LONE_FAILURES = 2;

const UNEXPLAINED = 'The org received this event several times, alone, and neither stored it nor said why not.';

export interface OverduePorts {
  config: Config;
  inbox: Inbox;
  rest: OrgRest;
  log: Logger;
  metrics: Metrics;
  window: InFlightWindow;
}

export function makeOverdue(ports: OverduePorts) {
  const { config, inbox, rest, log, metrics, window } = ports;
  const loneFailures = new Map<string, number>();

  /** Whether the trigger runs at all: a suspended one makes every event look like poison. */
  async function isTriggerRunning(): Promise<boolean> {
    const topic = `${config.prefix}Shopify_Event__e`;
    const [rows = []] = await rest.queries([
      `SELECT Status FROM EventBusSubscriber WHERE Topic = '${topic}' AND Type = 'ApexTrigger'`,
    ]);
    return rows.some(({ Status: status }) => status === 'Running');
  }

  async function park({ snapshot }: InFlight, message: string, issueClass: 'transient' | 'invalid'): Promise<void> {
    const { prefix } = config;
    const key = `${snapshot.store}:${snapshot.kind}:${snapshot.resourceId}:1`;
    const fields = {
      Event_Key__c: eventKey(snapshot, 1),
      Resource_Key__c: `${snapshot.store}:${snapshot.resourceId}`,
      Kind__c: snapshot.kind,
      Store__c: snapshot.store,
      Version__c: snapshot.version,
      Class__c: issueClass,
      Status__c: 'open',
      Message__c: message,
      Payload__c: snapshot.document.slice(0, 131_072),
    };
    await rest.upsert(
      `${prefix}Shopify_Sync_Issue__c`,
      `${prefix}Key__c`,
      key,
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [prefix + name, value])),
    );
    await inbox.park([refOf(snapshot)]);
    metrics.parked.inc();
    log.error(
      { kind: snapshot.kind, resourceId: snapshot.resourceId, store: snapshot.store, eventKey: fields.Event_Key__c },
      'event parked as an issue',
    );
  }

  return {
    /** Gives an event up: an issue in the org says so, the inbox keeps it. */
    park,
    /** Takes entries out of flight that a look just did not show, though they were published long enough ago. Returns them. */
    async handle(inFlight: Map<string, InFlight>, now = Date.now()): Promise<InFlight[]> {
      const overdue = [...inFlight.values()].filter(({ snapshot }) => now - snapshot.publishedAt > config.overdueAfter);
      if (overdue.length === 0) return [];
      const [only] = overdue;
      if (overdue.length === 1 && inFlight.size === 1 && only) {
        const key = keyOf(only.snapshot);
        const failures = (loneFailures.get(key) ?? 0) + 1;
        loneFailures.set(key, failures);
        if (failures >= LONE_FAILURES && (await isTriggerRunning())) {
          await park(only, UNEXPLAINED, 'transient');
          loneFailures.delete(key);
          return [only];
        }
      }
      window.halve();
      log.warn({ events: overdue.length, window: window.events }, 'unconfirmed: published again in smaller company');
      await inbox.requeue(overdue.map(({ snapshot }) => refOf(snapshot)));
      return overdue;
    },
    forget(entry: InFlight): void {
      loneFailures.delete(keyOf(entry.snapshot));
    },
  };
}
