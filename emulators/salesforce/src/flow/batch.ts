/** The interviews of a batch side by side: those that stand before the same element do it together, as one query, save or call. */
import { collectedLog } from '../transaction/debug-log.ts';
import { callActions } from './action.ts';
import { FlowCustomError, FlowFault } from './fault.ts';
import type { Interview } from './interview.ts';
import { lookUp } from './lookup.ts';
import { createRecords, deleteRecords, updateRecords } from './saving.ts';
import { type BulkOutcome, type BulkRequest, runInterview, type Steps } from './step.ts';

export type Problem = FlowFault | FlowCustomError;

interface Run {
  steps: Steps<void>;
  waiting: BulkRequest | undefined;
  problem: Problem | undefined;
}

/** @returns per interview what ended it early */
export function runBatch(interviews: Interview[]): (Problem | undefined)[] {
  const runs = interviews.map((interview): Run => {
    return { steps: runInterview(interview), waiting: undefined, problem: undefined };
  });
  runs.forEach((run, index) => {
    const { guid, flow } = interviews[index]!;
    collectedLog()?.write('FLOW_START_INTERVIEW_BEGIN', guid, flow.label);
    advance(run, undefined);
  });
  for (;;) {
    const first = runs.find((run) => run.waiting)?.waiting;
    if (!first) return runs.map((run) => run.problem);
    const group = runs.filter((run) => run.waiting && isSame(run.waiting, first));
    const outcomes = runBulk(group.map((run) => run.waiting!));
    group.forEach((run, index) => advance(run, outcomes[index]));
  }
}

function isSame(a: BulkRequest, b: BulkRequest): boolean {
  return a.element === b.element;
}

function advance(run: Run, outcome: BulkOutcome): void {
  try {
    run.waiting = run.steps.next(outcome).value ?? undefined;
  } catch (error) {
    if (!(error instanceof FlowFault) && !(error instanceof FlowCustomError)) throw error;
    run.waiting = undefined;
    run.problem = error;
  }
}

function runBulk(requests: BulkRequest[]): BulkOutcome[] {
  switch (requests[0]!.element.kind) {
    case 'recordLookups':
      return lookUp(requests);
    case 'recordCreates':
      return createRecords(requests);
    case 'recordUpdates':
      return updateRecords(requests);
    case 'recordDeletes':
      return deleteRecords(requests);
    default:
      return callActions(requests);
  }
}
