/** The way of one interview through its elements. What costs queries, saves or Apex calls is yielded, to be done for many at once. */
import { ApexList } from '../apex/runtime/list.ts';
import { charge } from '../apex/runtime/stack.ts';
import { anyType } from '../apex/types/registry.ts';
import { type Element, isTrue, listOf, textOf } from '../metadata/xml.ts';
import { SObjectRecord } from '../schema/record.ts';
import { collectedLog } from '../transaction/debug-log.ts';
import { runAssignments } from './assignment.ts';
import { meetsConditions, meetsForItem, meetsNow } from './condition.ts';
import { type FlowElement, target } from './definition.ts';
import { FlowCustomError, FlowFault, notEmulated } from './fault.ts';
import { Interview } from './interview.ts';
import { Outputs } from './outputs.ts';
import { literal, template } from './resource.ts';
import { copyValue, itemsOf, order } from './value.ts';

/** An element that waits for the others of the batch. */
export interface BulkRequest {
  interview: Interview;
  element: FlowElement;
}

/** What became of it; undefined when it is done. */
export type BulkOutcome = FlowFault | undefined;

export type Steps<T> = Generator<BulkRequest, T, BulkOutcome>;

/** CPU time of an element, in Apex statements: an endless loop ends at the CPU limit. */
const COST = 500;

/** @throws FlowFault, FlowCustomError where no fault path catches it */
export function* runInterview(interview: Interview): Steps<void> {
  const { flow } = interview;
  let name = flow.start.next;
  while (name !== undefined) {
    const element = flow.elements.get(name.toLowerCase());
    if (!element) throw new FlowFault(`The flow has no element ${name}.`);
    charge(COST);
    interview.visited.add(element.name.toLowerCase());
    collectedLog()?.write('FLOW_ELEMENT_BEGIN', interview.guid, typeOf(element), element.name);
    name = yield* faulted(element, interview);
  }
}

/** One element, or its fault path. @returns the next element's name */
function* faulted(element: FlowElement, interview: Interview): Steps<string | undefined> {
  try {
    return yield* step(element, interview);
  } catch (error) {
    if (!(error instanceof FlowFault)) throw error;
    collectedLog()?.write('FLOW_ELEMENT_ERROR', error.detail, typeOf(element), element.name);
    if (element.fault === undefined) throw error;
    interview.faultMessage = error.detail;
    interview.failed.add(element.name.toLowerCase());
    return element.fault;
  }
}

/** As debug logs name it: `FlowRecordLookup`. */
function typeOf({ kind }: FlowElement): string {
  return `Flow${kind[0]!.toUpperCase()}${kind.slice(1).replace(/s$/, '')}`;
}

function* step(element: FlowElement, interview: Interview): Steps<string | undefined> {
  const { kind, node, next } = element;
  switch (kind) {
    case 'assignments':
      runAssignments(node, interview);
      return next;
    case 'decisions':
      return decide(node, interview);
    case 'loops':
      return loop(element, interview);
    case 'collectionProcessors':
      processCollection(element, interview);
      return next;
    case 'customErrors':
      throw new FlowCustomError(customErrors(node, interview));
    case 'subflows':
      yield* runSubflow(element, textOf(node['flowName']) ?? '', node['inputAssignments'], interview);
      return next;
    case 'recordLookups':
    case 'recordCreates':
    case 'recordUpdates':
    case 'recordDeletes':
    case 'actionCalls': {
      if (textOf(node['actionType']) === 'flow') {
        yield* runSubflow(element, textOf(node['actionName']) ?? '', node['inputParameters'], interview);
        return next;
      }
      const fault = yield { interview, element };
      if (fault) throw fault;
      return next;
    }
    default:
      throw notEmulated(interview.flow, `${kind.replace(/s$/, '')} ${element.name}`);
  }
}

function decide(node: Element, interview: Interview): string | undefined {
  for (const rule of listOf(node['rules'])) {
    const onlyWhenChanged = isTrue(rule['doesRequireRecordChangedToMeetCriteria']);
    if (!meetsNow(onlyWhenChanged, interview, (each) => meetsConditions(rule, each))) continue;
    interview.visited.add((textOf(rule['name']) ?? '').toLowerCase());
    return target(rule['connector']);
  }
  return target(node['defaultConnector']);
}

