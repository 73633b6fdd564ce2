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
  /** The org was last seen to get on, and the newest publish it was seen to have reached. */
  let progressAt = 0;
  let reached = 0;
  let isSuspended = false;
  let resumedAt = 0;

  /** Whether the trigger runs at all: a suspended one makes every event look lost. Undefined: the org does not say. */
  async function isTriggerRunning(): Promise<boolean | undefined> {
    const topic = `${config.prefix}Shopify_Event__e`;
    const soql = `SELECT Status FROM EventBusSubscriber WHERE Topic = '${topic}' AND Type = 'ApexTrigger'`;
    const [rows = []] = await rest.queries([soql]);
    return rows.length === 0 ? undefined : rows.some(({ Status: status }) => status === 'Running');
  }

  /** Asks once more whether the trigger runs. */
  async function probe(): Promise<boolean | undefined> {
    const isRunning = await isTriggerRunning();
    const wasSuspended = isSuspended;
    isSuspended = isRunning === false;
    if (isSuspended && !wasSuspended) log.warn('the trigger on our events is suspended: what it has waits in the bus');
    if (!isSuspended && wasSuspended) {
      // What waited goes through now, and what was skipped will be overdue.
      resumedAt = Date.now();
      log.info('the trigger on our events runs again');
    }
    return isRunning;
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

  /**
   * Published long enough ago. The org works off its queue in order: what it has not come to yet is not overdue as long as it gets on.
   */
  function overdueOf(entries: InFlight[], now = Date.now()): InFlight[] {
    const isLate = (at: number) => now - at > config.overdueAfter;
    return entries.filter(
      ({ snapshot: { publishedAt } }) =>
        isLate(Math.max(publishedAt, resumedAt)) && (publishedAt < reached || isLate(progressAt)),
    );
  }

  return {
    /** Gives an event up: an issue in the org says so, the inbox keeps it. */
    park,
    overdueOf,
    probe,
    isSuspended: () => isSuspended,
    /** The org was seen to hold these. */
    confirmed(entries: InFlight[], now = Date.now()): void {
      if (entries.length > 0) progressAt = now;
      for (const { snapshot } of entries) {
        reached = Math.max(reached, snapshot.publishedAt);
        loneFailures.delete(keyOf(snapshot));
      }
    },
    /**
     * Takes entries out of flight that the org does not hold, though they were published long enough ago. While the trigger is suspended
     * they stay: the bus keeps events, and it would keep copies too.
     * @returns those taken
     */
    async handle(overdue: InFlight[], inFlight: number): Promise<InFlight[]> {
      if (overdue.length === 0) return [];
      const isRunning = await probe();
      if (isSuspended) return [];
      const [only] = overdue;
      if (overdue.length === 1 && inFlight === 1 && only) {
        const key = keyOf(only.snapshot);
        const failures = (loneFailures.get(key) ?? 0) + 1;
        loneFailures.set(key, failures);
        if (failures >= LONE_FAILURES && isRunning === true) {
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
  };
}
