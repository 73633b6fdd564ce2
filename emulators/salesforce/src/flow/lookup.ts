/** Get Records, and the records that Update and Delete Records choose by filters: SOQL, one query for all interviews. */
import { ApexList } from '../apex/runtime/list.ts';
import { programOf } from '../apex/runtime/program.ts';
import { combineText } from '../metadata/filter-logic.ts';
import { isTrue, listOf, textOf, textsOf } from '../metadata/xml.ts';
import { QueryError } from '../org/services.ts';
import { fieldOf, type FieldInfo, type ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import { BadValue, coerce } from '../schema/values.ts';
import { relationship } from '../soql/path.ts';
import { current } from '../transaction/transaction.ts';
import { type FieldFilter, type FlowElement, filtersOf } from './definition.ts';
import { FlowFault, notEmulated } from './fault.ts';
import type { Interview } from './interview.ts';
import { literal } from './resource.ts';
import type { BulkOutcome, BulkRequest } from './step.ts';
import { copyRecord, itemsOf, textOfValue } from './value.ts';

/** One query of one interview. */
interface Lookup {
  text: string;
  binds: Map<string, unknown>;
}

export function lookUp(requests: BulkRequest[]): BulkOutcome[] {
  const found = queryForAll(requests, ({ element, interview }) => lookupOf(element, interview));
  return requests.map((request, index) => {
    const result = found[index]!;
    if (result instanceof FlowFault) return result;
    return attempt(() => store(request, result));
  });
}

/** Faults of one interview do not touch the others. */
export function attempt(action: () => void): BulkOutcome {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof FlowFault) return error;
    throw error;
  }
}

/** The records that an element's filters choose, with their ids only. */
export function filteredRecords(requests: BulkRequest[]): (SObjectRecord[] | FlowFault)[] {
  return queryForAll(requests, ({ element, interview }) => {
    const object = objectOf(element, interview);
    return { ...conditionOf(object, element, interview), fields: ['Id'], object: object.name, tail: '' };
  });
}

/** The parent or the children of the flow's own record, `$Record.Account` or `$Record.Contacts`, that meet the filters. */
export function relatedRecords(requests: BulkRequest[], path: string[]): (SObjectRecord[] | FlowFault)[] {
  return queryForAll(requests, ({ element, interview }) => {
    const { object, field, id } = relative(path, interview);
    const { where, binds } = conditionOf(object, element, interview);
    binds.set('of', id);
    const more = where === '' ? '' : ` AND (${where})`;
    return { where: `${field} = :of${more}`, binds, fields: ['Id'], object: object.name, tail: '' };
  });
}

function relative(
  path: string[],
  { room, trigger, flow }: Interview,
): { object: ObjectInfo; field: string; id: unknown } {
  const { record } = trigger!;
  const [name = '', ...rest] = path;
  const lookup = relationship(record.object, name);
  const child = record.object.childRelationships.find((each) => each.name?.toLowerCase() === name.toLowerCase());
  const object = room.org.schema.object(lookup?.referenceTo[0] ?? child?.childObject ?? '');
  if (!object || rest.length > 0) throw notEmulated(flow, `records related by ${path.join('.')}`);
  if (lookup) return { object, field: 'Id', id: record.values.get(lookup.name) ?? null };
  return { object, field: child!.field, id: record.id };
}

type Part = { where: string; binds: Map<string, unknown>; fields: string[]; object: string; tail: string };

/** Counts as one query, and the rows it brings. */
function queryForAll(requests: BulkRequest[], part: (request: BulkRequest) => Part): (SObjectRecord[] | FlowFault)[] {
  const { limits, org } = current();
  const results: (SObjectRecord[] | FlowFault)[] = [];
  const known = new Map<string, SObjectRecord[]>();
  let rows = 0;
  let isCounted = false;
  for (const request of requests) {
    try {
      const { where, binds, fields, object, tail } = part(request);
      const text = `SELECT ${fields.join(', ')} FROM ${object}${where === '' ? '' : ` WHERE ${where}`}${tail}`;
      const isFree = org.schema.object(object)?.kind === 'customMetadata';
      if (!isCounted && !isFree) limits.count('queries');
      isCounted ||= !isFree;
      const key = [text, ...[...binds.values()].map(textOfValue)].join('\n');
      const same = known.get(key);
      const records = same ? same.map(copyRecord) : run({ text, binds }, request.interview).records;
      known.set(key, records);
      if (!same && !isFree) rows += records.length;
      results.push(records);
    } catch (error) {
      if (!(error instanceof FlowFault)) throw error;
      results.push(error);
    }
  }
  if (rows > 0) limits.count('queryRows', rows);
  return results;
}

function run({ text, binds }: Lookup, { room, sharing }: Interview): { records: SObjectRecord[] } {
  try {
    return room.org.query.query(text, binds, { access: 'system', sharing, counts: false });
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new FlowFault(`This error occurred when the flow tried to look up records: ${error.message}.`);
  }
}

export function objectOf({ node, name }: FlowElement, { room }: Interview): ObjectInfo {
  const object = room.org.schema.object(textOf(node['object']) ?? '');
  if (!object) throw new FlowFault(`The object ${textOf(node['object']) ?? ''} of ${name} doesn't exist.`);
  return object;
}

