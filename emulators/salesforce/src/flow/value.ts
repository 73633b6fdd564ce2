/** Values in flows: those of Apex, but all numbers are Decimals and all collections lists. */
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { ApexDouble } from '../apex/runtime/double.ts';
import { ApexEnum } from '../apex/runtime/enum.ts';
import { ApexList } from '../apex/runtime/list.ts';
import { formatDate, formatDatetime } from '../apex/runtime/locale-format.ts';
import { ApexTime } from '../apex/runtime/time.ts';
import { anyType, genericSObject, primitives } from '../apex/types/registry.ts';
import type { Type } from '../apex/types/type.ts';
import { programOf } from '../apex/runtime/program.ts';
import { NotEmulated } from '../org/services.ts';
import { SObjectRecord } from '../schema/record.ts';
import { decimalOf, sameValue } from '../schema/values.ts';
import { normalId } from '../storage/ids.ts';
import { current } from '../transaction/transaction.ts';
import type { FlowVariable } from './definition.ts';
import { FlowFault } from './fault.ts';

/** A value of Apex or of a field as flows see it. */
export function toFlow(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof ApexDouble) return decimalOf(value);
  if (value instanceof ApexEnum) return value.name;
  return value;
}

/** A record of its own: what is assigned and added is a copy. */
export function copyRecord(source: SObjectRecord): SObjectRecord {
  const copy = new SObjectRecord(source.object);
  for (const [name, value] of source.values) copy.values.set(name, value);
  for (const name of source.touched) copy.touched.add(name);
  if (source.parents) copy.parents = new Map(source.parents);
  if (source.children) copy.children = new Map(source.children);
  if (source.queried) copy.queried = new Set(source.queried);
  copy.implied = source.implied;
  return copy;
}

export function copyValue(value: unknown): unknown {
  if (value instanceof SObjectRecord) return copyRecord(value);
  if (value instanceof ApexList) return new ApexList(value.elementType, value.items.map(copyValue));
  return value;
}

/** One item, several, none. */
export function itemsOf(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return value instanceof ApexList ? value.items : [value];
}

/** The Apex type of a variable's items. */
export function elementTypeOf(variable: FlowVariable): Type {
  const { registry } = programOf(current().org);
  switch (variable.dataType) {
    case 'Number':
    case 'Currency':
      return primitives.Decimal;
    case 'Boolean':
      return primitives.Boolean;
    case 'Date':
      return primitives.Date;
    case 'DateTime':
      return primitives.Datetime;
    case 'Time':
      return primitives.Time;
    case 'SObject':
      return registry.sobjectNamed(variable.typeName ?? '') ?? genericSObject;
    case 'Apex':
      return programOf(current().org).type(variable.typeName ?? '') ?? anyType;
    default:
      return primitives.String;
  }
}

/** A value as a variable (or a resource with a data type) holds it. @throws FlowFault when it does not fit */
export function convert(value: unknown, variable: Pick<FlowVariable, 'dataType' | 'scale' | 'name'>): unknown {
  const plain = toFlow(value);
  if (plain === null || (plain === '' && !/^(String|Picklist|Multipicklist)$/.test(variable.dataType))) return null;
  switch (variable.dataType) {
    case 'Number':
    case 'Currency': {
      const number = decimalOf(plain);
      if (!number) return unfit(plain, variable);
      return variable.scale !== undefined ? number.setScale(variable.scale, 'HALF_UP') : number;
    }
    case 'Boolean':
      if (typeof plain === 'boolean') return plain;
      return /^(true|false)$/i.test(String(plain)) ? String(plain).toLowerCase() === 'true' : unfit(plain, variable);
    case 'Date':
      if (plain instanceof ApexDatetime) return plain.date();
      return plain instanceof ApexDate ? plain : (ApexDate.parse(String(plain)) ?? unfit(plain, variable));
    case 'DateTime':
      if (plain instanceof ApexDate) return ApexDatetime.fromDate(plain);
      return plain instanceof ApexDatetime ? plain : (ApexDatetime.parse(String(plain)) ?? unfit(plain, variable));
    case 'Time':
      return plain instanceof ApexTime ? plain : (ApexTime.parse(String(plain)) ?? unfit(plain, variable));
    case 'SObject':
    case 'Apex':
      return plain;
    case 'String':
    case 'Picklist':
    case 'Multipicklist':
      return textOfValue(plain);
    default:
      throw new NotEmulated(`flow data type ${variable.dataType}`);
  }
}

