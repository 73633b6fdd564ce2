/**
 * The loops behind the endpoint: deliver (deliveries → snapshots → events), hints (resources read from the store) and confirm
 * (events → seen in the org).
 */
import type { Logger } from 'pino';
import { makeBeside } from './beside.ts';
import type { Config } from './config.ts';
import { type Confirmed, makeConfirmer } from './confirm/confirmer.ts';
import { makeOverdue } from './confirm/overdue.ts';
import { KEEPS_PACE, makePace } from './confirm/pace.ts';
import { CompanionError } from './errors.ts';
import { makeHints } from './hints.ts';
import { type Inbox, refOf } from './inbox/inbox.ts';
import { makeIntake } from './intake.ts';
import type { Metrics } from './metrics.ts';
import { type InFlight, keyOf, measure, publishWaiting } from './publish/publisher.ts';
import type { PubSub } from './publish/pubsub.ts';
import { makeRefusals } from './publish/refusals.ts';
import { makeWindow } from './publish/window.ts';
import type { OrgRest } from './salesforce/rest.ts';
import type { ShopifyClient } from './shopify/client.ts';
import { type Bell, makeBell } from './wake.ts';

export interface EnginePorts {
  config: Config;
  inbox: Inbox;
  pubsub: PubSub;
  rest: OrgRest;
  clients: Map<string, ShopifyClient>;
  log: Logger;
  metrics: Metrics;
  userId: () => Promise<string>;
}

export interface Engine {
  /** A delivery became durable. */
  wake(): void;
  /** Runs until the signal; resolves when both loops have ended. @throws CompanionError ORG_CHANGED */
  run(signal: AbortSignal): Promise<void>;
  /** Undefined when all is well, else why events do not flow. */
  problem(): string | undefined;
}

/** Nothing to do: how long until the next look without being woken. In a shared inbox others' deliveries wake nobody here. */
const IDLE = 5_000;
const IDLE_SHARED = 300;
const LONGEST_BACKOFF = 15_000;
/** A suspended trigger is asked after so often, in times of what makes an event overdue. */
const PROBE_EVERY = 1.5;
const KEEP_WEBHOOK_IDS = 72 * 60 * 60 * 1000;

const eventsIn = (entries: InFlight[]): number => entries.reduce((sum, { events }) => sum + events, 0);

/** A sandbox refresh or a restored backup must not be filled with another org's events. */
async function pinOrg({ inbox, rest }: EnginePorts): Promise<void> {
  const org = await rest.organizationId();
  const pinned = await inbox.fact('org');
  if (pinned !== undefined && pinned !== org)
    throw new CompanionError('ORG_CHANGED', `this inbox belongs to org ${pinned}, the credentials lead to ${org}`);
  if (pinned === undefined) await inbox.setFact('org', org);
}

