/** Right-hand sides of conditions: literals and binds, converted to the field's type or refused in the platform's words. */
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { ApexTime } from '../apex/runtime/time.ts';
import { ApexEnum } from '../apex/runtime/enum.ts';
import { SObjectRecord } from '../schema/record.ts';
import type { FieldInfo } from '../schema/model.ts';
import { decimalOf } from '../schema/values.ts';
import { normalId } from '../storage/ids.ts';
import type { Literal } from './ast.ts';
import { comparable, Span } from './compare.ts';
import { dayRange } from './date-formulas.ts';
import { PlacedError, malformed } from './errors.ts';

export interface OperandContext {
  binds: Map<string, unknown>;
  /** The user's zone and the current instant, for date literals. */
  zone: string;
  now: number;
}

/** What the left side is: only the type and the name in messages count. */
export type Target = Pick<FieldInfo, 'name' | 'type' | 'isCaseSensitive'>;

export type Operand = ReturnType<typeof comparable> | Span;

/** Values of a bind that may be a collection. */
export function bindValues(literal: Literal & { kind: 'bind' }, context: OperandContext, start: number): unknown[] {
  const value = bindValue(literal.name, context, start);
  if (value === null || typeof value !== 'object') return [value];
  if (value instanceof SObjectRecord) return [value.id];
  if (Symbol.iterator in value) return [...(value as Iterable<unknown>)].map(unwrap);
  if ('items' in value && Array.isArray(value.items)) return (value.items as unknown[]).map(unwrap);
  return [value];
}

export function isCollection(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || value instanceof SObjectRecord) return false;
  return Symbol.iterator in value || 'items' in value;
}

function unwrap(value: unknown): unknown {
  return value instanceof SObjectRecord ? value.id : (value ?? null);
}

export function bindValue(name: string, context: OperandContext, start: number): unknown {
  if (!context.binds.has(name)) throw malformed(`Variable does not exist: ${name}`, start);
  return context.binds.get(name) ?? null;
}

/** @throws PlacedError when the literal is not of the field's type */
export function operandOf(literal: Literal, target: Target, context: OperandContext, start: number): Operand {
  switch (literal.kind) {
    case 'null':
      return null;
    case 'bind':
      return fromBind(unwrap(bindValue(literal.name, context, start)), target, start);
    case 'string':
      return fromText(literal.value, target, start);
    case 'number': {
      if (!isNumber(target)) throw mustBe(target, start);
      return comparable(decimalOf(literal.text) ?? null);
    }
    case 'boolean':
      if (target.type !== 'boolean') throw mustBe(target, start);
      return literal.value;
    case 'date':
      if (target.type !== 'date') throw mustBe(target, start);
      return comparable(ApexDate.parse(literal.text) ?? badDate(literal.text, start));
    case 'datetime':
      if (target.type !== 'datetime') throw mustBe(target, start);
      return comparable(ApexDatetime.parse(literal.text.replace(' ', '+')) ?? badDate(literal.text, start));
    case 'time':
      if (target.type !== 'time') throw mustBe(target, start);
      return comparable(ApexTime.parse(literal.text) ?? badDate(literal.text, start));
    case 'dateFormula':
      return spanOf(literal, target, context, start);
  }
}

function badDate(text: string, start: number): never {
  throw malformed(`line 1: invalid date: ${text}`, start);
}

function spanOf(
  { name, n }: { name: string; n: number },
  target: Target,
  { zone, now }: OperandContext,
  start: number,
): Span {
  const { from, to } = dayRange(name, n, new ApexDatetime(now).date(zone));
  if (target.type === 'date') return new Span(from.days, to.days);
  if (target.type !== 'datetime') throw mustBe(target, start);
  const midnight = new ApexTime(0);
  return new Span(ApexDatetime.ofLocal(from, midnight, zone).ms, ApexDatetime.ofLocal(to, midnight, zone).ms);
}

function isNumber(target: Target): boolean {
  return /^(int|long|double|currency|percent|anyType)$/.test(target.type);
}

/** Text that only fits a field of another type. */
function fromText(text: string, target: Target, start: number): Operand {
  if (target.type === 'id' || target.type === 'reference') return idOf(text, target, start);
  if (isNumber(target) || /^(boolean|date|datetime|time)$/.test(target.type)) {
    const type = target.type === 'datetime' ? 'dateTime' : target.type;
    const message = `value of filter criterion for field '${target.name}' must be of type ${type} and should not be enclosed in quotes`;
    throw new PlacedError('INVALID_FIELD', message, start);
  }
  return text === '' ? null : comparable(text, target.isCaseSensitive);
}

function idOf(text: string, target: Target, start: number): string | null {
  if (text === '') return null;
  // Made-up ids are asked for, too, whatever their checksum.
  const id = normalId(text) ?? (/^[a-zA-Z0-9]{18}$/.test(text) ? text : undefined);
  if (id) return target.isCaseSensitive ? id : id.toLowerCase();
  throw new PlacedError('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`, start);
}

function fromBind(value: unknown, target: Target, start: number): Operand {
  if (value === null) return null;
  if (target.type === 'id' || target.type === 'reference') return idOf(String(value), target, start);
  if (value instanceof ApexEnum) return comparable(value.name);
  if (target.type === 'date' && value instanceof ApexDatetime) return comparable(value.date('UTC'));
  if (target.type === 'datetime' && value instanceof ApexDate) return comparable(ApexDatetime.fromDate(value));
  if (isNumber(target)) {
    const number = decimalOf(value);
    if (!number) throw mustBe(target, start);
    return comparable(number);
  }
  if (target.type === 'datetime' && typeof value === 'string')
    return comparable(ApexDatetime.parse(value) ?? badDate(value, start));
  if (target.type === 'date' && typeof value === 'string')
    return comparable(ApexDate.parse(value) ?? badDate(value, start));
  if (target.type === 'boolean' && typeof value !== 'boolean') throw mustBe(target, start);
  if (typeof value === 'string') return value === '' ? null : comparable(value, target.isCaseSensitive);
  return comparable(value);
}

function mustBe(target: Target, start: number): PlacedError {
  const names: Record<string, string> = {
    boolean: 'boolean and should not be enclosed in quotes',
    date: 'date and should not be enclosed in quotes',
    datetime: 'dateTime and should not be enclosed in quotes',
    time: 'time and should not be enclosed in quotes',
    id: 'id and should be enclosed in quotes',
    reference: 'reference and should be enclosed in quotes',
  };
  const type = isNumber(target)
    ? `${target.type} and should not be enclosed in quotes`
    : (names[target.type] ?? 'string and should be enclosed in quotes');
  const message = `value of filter criterion for field '${target.name}' must be of type ${type}`;
  return new PlacedError('INVALID_FIELD', message, start);
}