function lookupOf(element: FlowElement, interview: Interview): Part {
  const { node } = element;
  const object = objectOf(element, interview);
  const { where, binds } = conditionOf(object, element, interview);
  const sortField = textOf(node['sortField']);
  const isDescending = textOf(node['sortOrder']) === 'Desc';
  const limit = isFirstOnly(element) ? '1' : limitOf(element, interview);
  const order = sortField ? ` ORDER BY ${sortField} ${isDescending ? 'DESC NULLS LAST' : 'ASC NULLS FIRST'}` : '';
  return {
    where,
    binds,
    object: object.name,
    fields: selected(object, textsOf(node['queriedFields'])),
    tail: `${order}${limit ? ` LIMIT ${limit}` : ''}`,
  };
}

/** Outputs into single fields or one record variable come from the first record. */
function isFirstOnly({ node }: FlowElement): boolean {
  return isTrue(node['getFirstRecordOnly']) || listOf(node['outputAssignments']).length > 0;
}

function limitOf({ node }: FlowElement, interview: Interview): string | undefined {
  const limit = listOf(node['limit'])[0];
  if (limit === undefined) return undefined;
  return typeof limit === 'string' ? limit : String(literal(limit, interview) ?? '');
}

/** The fields asked for, else all that a query can give. */
function selected(object: ObjectInfo, fields: string[]): string[] {
  const names = fields.length > 0 ? fields : [...object.fields.values()].filter(isSelectable).map(({ name }) => name);
  return [...new Set(['Id', ...names])];
}

function isSelectable({ type }: FieldInfo): boolean {
  return type !== 'address' && type !== 'location' && type !== 'base64' && type !== 'complexvalue';
}

function conditionOf(
  object: ObjectInfo,
  { node }: FlowElement,
  interview: Interview,
): { where: string; binds: Map<string, unknown> } {
  const binds = new Map<string, unknown>();
  const filters = filtersOf(node);
  const logic = textOf(node['filterLogic']) ?? 'and';
  const parts = filters.map((filter, index) => conditionFor(filter, `b${index}`, object, binds, interview));
  return { where: combineText(logic, parts), binds };
}

const OPERATORS: Record<string, string> = {
  EqualTo: '=',
  NotEqualTo: '!=',
  GreaterThan: '>',
  GreaterThanOrEqualTo: '>=',
  LessThan: '<',
  LessThanOrEqualTo: '<=',
};

function conditionFor(
  { field: name, operator, value }: FieldFilter,
  bind: string,
  object: ObjectInfo,
  binds: Map<string, unknown>,
  interview: Interview,
): string {
  const field = fieldOf(object, name);
  const right = literal(value, interview, true);
  if (operator === 'IsNull') return `${name} ${right === true ? '=' : '!='} null`;
  if (operator === 'In' || operator === 'NotIn') {
    binds.set(
      bind,
      itemsOf(right).map((item) => fitted(field, item)),
    );
    return `${name} ${operator === 'In' ? 'IN' : 'NOT IN'} :${bind}`;
  }
  const pattern = likePattern(operator, right);
  if (pattern !== undefined) {
    binds.set(bind, pattern);
    return `${name} LIKE :${bind}`;
  }
  const sign = OPERATORS[operator];
  if (!sign) throw notEmulated(interview.flow, `operator ${operator}`);
  const wanted = fitted(field, right);
  if (wanted === null && !/^!?=$/.test(sign)) return `(${name} = null AND ${name} != null)`;
  binds.set(bind, wanted);
  return `${name} ${sign} :${bind}`;
}

/** Text for LIKE; undefined for operators that compare. */
function likePattern(operator: string, value: unknown): string | undefined {
  const text = String(value ?? '').replace(/[\\%_]/g, (c) => `\\${c}`);
  if (operator === 'StartsWith') return `${text}%`;
  if (operator === 'EndsWith') return `%${text}`;
  return operator === 'Contains' ? `%${text}%` : undefined;
}

/** The value as the field would hold it; what does not fit equals nothing. */
function fitted(field: FieldInfo | undefined, value: unknown): unknown {
  if (value === null || value === '' || !field) return value === '' ? null : value;
  try {
    return coerce(field, value);
  } catch (error) {
    if (error instanceof BadValue) return value;
    throw error;
  }
}

/** Puts what was found where the element says. */
function store({ element, interview }: BulkRequest, records: SObjectRecord[]): void {
  const { node, name } = element;
  const isFirst = isFirstOnly(element);
  const isFound = records.length > 0;
  const object = objectOf(element, interview);
  const list = (): ApexList => new ApexList(programOf(current().org).registry.sobject(object), records);
  const result = isFirst ? (records[0] ?? null) : isFound ? list() : null;
  if (isTrue(node['storeOutputAutomatically'])) interview.values.set(name.toLowerCase(), result);
  if (!isFound && !isTrue(node['assignNullValuesIfNoRecordsFound'])) return;
  const reference = textOf(node['outputReference']);
  if (reference) interview.assign(reference, result);
  for (const each of listOf(node['outputAssignments'])) {
    const value = records[0] ? interview.fieldOfRecord(records[0], [textOf(each['field']) ?? '']) : null;
    interview.assign(textOf(each['assignToReference']) ?? '', value);
  }
}