export function makeEngine(ports: EnginePorts): Engine {
  const { inbox, log, metrics, config } = ports;
  const window = makeWindow();
  const inFlight = new Map<string, InFlight>();
  const deliverBell = makeBell();
  const confirmBell = makeBell();
  /** Rings when the next look may be due sooner than it was. */
  const paceBell = makeBell();
  let isHeldUp = false;
  const pace = makePace(config.confirmEvery, config.overdueAfter);
  const confirmer = makeConfirmer(ports.rest, config);
  const overdue = makeOverdue({ ...ports, window });
  const refusals = makeRefusals();
  const hintBell = makeBell();
  const beside = makeBeside({ ...ports, metafields: config.metafields });
  const hints = makeHints({ ...ports, beside });
  const intake = makeIntake({ inbox, log, hints, beside, onHint: () => hintBell.ring() });
  let trouble: string | undefined;

  async function deliver(): Promise<number> {
    const settled = await intake.round();
    const {
      taken: published,
      refused,
      isHeldUp: isBlocked,
    } = await publishWaiting({ ...ports, window, refusals }, inFlight);
    for (const entry of published) inFlight.set(keyOf(entry.snapshot), entry);
    if (published.length > 0) {
      pace.published(eventsIn(published));
      confirmBell.ring();
    }
    if (published.length > 0 || isHeldUp !== isBlocked) paceBell.ring();
    isHeldUp = isBlocked;
    for (const { entry, message } of refused)
      if (refusals.refused(keyOf(entry.snapshot)))
        await overdue.park(entry, `The Pub/Sub API refused this event: ${message}`, 'invalid');
    if (refused[0] && published.length === 0)
      throw new CompanionError('EVENT_REFUSED', `${keyOf(refused[0].entry.snapshot)}: ${refused[0].message}`);
    metrics.inFlight.set(inFlight.size);
    metrics.window.set(window.events);
    if (settled > 0 || published.length > 0) return 0;
    if (config.databaseUrl !== undefined) return IDLE_SHARED;
    return IDLE;
  }

  async function readHints(signal: AbortSignal): Promise<number> {
    const pause = await hints.round(signal);
    deliverBell.ring();
    return pause ?? IDLE;
  }

  /** No longer in flight; a newer version that took its place meanwhile is. */
  function land(entry: InFlight): void {
    const key = keyOf(entry.snapshot);
    if (inFlight.get(key) === entry) inFlight.delete(key);
  }

  /** Still waited for: neither confirmed nor replaced by a newer version. */
  const isOpen = (entry: InFlight) => inFlight.get(keyOf(entry.snapshot)) === entry;

  async function settle(confirmed: Confirmed[]): Promise<void> {
    await inbox.confirm(confirmed.map(({ entry }) => refOf(entry.snapshot)));
    overdue.confirmed(confirmed.map(({ entry }) => entry));
    for (const { entry, how } of confirmed) {
      land(entry);
      metrics.confirmed.inc({ how });
      metrics.lag.observe((Date.now() - entry.snapshot.receivedAt) / 1000);
      const { store, kind, resourceId } = entry.snapshot;
      if (how === 'issue') log.warn({ store, kind, resourceId }, 'the org has an issue for this event');
    }
  }

  /** Events confirmed, events not confirmed though the org had time, and of these the ones taken back to be published again or parked. */
  async function confirm(): Promise<{ confirmed: number; behind: number; taken: number }> {
    const before = [...inFlight.values()];
    const shown = await confirmer.look(before);
    await settle(shown);
    const late = overdue.overdueOf(before.filter(isOpen));
    if (late.length > 0) {
      const more = await confirmer.ask(late);
      await settle(more);
      shown.push(...more);
    }
    const behind = before.filter((entry) => isOpen(entry) && Date.now() - entry.snapshot.publishedAt > KEEPS_PACE);
    const taken = await overdue.handle(late.filter(isOpen), inFlight.size);
    for (const entry of taken) land(entry);
    return { confirmed: eventsIn(shown.map(({ entry }) => entry)), behind: eventsIn(behind), taken: eventsIn(taken) };
  }

  /** Repeats an action until the signal; failures that may pass are waited out, each pause longer than the one before. */
  async function loop(name: string, bell: Bell, signal: AbortSignal, action: () => Promise<number>): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      let pause: number;
      try {
        pause = await action();
        failures = 0;
        trouble = undefined;
      } catch (error) {
        if (signal.aborted) return;
        trouble = error instanceof Error ? error.message : String(error);
        failures += 1;
        pace.alarm();
        pause = Math.min(LONGEST_BACKOFF, 250 * 2 ** failures);
        if (error instanceof CompanionError && error.code === 'EVENT_REFUSED') window.halve();
        log.error({ err: error, loop: name, pause }, 'trying again later');
        await makeBell().wait(pause, signal);
        continue;
      }
      if (pause > 0) await bell.wait(pause, signal);
    }
  }

  let pruned = 0;
  const untilLook = (): number =>
    pace.untilLook({ isHeldUp, isSuspect: [...inFlight.values()].some(({ snapshot }) => snapshot.attempts > 1) });

  async function confirmRound(signal: AbortSignal): Promise<number> {
    if (inFlight.size === 0) {
      if (Date.now() - pruned > 60 * 60 * 1000) {
        pruned = Date.now();
        await inbox.prune(pruned - KEEP_WEBHOOK_IDS);
      }
      return IDLE;
    }
    if (overdue.isSuspended()) {
      await makeBell().wait(config.overdueAfter * PROBE_EVERY, signal);
      if (!signal.aborted) await overdue.probe();
      return 0;
    }
    for (let ms = untilLook(); ms > 0 && !signal.aborted; ms = untilLook()) await paceBell.wait(ms, signal);
    if (signal.aborted) return 0;
    const { confirmed, behind, taken } = await confirm();
    pace.looked({ confirmed, behind, inFlight: eventsIn([...inFlight.values()]) });
    if (taken > 0 || overdue.isSuspended()) pace.alarm();
    if (behind === 0 && confirmed >= window.events / 2) window.grow(pace.growth(window.events));
    // Only now: the publisher should find the window grown.
    if (confirmed + taken > 0) deliverBell.ring();
    return inFlight.size > 0 ? 0 : IDLE;
  }

  return {
    wake: () => deliverBell.ring(),
    problem: () => trouble,
    async run(signal) {
      await loopOnce(() => pinOrg(ports), signal);
      // Another companion may have led meanwhile: what is in flight is what the inbox says.
      inFlight.clear();
      for (const snapshot of await inbox.inFlight()) inFlight.set(keyOf(snapshot), measure(snapshot));
      pace.resumed(eventsIn([...inFlight.values()]));
      await Promise.all([
        loop('deliver', deliverBell, signal, deliver),
        loop('hints', hintBell, signal, () => readHints(signal)),
        loop('confirm', confirmBell, signal, () => confirmRound(signal)),
      ]);
    },
  };

  /** Until it succeeds; only a changed org is final. */
  async function loopOnce(action: () => Promise<void>, signal: AbortSignal): Promise<void> {
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        await action();
        trouble = undefined;
        return;
      } catch (error) {
        if (error instanceof CompanionError && error.code === 'ORG_CHANGED') throw error;
        trouble = error instanceof Error ? error.message : String(error);
        log.error({ err: error }, 'the org cannot be reached yet');
        await makeBell().wait(Math.min(LONGEST_BACKOFF, 250 * 2 ** failures), signal);
      }
    }
  }
}
