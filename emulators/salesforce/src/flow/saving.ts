/** Create, Update and Delete Records: one statement for all interviews; when it fails, one for each, so that each fails for itself. */
import { asApexException, caught } from '../apex/runtime/exceptions.ts';
import { type Element, isTrue, listOf, textOf } from '../metadata/xml.ts';
import type { DmlOptions, SaveResult } from '../org/services.ts';
import { type RecordError, SObjectRecord } from '../schema/record.ts';
import { current } from '../transaction/transaction.ts';
import { meetsFilters } from './condition.ts';
import { filtersOf } from './definition.ts';
import { FlowFault, notEmulated, notSet, recordFault } from './fault.ts';
import type { Interview } from './interview.ts';
import { attempt, filteredRecords, objectOf, relatedRecords } from './lookup.ts';
import { literal } from './resource.ts';
import type { BulkOutcome, BulkRequest } from './step.ts';
import { itemsOf } from './value.ts';

type Operation = 'insert' | 'update' | 'delete';

const WORDS: Record<Operation, string> = {
  insert: 'create records',
  update: 'update records',
  delete: 'delete records',
};

/** Times one record may occur in one update of a batch. */
const MAX_REPEATS = 12;

/** The records of one interview, or why it has none. */
type Share = SObjectRecord[] | FlowFault;

export function createRecords(requests: BulkRequest[]): BulkOutcome[] {
  const shares = requests.map((request) => share(() => recordsToCreate(request)));
  const outcomes = save('insert', requests, shares);
  return outcomes.map((outcome, index) => {
    const records = shares[index]!;
    if (outcome || records instanceof FlowFault) return outcome;
    return attempt(() => storeId(requests[index]!, records));
  });
}

function share(action: () => SObjectRecord[]): Share {
  try {
    return action();
  } catch (error) {
    if (error instanceof FlowFault) return error;
    throw error;
  }
}

function recordsToCreate({ element, interview }: BulkRequest): SObjectRecord[] {
  const { node } = element;
  const isUpsert = ['operationOneMatchingRecord', 'operationMultMatchingRecords'].some((each) => each in node);
  if (isUpsert) throw notEmulated(interview.flow, `check for matching records in ${element.name}`);
  const reference = textOf(node['inputReference']);
  if (reference) return recordsIn(reference, interview);
  const record = new SObjectRecord(objectOf(element, interview));
  setFields(record, node, interview);
  return [record];
}

function setFields(record: SObjectRecord, node: Element, interview: Interview): void {
  for (const each of listOf(node['inputAssignments'])) {
    const value = literal(listOf(each['value'])[0], interview, true);
    interview.setField(record, textOf(each['field'])?.trim() ?? '', value);
  }
}

/** The record or records of a variable. */
function recordsIn(reference: string, interview: Interview): SObjectRecord[] {
  const value = interview.read(reference);
  if (value === null) throw notSet(reference);
  return itemsOf(value).map((item) => {
    if (item instanceof SObjectRecord) return item;
    throw new FlowFault(`${reference} holds no records.`);
  });
}

function storeId({ element, interview }: BulkRequest, records: SObjectRecord[]): void {
  const { node, name } = element;
  const ids = records.map((record) => record.id);
  const reference = textOf(node['assignRecordIdToReference']);
  if (reference) interview.assign(reference, ids[0] ?? null);
  if (isTrue(node['storeOutputAutomatically'])) interview.values.set(name.toLowerCase(), ids[0] ?? null);
}

export function updateRecords(requests: BulkRequest[]): BulkOutcome[] {
  const chosen = chosenRecords(requests);
  const shares = requests.map((request, index): Share => {
    const found = chosen?.[index];
    if (found instanceof FlowFault) return found;
    return share(() => (found ? withFields(found, request) : referencedUpdates(request)));
  });
  return save('update', requests, shares);
}

/** Records that are looked up: by filters, or as relatives of the flow's own; undefined when a variable has them. */
function chosenRecords(requests: BulkRequest[]): Share[] | undefined {
  const { element, interview } = requests[0]!;
  const reference = textOf(element.node['inputReference']);
  if (reference === undefined) return filteredRecords(requests);
  const [head = '', ...path] = reference.split('.');
  return path.length > 0 && interview.trigger && interview.isRecord(head) ? relatedRecords(requests, path) : undefined;
}

