/** What `String.valueOf(Object)`, `System.debug` and `+` show for a value. */
import type { ClassType } from '../types/type.ts';
import { shownValues, SObjectRecord } from '../../schema/record.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexException } from './exceptions.ts';
import { compareStrings } from './equality.ts';
import { ApexList } from './list.ts';
import { ApexMap } from './map.ts';
import { hasMethod, instanceFields, invoke, isUserObject, readField } from './object.ts';
import { ApexSet } from './set.ts';

/** Collections show this many elements, then `...`. */
const SHOWN = 10;

/** Library objects that print as something say so. */
export interface PrintableObject {
  apexText(): string;
}

/**
 * Debug format: `Account:{Name=x}`, `(a, b)`, `{k=v}`, `Foo:[x=1]`; null is `null`. Dates show a time part and instants GMT, as the
 * platform does everywhere but in `String.valueOf(Date)` and `String.valueOf(Datetime)`.
 */
export function toApexString(value: unknown): string {
  return print(value, new Set());
}

function print(value: unknown, inside: Set<object>): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return String(value);
  if (value instanceof Decimal) return value.toPlainString();
  if (value instanceof ApexDate) return `${value.toString()} 00:00:00`;
  if (value instanceof ApexDatetime) return value.toString().slice(0, 19).replace('T', ' ');
  if ('apexText' in value) return (value as PrintableObject).apexText();
  if (inside.has(value)) return 'already output';
  inside.add(value);
  try {
    return printStructure(value, inside);
  } finally {
    inside.delete(value);
  }
}

function printStructure(value: object, inside: Set<object>): string {
  if (value instanceof SObjectRecord) {
    const fields = [...shownValues(value)].map(([name, field]) => `${name}=${print(field, inside)}`);
    return `${value.object.name}:{${fields.join(', ')}}`;
  }
  if (value instanceof ApexList) return `(${elements(value.items, inside)})`;
  if (value instanceof ApexSet) return `{${elements(sorted([...value]), inside)}}`;
  if (value instanceof ApexMap) {
    const shown = [...value.entries()]
      .slice(0, SHOWN)
      .map((each) => `${print(each.key, inside)}=${print(each.value, inside)}`);
    return `{${[...shown, ...(value.size > SHOWN ? ['...'] : [])].join(', ')}}`;
  }
  if (isUserObject(value)) return printUserObject(value as object, inside);
  if (value instanceof ApexException) return `${value.typeName}: ${value.apexMessage}`;
  const type = (value as { $type?: string | { name: string } }).$type;
  if (type !== undefined) return typeof type === 'string' ? type.replace(/^System\./, '') : type.name;
  return String(value);
}

function elements(values: unknown[], inside: Set<object>): string {
  const shown = values.slice(0, SHOWN).map((each) => print(each, inside));
  return [...shown, ...(values.length > SHOWN ? ['...'] : [])].join(', ');
}

/** Sets of text print in order. */
function sorted(values: unknown[]): unknown[] {
  return values.every((value) => typeof value === 'string') ? (values as string[]).sort(compareStrings) : values;
}

function printUserObject(value: object, inside: Set<object>): string {
  if (hasMethod(value, 'toString', 0)) return print(invoke(value, 'toString', []), inside);
  const type = (value as { $type: ClassType }).$type;
  if (value instanceof ApexException) return `${type.name}: ${value.apexMessage}`;
  const fields = instanceFields(type).map((field) => `${field.name}=${print(readField(value, field), inside)}`);
  const suffix = 'isStub' in value ? '__sfdc_ApexStub' : '';
  return `${type.name.split('.').pop()}${suffix}:[${fields.join(', ')}]`;
}