/** Comes here once to begin and once after each round. The item in hand is the collection's own: changes stay. */
function loop({ name, node }: FlowElement, interview: Interview): string | undefined {
  const key = name.toLowerCase();
  let state = interview.loops.get(key);
  if (!state) {
    const items = itemsOf(interview.read(textOf(node['collectionReference']) ?? ''));
    const isDescending = textOf(node['iterationOrder']) === 'Desc';
    interview.loops.set(key, (state = { items: isDescending ? [...items].reverse() : [...items], index: -1 }));
  }
  state.index++;
  const variable = textOf(node['assignNextValueToReference']);
  if (state.index < state.items.length) {
    if (variable) interview.assign(variable, state.items[state.index]);
    return target(node['nextValueConnector']);
  }
  interview.loops.delete(key);
  return target(node['noMoreValuesConnector']);
}

function customErrors(node: Element, interview: Interview): FlowCustomError['errors'] {
  return listOf(node['customErrorMessages']).map((each) => {
    const field = textOf(each['fieldSelection']);
    return {
      statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: template(textOf(each['errorMessage']) ?? '', interview),
      fields: isTrue(each['isFieldError']) && field ? [field] : [],
    };
  });
}

function processCollection({ name, node }: FlowElement, interview: Interview): void {
  const reference = textOf(node['collectionReference']) ?? '';
  const list = interview.read(reference);
  const items = itemsOf(list);
  const type = list instanceof ApexList ? list.elementType : anyType;
  switch (textOf(node['collectionProcessorType'])) {
    case 'FilterCollectionProcessor': {
      const variable = textOf(node['assignNextValueToReference']) ?? `currentItem_${name}`;
      const kept = items.filter((item) => meetsForItem(node, interview, variable, item));
      interview.values.set(name.toLowerCase(), new ApexList(type, kept.map(copyValue)));
      return;
    }
    case 'SortCollectionProcessor': {
      const limit = textOf(node['limit']);
      const sorted = sortedItems(items, listOf(node['sortOptions']), interview);
      const kept = limit ? sorted.slice(0, Number(limit)) : sorted;
      if (list instanceof ApexList) list.items.splice(0, list.items.length, ...kept);
      return;
    }
    default:
      throw notEmulated(interview.flow, `${textOf(node['collectionProcessorType'])} ${name}`);
  }
}

function sortedItems(items: unknown[], options: Element[], interview: Interview): unknown[] {
  const valueOf = (item: unknown, field: string | undefined): unknown =>
    field && item instanceof SObjectRecord ? interview.fieldOfRecord(item, field.split('.')) : item;
  return [...items].sort((a, b) => {
    for (const option of options) {
      const field = textOf(option['sortField']);
      const [x, y] = [valueOf(a, field), valueOf(b, field)];
      const blanks = Number(x === null || x === '') - Number(y === null || y === '');
      if (blanks !== 0) return isTrue(option['doesPutEmptyStringAndNullFirst']) ? -blanks : blanks;
      const place = order(x, y) ?? 0;
      if (place !== 0) return textOf(option['sortOrder']) === 'Desc' ? -place : place;
    }
    return 0;
  });
}

/** Another flow as a part of this one; processes call it an action. */
function* runSubflow(
  { name, node }: FlowElement,
  flowName: string,
  inputs: unknown,
  interview: Interview,
): Steps<void> {
  const flow = interview.room.activeFlow(flowName);
  if (!flow) throw new FlowFault(`The flow ${flowName} has no active version.`);
  const child = new Interview(flow, interview.room, interview.sharing);
  for (const input of listOf(inputs)) {
    child.accept(textOf(input['name']) ?? '', literal(listOf(input['value'])[0], interview, true));
  }
  yield* runInterview(child);
  for (const output of listOf(node['outputAssignments'])) {
    interview.assign(textOf(output['assignToReference']) ?? '', child.output(textOf(output['name']) ?? ''));
  }
  if (!isTrue(node['storeOutputAutomatically'])) return;
  const outputs = [...flow.variables.values()].filter((variable) => variable.isOutput);
  const named = outputs.map((variable) => [variable.name, child.output(variable.name)] as const);
  interview.values.set(name.toLowerCase(), new Outputs(new Map(named)));
}
