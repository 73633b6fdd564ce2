/** Assignment elements: one operator after the other. */
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { ApexList } from '../apex/runtime/list.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { isUserObject } from '../apex/runtime/object.ts';
import { anyType } from '../apex/types/registry.ts';
import { type Element, listOf, textOf } from '../metadata/xml.ts';
import { SObjectRecord } from '../schema/record.ts';
import { decimalOf } from '../schema/values.ts';
import { FlowFault, notEmulated } from './fault.ts';
import type { Interview } from './interview.ts';
import { literal } from './resource.ts';
import { copyValue, isEqual, itemsOf, textOfValue, toFlow } from './value.ts';

export function runAssignments(node: Element, interview: Interview): void {
  for (const item of listOf(node['assignmentItems'])) {
    const reference = textOf(item['assignToReference'])?.trim() ?? '';
    const operator = textOf(item['operator']) ?? 'Assign';
    const value = toFlow(literal(listOf(item['value'])[0], interview, true));
    interview.assign(reference, operate(operator, reference, value, interview));
  }
}

function operate(operator: string, reference: string, value: unknown, interview: Interview): unknown {
  if (operator === 'Assign') return value;
  if (operator === 'AssignCount') return Decimal.of(itemsOf(value).length);
  const old = toFlow(interview.read(reference));
  const isList = old instanceof ApexList || isCollection(reference, interview) || (old === null && isObject(value));
  if (isList) {
    const typed = [old, value].find((each) => each instanceof ApexList);
    return new ApexList(typed?.elementType ?? anyType, changed(operator, itemsOf(old), value, interview));
  }
  switch (operator) {
    case 'Add':
      return sum(old, value, 1);
    case 'Subtract':
      return sum(old, value, -1);
    case 'AddItem':
      return addChoice(old, value);
    default:
      throw notEmulated(interview.flow, `assignment operator ${operator}`);
  }
}

/** What can only be added to a collection: that of an Apex object's member may not be there yet. */
function isObject(value: unknown): boolean {
  return value instanceof SObjectRecord || isUserObject(value);
}

function isCollection(reference: string, { flow }: Interview): boolean {
  return flow.variables.get(reference.toLowerCase())?.isCollection ?? false;
}

/** The items of a collection after an operator. */
function changed(operator: string, items: unknown[], value: unknown, interview: Interview): unknown[] {
  // Nothing is an item, too: `$Record__Prior` of a new record.
  const given = value === null ? [null] : itemsOf(value);
  const isGiven = (item: unknown): boolean => given.some((each) => isEqual(item, each));
  const first = items.findIndex(isGiven);
  switch (operator) {
    case 'Add':
      return [...items, ...given.map(copyValue)];
    case 'AddAtStart':
      return [...given.map(copyValue), ...items];
    case 'RemoveFirst':
      return items.filter((_, index) => index !== first);
    case 'RemoveAll':
      return items.filter((item) => !isGiven(item));
    case 'RemoveUncommon':
      return items.filter(isGiven);
    case 'RemoveAfterFirst':
      return first < 0 ? items : items.slice(0, first + 1);
    case 'RemoveBeforeFirst':
      return first < 0 ? items : items.slice(first);
    case 'RemovePosition': {
      const position = decimalOf(value)?.toNumber() ?? 0;
      if (position < 1 || position > items.length) throw new FlowFault(`The collection has no position ${position}.`);
      return items.filter((_, index) => index !== position - 1);
    }
    default:
      throw notEmulated(interview.flow, `assignment operator ${operator}`);
  }
}

/** Numbers are added, dates move by days, text is put behind text. */
function sum(old: unknown, value: unknown, sign: 1 | -1): unknown {
  const number = decimalOf(value);
  if (old instanceof ApexDate) return number ? old.addDays(Math.trunc(number.toNumber()) * sign) : old;
  if (old instanceof ApexDatetime) {
    return number ? new ApexDatetime(old.ms + Math.round(number.toNumber() * 86_400_000) * sign) : old;
  }
  const isNumber = old instanceof Decimal || (old === null && value instanceof Decimal);
  if (isNumber) {
    const [a, b] = [decimalOf(old) ?? Decimal.ZERO, number ?? Decimal.ZERO];
    return sign === 1 ? a.add(b) : a.subtract(b);
  }
  if (value instanceof SObjectRecord || sign === -1) throw new FlowFault('The values of an assignment have no sum.');
  return textOfValue(old) + textOfValue(value);
}

/** Multi-select picklists: one more choice. */
function addChoice(old: unknown, value: unknown): string {
  const choices = textOfValue(old)
    .split(';')
    .filter((each) => each !== '');
  const added = textOfValue(value);
  return (choices.includes(added) ? choices : [...choices, added]).join(';');
}
