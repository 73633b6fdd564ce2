/** Flows that a platform event starts: one interview per event, all of a batch together. */
import type { SObjectRecord } from '../schema/record.ts';
import { runBatch } from './batch.ts';
import { entersFlow } from './condition.ts';
import type { FlowDefinition } from './definition.ts';
import { Interview } from './interview.ts';
import type { FlowRoom } from './room.ts';

export function listensTo({ start, status }: FlowDefinition, object: string): boolean {
  const isListening = status === 'Active' && start.triggerType === 'PlatformEvent';
  return isListening && start.object?.toLowerCase() === object.toLowerCase();
}

/** An interview that fails is the administrator's matter: the event counts as delivered. */
export function receive(flow: FlowDefinition, events: SObjectRecord[], room: FlowRoom): void {
  const interviews = events
    .map((record) => new Interview(flow, room, false, { record, prior: null, isBeforeSave: false }))
    .filter(entersFlow);
  runBatch(interviews);
}