function unfit(value: unknown, { name, dataType }: Pick<FlowVariable, 'dataType' | 'name'>): never {
  throw new FlowFault(`The flow couldn't convert the value ${textOfValue(value)} to ${dataType} for ${name}.`);
}

/** Text of a value in text variables and templates; dates as the user's locale writes them. */
export function textOfValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Decimal) return value.stripTrailingZeros().toPlainString();
  if (value instanceof ApexDate) return formatDate(value);
  if (value instanceof ApexDatetime) return formatDatetime(value, current().user.timeZone);
  if (value instanceof ApexList) return `[${value.items.map(textOfValue).join(', ')}]`;
  if (value instanceof SObjectRecord) {
    const fields = [...value.values].map(([name, each]) => `${name}=${textOfValue(each)}`);
    return `${value.object.name} (${fields.join(', ')})`;
  }
  return String(value);
}

/** Text compares without case, as flow conditions do. */
export function isEqual(left: unknown, right: unknown): boolean {
  const [a, b] = [blankAsNull(left), blankAsNull(right)];
  if (a === null || b === null) return a === b;
  if (a instanceof SObjectRecord && b instanceof SObjectRecord) return isSameRecord(a, b);
  if (a instanceof ApexList && b instanceof ApexList) {
    return a.items.length === b.items.length && a.items.every((item, index) => isEqual(item, b.items[index]));
  }
  if (sameValue(a, b) || isSameId(a, b)) return true;
  const [x, y] = [comparable(a, b), comparable(b, a)];
  return x !== undefined && y !== undefined && x === y;
}

/** An id of 15 characters and its long form. */
function isSameId(a: unknown, b: unknown): boolean {
  const [short, long] = String(a).length === 15 ? [a, b] : [b, a];
  if (typeof short !== 'string' || typeof long !== 'string' || short.length !== 15) return false;
  return normalId(short) === long && normalId(long) === long;
}

function isSameRecord(a: SObjectRecord, b: SObjectRecord): boolean {
  if (a === b) return true;
  if (a.object !== b.object || a.values.size !== b.values.size) return false;
  return [...a.values].every(([name, value]) => isEqual(value, b.values.get(name) ?? null));
}

function blankAsNull(value: unknown): unknown {
  const plain = toFlow(value);
  return plain === '' ? null : plain;
}

/** Negative, zero, positive; undefined when the two have no order. */
export function order(left: unknown, right: unknown): number | undefined {
  const [a, b] = [blankAsNull(left), blankAsNull(right)];
  if (a === null || b === null) return undefined;
  const [x, y] = [comparable(a, b), comparable(b, a)];
  if (x === undefined || y === undefined) return undefined;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Numbers, instants and text on a common scale with the other side: a text beside a number counts as number. */
function comparable(value: unknown, other: unknown): number | string | undefined {
  if (value instanceof Decimal) return other instanceof Decimal || isNumeric(other) ? value.toNumber() : textKey(value);
  if (isNumeric(value) && other instanceof Decimal) return decimalOf(value)!.toNumber();
  if (value instanceof ApexTime) return value.ms;
  if (value instanceof ApexDate) return value.ms;
  if (value instanceof ApexDatetime) return other instanceof ApexDate ? value.date().ms : value.ms;
  if (typeof value === 'string' && isMoment(other)) {
    const parsed = other instanceof ApexDate ? ApexDate.parse(value) : ApexDatetime.parse(value);
    return parsed?.ms;
  }
  return typeof value === 'string' || typeof value === 'boolean' ? textKey(value) : undefined;
}

function isMoment(value: unknown): boolean {
  return value instanceof ApexDate || value instanceof ApexDatetime;
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && decimalOf(value) !== undefined;
}

function textKey(value: unknown): string {
  return textOfValue(value).toLowerCase();
}
