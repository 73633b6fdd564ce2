/** Record-triggered flows at their place in the order of execution. */
import type { FlowMoment } from '../org/services.ts';
import type { RecordError } from '../schema/record.ts';
import { collectedLog } from '../transaction/debug-log.ts';
import { runBatch } from './batch.ts';
import { entersFlow } from './condition.ts';
import type { FlowDefinition } from './definition.ts';
import { FlowFault, notEmulated, saveErrors } from './fault.ts';
import { Interview, type Trigger } from './interview.ts';
import type { FlowRoom } from './room.ts';

/** Flows of an object for that moment. @param isCreated of saves: whether the records are new */
export function isTriggeredBy(
  { start, status }: FlowDefinition,
  object: string,
  moment: FlowMoment,
  isCreated: boolean,
): boolean {
  if (status !== 'Active' || start.triggerType !== moment || start.object?.toLowerCase() !== object.toLowerCase())
    return false;
  if (moment === 'RecordBeforeDelete') return true;
  const { recordTriggerType } = start;
  return recordTriggerType === 'CreateAndUpdate' || recordTriggerType === (isCreated ? 'Create' : 'Update');
}

/** Those with a place up to 1000 first, then those without one, the oldest first, then the others. */
export function inOrder(flows: FlowDefinition[]): FlowDefinition[] {
  const rank = ({ start }: FlowDefinition): number => start.order ?? 1000.5;
  return [...flows].sort((a, b) => rank(a) - rank(b) || a.createdDate - b.createdDate || (a.name < b.name ? -1 : 1));
}

/** Runs one flow for the records that it is for. @returns per record what keeps it from being saved */
export function runTriggered(flow: FlowDefinition, triggers: Trigger[], room: FlowRoom): RecordError[][] {
  const errors = triggers.map((): RecordError[] => []);
  const interviews = triggers.map((trigger) => new Interview(flow, room, false, trigger));
  const entered = interviews.flatMap((interview, index) => {
    try {
      return entersFlow(interview) ? [index] : [];
    } catch (error) {
      if (!(error instanceof FlowFault)) throw error;
      errors[index]!.push(...saveErrors(flow, error));
      return [];
    }
  });
  if (entered.length === 0) return errors;
  if (flow.start.hasScheduledPaths) throw notEmulated(flow, 'scheduled path');
  const log = collectedLog();
  log?.write('CODE_UNIT_STARTED', '[EXTERNAL]', `Flow:${flow.start.object ?? ''}`);
  log?.write('FLOW_START_INTERVIEWS_BEGIN', entered.length, flow.name);
  const problems = runBatch(entered.map((index) => interviews[index]!));
  log?.write('FLOW_START_INTERVIEWS_END', entered.length, flow.name);
  log?.write('CODE_UNIT_FINISHED', `Flow:${flow.start.object ?? ''}`);
  entered.forEach((index, place) => {
    const problem = problems[place];
    if (problem) errors[index]!.push(...saveErrors(flow, problem));
  });
  return errors;
}
