/** Conditions: of decisions and collection filters, and entry conditions of record-triggered flows. */
import { ApexList } from '../apex/runtime/list.ts';
import { evaluate } from '../formula/evaluate.ts';
import { FormulaError } from '../formula/values.ts';
import { combine } from '../metadata/filter-logic.ts';
import { type Element, listOf, textOf } from '../metadata/xml.ts';
import type { FieldFilter, FlowStart } from './definition.ts';
import { FlowFault, notEmulated } from './fault.ts';
import { flowFormula } from './formula.ts';
import type { Interview } from './interview.ts';
import { literal } from './resource.ts';
import { isEqual, itemsOf, order, textOfValue } from './value.ts';

/** `conditions` under their `conditionLogic`. */
export function meetsConditions(node: Element, interview: Interview): boolean {
  const conditions = listOf(node['conditions']);
  const logic = textOf(node['conditionLogic']) ?? 'and';
  return combine(logic, conditions.length, (index) => meets(conditions[index]!, interview));
}

function meets(condition: Element, interview: Interview): boolean {
  const reference = textOf(condition['leftValueReference']) ?? '';
  const operator = textOf(condition['operator']) ?? 'EqualTo';
  const key = reference.toLowerCase();
  const right = (): unknown => literal(listOf(condition['rightValue'])[0], interview);
  switch (operator) {
    case 'WasVisited':
      return interview.visited.has(key) === right();
    case 'HasError':
      return interview.failed.has(key) === right();
    case 'IsChanged':
      return isChanged(reference, interview) === right();
    default:
      return compare(interview.read(reference), operator, right(), interview);
  }
}

function isChanged(reference: string, interview: Interview): boolean {
  const [head = '', ...rest] = reference.split('.');
  if (!interview.isRecord(head) || rest.length === 0) throw notEmulated(interview.flow, `${reference} Is Changed`);
  if (!interview.trigger?.prior) return false;
  return !isEqual(interview.read(reference), interview.read(`${interview.flow.start.priorName}.${rest.join('.')}`));
}

export function compare(left: unknown, operator: string, right: unknown, { flow }: Pick<Interview, 'flow'>): boolean {
  const text = textOfValue(left).toLowerCase();
  const wanted = textOfValue(right).toLowerCase();
  const place = (): number | undefined => order(left, right);
  switch (operator) {
    case 'EqualTo':
      return isEqual(left, right);
    case 'NotEqualTo':
      return !isEqual(left, right);
    case 'GreaterThan':
      return (place() ?? 0) > 0;
    case 'GreaterThanOrEqualTo':
      return (place() ?? -1) >= 0;
    case 'LessThan':
      return (place() ?? 0) < 0;
    case 'LessThanOrEqualTo':
      return (place() ?? 1) <= 0;
    case 'StartsWith':
      return left !== null && wanted !== '' && text.startsWith(wanted);
    case 'EndsWith':
      return left !== null && wanted !== '' && text.endsWith(wanted);
    case 'Contains':
      if (left instanceof ApexList) return left.items.some((item) => isEqual(item, right));
      return left !== null && wanted !== '' && text.includes(wanted);
    case 'IsNull':
      return isMissing(left) === right;
    case 'IsBlank':
      return (isMissing(left) || text.trim() === '') === right;
    case 'IsEmpty':
      return (itemsOf(left).length === 0) === right;
    case 'WasSet':
      return !isMissing(left) === right;
    case 'In':
      return itemsOf(right).some((item) => isEqual(left, item));
    case 'NotIn':
      return !itemsOf(right).some((item) => isEqual(left, item));
    default:
      throw notEmulated(flow, `operator ${operator}`);
  }
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** Whether a record is one the flow is for. */
export function entersFlow(interview: Interview): boolean {
  const { start } = interview.flow;
  return meetsNow(start.onlyWhenChanged, interview, (each) => meetsEntry(start, each));
}

/** Conditions that may have to be met by a change: they are, and they were not before. */
export function meetsNow(onlyWhenChanged: boolean, interview: Interview, test: (each: Interview) => boolean): boolean {
  if (!test(interview)) return false;
  const before = onlyWhenChanged ? interview.before() : undefined;
  return !before || !test(before);
}

function meetsEntry({ filters, filterLogic, filterFormula }: FlowStart, interview: Interview): boolean {
  if (filterFormula) return meetsFormula(filterFormula, interview);
  return meetsFilters(filters, filterLogic, interview);
}

/** Filters on the record that the flow was started for. */
export function meetsFilters(filters: FieldFilter[], logic: string, interview: Interview): boolean {
  const { recordName } = interview.flow.start;
  return combine(logic, filters.length, (index) => {
    const { field, operator, value } = filters[index]!;
    const right = literal(value, interview);
    if (operator === 'IsChanged') return isChanged(`${recordName}.${field}`, interview) === right;
    return compare(interview.read(`${recordName}.${field}`), operator, right, interview);
  });
}

function meetsFormula(expression: string, interview: Interview): boolean {
  const { text, context } = flowFormula(expression, interview);
  try {
    return evaluate(text, context) === true;
  } catch (error) {
    if (error instanceof FormulaError) throw new FlowFault(`The entry condition formula is invalid: ${error.message}`);
    throw error;
  }
}

/** The records of a collection that meet a Collection Filter's conditions. */
export function meetsForItem(node: Element, interview: Interview, variable: string, item: unknown): boolean {
  const key = variable.toLowerCase();
  const outer = interview.values.get(key);
  interview.values.set(key, item);
  try {
    const formula = textOf(node['formula']);
    return formula ? meetsFormula(formula, interview) : meetsConditions(node, interview);
  } finally {
    interview.values.set(key, outer);
  }
}
