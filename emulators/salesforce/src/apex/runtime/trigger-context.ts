/** What `Trigger.…` means: a stack, since triggers cause triggers. */
import type { TriggerOperation } from '../../org/services.ts';
import type { ObjectInfo } from '../../schema/model.ts';
import type { SObjectRecord } from '../../schema/record.ts';
import { current } from '../../transaction/transaction.ts';
import { primitives } from '../types/registry.ts';
import type { Type } from '../types/type.ts';
import { enumConstant } from './enums.ts';
import { ApexList } from './list.ts';
import { ApexMap } from './map.ts';
import { programOf } from './program.ts';

export interface TriggerContext {
  object: ObjectInfo;
  timing: 'before' | 'after';
  operation: TriggerOperation;
  newList: ApexList | null;
  oldList: ApexList | null;
  newMap: ApexMap | null;
  oldMap: ApexMap | null;
}

const contexts: TriggerContext[] = [];

export function withTriggerContext<T>(context: TriggerContext, action: () => T): T {
  contexts.push(context);
  try {
    return action();
  } finally {
    contexts.pop();
  }
}

/** The trigger now running; undefined outside of triggers. */
export function triggerContext(): TriggerContext | undefined {
  return contexts[contexts.length - 1];
}

export function triggerDepth(): number {
  return contexts.length;
}

/** Maps are there when the records have ids: not before an insert. */
export function makeTriggerContext(
  object: ObjectInfo,
  timing: 'before' | 'after',
  operation: TriggerOperation,
  newRecords: SObjectRecord[] | undefined,
  oldRecords: SObjectRecord[] | undefined,
): TriggerContext {
  const { registry } = programOf(current().org);
  const type = registry.sobject(object);
  const list = (records: SObjectRecord[] | undefined): ApexList | null =>
    records ? new ApexList(type, records) : null;
  const map = (records: SObjectRecord[] | undefined): ApexMap | null => (records ? mapById(records, type) : null);
  const hasIds = !(timing === 'before' && operation === 'insert');
  return {
    object,
    timing,
    operation,
    newList: list(newRecords),
    oldList: list(oldRecords),
    newMap: hasIds ? map(newRecords) : null,
    oldMap: map(oldRecords),
  };
}

function mapById(records: SObjectRecord[], type: Type): ApexMap {
  const map = new ApexMap(primitives.Id, type);
  for (const record of records) map.put(record.id, record);
  return map;
}

/** `Trigger.new`, `Trigger.isInsert` …; outside of a trigger everything is null or false. */
export function triggerMember(member: string): unknown {
  const context = triggerContext();
  switch (member.toLowerCase()) {
    case 'new':
      return context?.newList ?? null;
    case 'old':
      return context?.oldList ?? null;
    case 'newmap':
      return context?.newMap ?? null;
    case 'oldmap':
      return context?.oldMap ?? null;
    case 'size':
      return context ? (context.newList ?? context.oldList)!.items.length : null;
    case 'operationtype':
      return context ? operationType(context) : null;
    case 'isexecuting':
      return context !== undefined;
    case 'isbefore':
      return context?.timing === 'before';
    case 'isafter':
      return context?.timing === 'after';
    default:
      return context !== undefined && member.toLowerCase() === `is${context.operation}`;
  }
}

function operationType(context: TriggerContext): unknown {
  const type = programOf(current().org).registry.system('TriggerOperation');
  return enumConstant(type, `${context.timing}_${context.operation}`.toUpperCase());
}