function withFields(records: SObjectRecord[], { element, interview }: BulkRequest): SObjectRecord[] {
  return records.map((record) => {
    const change = changeOf(record);
    setFields(change, element.node, interview);
    return change;
  });
}

/** A record that changes nothing yet. */
function changeOf(record: SObjectRecord): SObjectRecord {
  const change = new SObjectRecord(record.object);
  change.values.set('Id', record.id);
  return change;
}

function referencedUpdates(request: BulkRequest): SObjectRecord[] {
  const { element, interview } = request;
  const reference = textOf(element.node['inputReference'])!;
  const { trigger } = interview;
  if (!trigger || !interview.isRecord(reference)) {
    const records = recordsIn(reference, interview);
    for (const record of records) setFields(record, element.node, interview);
    return records;
  }
  const filters = filtersOf(element.node);
  if (!meetsFilters(filters, textOf(element.node['filterLogic']) ?? 'and', interview)) return [];
  setFields(trigger.record, element.node, interview);
  // Before the save, the record in hand is what will be saved.
  if (trigger.isBeforeSave) return [];
  const change = changeOf(trigger.record);
  for (const name of trigger.record.touched) change.values.set(name, trigger.record.values.get(name) ?? null);
  trigger.record.touched.clear();
  return change.values.size > 1 ? [change] : [];
}

export function deleteRecords(requests: BulkRequest[]): BulkOutcome[] {
  const reference = textOf(requests[0]!.element.node['inputReference']) ?? '';
  const shares =
    chosenRecords(requests) ?? requests.map(({ interview }) => share(() => recordsIn(reference, interview)));
  return save('delete', requests, shares);
}

/** @returns per interview how its save failed */
function save(operation: Operation, requests: BulkRequest[], shares: Share[]): BulkOutcome[] {
  const good = shares.flatMap((each, index) => (each instanceof FlowFault || each.length === 0 ? [] : [index]));
  const all = good.flatMap((index) => shares[index] as SObjectRecord[]);
  const outcomes: BulkOutcome[] = shares.map((each) => (each instanceof FlowFault ? each : undefined));
  if (all.length === 0) return outcomes;
  const repeated = tooOften(all);
  if (repeated) {
    for (const index of good) outcomes[index] = recordFault(WORDS[operation], repeated);
    return outcomes;
  }
  const { sharing } = requests[0]!.interview;
  const together = statement(operation, all, sharing, true);
  if (!together) return outcomes;
  for (const index of good) {
    const own = shares[index] as SObjectRecord[];
    outcomes[index] = good.length === 1 ? together : statement(operation, own, sharing, false);
  }
  return outcomes;
}

/** A record that more interviews of the batch want to change than the platform lets them. */
function tooOften(records: SObjectRecord[]): RecordError | undefined {
  const times = new Map<string, number>();
  for (const { id } of records) {
    if (id === null) continue;
    times.set(id, (times.get(id) ?? 0) + 1);
    if (times.get(id)! <= MAX_REPEATS) continue;
    const message = `Maximum number of duplicate updates in one batch (${MAX_REPEATS} allowed). Attempt to update Id more than once in this Api call: ${id.slice(0, 15)}`;
    return { statusCode: 'DUPLICATE_VALUE', message, fields: [] };
  }
  return undefined;
}

/** All or nothing. @param counts the first try counts as a statement */
function statement(operation: Operation, records: SObjectRecord[], sharing: boolean, counts: boolean): BulkOutcome {
  const options: DmlOptions = { access: 'system', sharing, allOrNone: true, counts, maxRepeats: MAX_REPEATS };
  let results: SaveResult[];
  try {
    results = current().org.dml[operation](records, options);
  } catch (error) {
    if (!asApexException(error)) throw error;
    const { typeName, apexMessage } = caught(error);
    return new FlowFault(
      `This error occurred when the flow tried to ${WORDS[operation]}: ${typeName}: ${apexMessage}.`,
    );
  }
  const failure = results.find((result) => !result.isSuccess && result.errors.length > 0)?.errors[0];
  return failure && recordFault(WORDS[operation], failure);
}
