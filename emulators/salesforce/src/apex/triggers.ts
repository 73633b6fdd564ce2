/** Runs the triggers of an object for DML and the event bus. */
import { ApexThrown, NotEmulated, type Org, type TriggerOperation, type TriggerService } from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { ApexException } from './runtime/exceptions.ts';
import { apexError, asApexException } from './runtime/exceptions.ts';
import { programOf, type LinkedTrigger } from './runtime/program.ts';
import { makeTriggerContext, triggerDepth, withTriggerContext } from './runtime/trigger-context.ts';
import { collectedLog } from '../transaction/debug-log.ts';
import { LimitExceeded } from '../transaction/limits.ts';

/** Triggers may cause triggers 16 deep. */
const MAX_TRIGGER_DEPTH = 16;

export class ApexTriggers implements TriggerService {
  readonly #org: () => Org;

  constructor(org: () => Org) {
    this.#org = org;
  }

  has(object: ObjectInfo, timing: 'before' | 'after', operation: TriggerOperation): boolean {
    return this.#triggers(object, timing, operation).length > 0;
  }

  #triggers(object: ObjectInfo, timing: 'before' | 'after', operation: TriggerOperation): LinkedTrigger[] {
    return programOf(this.#org()).triggersFor(object.name, timing, operation);
  }

  run(
    object: ObjectInfo,
    timing: 'before' | 'after',
    operation: TriggerOperation,
    newRecords: SObjectRecord[] | undefined,
    oldRecords: SObjectRecord[] | undefined,
  ): void {
    const triggers = this.#triggers(object, timing, operation);
    if (triggers.length === 0) return;
    if (triggerDepth() >= MAX_TRIGGER_DEPTH) {
      throw apexError('System.LimitException', 'Maximum trigger depth exceeded');
    }
    const readOnly = [...(oldRecords ?? []), ...(timing === 'after' ? (newRecords ?? []) : [])];
    const before = readOnly.map((record) => record.isReadOnly);
    for (const record of readOnly) record.isReadOnly = true;
    try {
      for (const trigger of triggers) {
        const context = makeTriggerContext(object, timing, operation, newRecords, oldRecords);
        withTriggerContext(context, () => logged(trigger, object, timing, operation));
      }
    } finally {
      readOnly.forEach((record, index) => (record.isReadOnly = before[index]!));
    }
  }
}

/** The trigger as a unit of the debug log. */
function logged(trigger: LinkedTrigger, object: ObjectInfo, timing: string, operation: string): void {
  const log = collectedLog();
  const unit = `${trigger.name} on ${object.name} trigger event ${eventOf(timing, operation)}`;
  log?.write('CODE_UNIT_STARTED', '[EXTERNAL]', unit, `__sfdc_trigger/${trigger.name}`);
  try {
    runOne(trigger, timing, operation);
  } finally {
    log?.write('CODE_UNIT_FINISHED', unit, `__sfdc_trigger/${trigger.name}`);
  }
}

/** `BeforeInsert`. */
function eventOf(timing: string, operation: string): string {
  const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
  return capital(timing) + capital(operation);
}

/** Limits and what is not emulated go through unchanged; everything else gets the platform's description. */
function runOne(trigger: LinkedTrigger, timing: string, operation: string): void {
  try {
    trigger.run();
  } catch (error) {
    if (error instanceof NotEmulated || error instanceof LimitExceeded) throw error;
    const exception = asApexException(error);
    if (
      !exception ||
      exception.typeName === 'System.LimitException' ||
      exception.typeName === 'System.AssertException'
    ) {
      throw error;
    }
    throw thrownBy(trigger, timing, operation, exception);
  }
}

/** The lines down to the innermost trigger: what made it run is no business of its message. */
function insideTrigger(trace: string): string {
  const lines = trace.split('\n');
  const end = lines.findIndex((line) => line.startsWith('Trigger.'));
  return end < 0 ? trace : lines.slice(0, end + 1).join('\n');
}

function thrownBy(trigger: LinkedTrigger, timing: string, operation: string, exception: ApexException): ApexThrown {
  const { typeName, apexMessage } = exception;
  const trace = insideTrigger(exception.trace);
  const text = `${trigger.name}: execution of ${eventOf(timing, operation)}\n\ncaused by: ${typeName}: ${apexMessage}\n\n${trace}`;
  return new ApexThrown(text, typeName, apexMessage, trace, exception);
}
