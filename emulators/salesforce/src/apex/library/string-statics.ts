/** System.String: static methods. */
import { isUserObject } from '../runtime/object.ts';
import type { ApexDate } from '../runtime/date.ts';
import type { ApexDatetime } from '../runtime/datetime.ts';
import type { ApexDouble } from '../runtime/double.ts';
import type { Decimal } from '../runtime/decimal.ts';
import { iterate } from '../runtime/collections.ts';
import type { ApexList } from '../runtime/list.ts';
import { formatMessage } from '../runtime/message-format.ts';
import { toApexString } from '../runtime/printing.ts';
import { formatPattern } from '../runtime/simple-date-format.ts';
import { currentZone } from '../runtime/time-zone.ts';
import type { Implementation } from './define.ts';
import { commonPrefix, isBlank } from './text.ts';
import { argument } from './support.ts';

const STANDARD = 'yyyy-MM-dd HH:mm:ss';

/** Elements print as String.valueOf would; a null element is an empty text. */
function join(values: unknown, separator: string | null): string {
  const parts: string[] = [];
  for (const value of iterate(argument(values))) parts.push(value === null ? '' : valueOf(value));
  return parts.join(separator ?? '');
}

function valueOf(value: unknown): string {
  return isUserObject(value) ? String(toApexString(value)) : toApexString(value);
}

/** Null in, null out, for the typed overloads. */
const orNull =
  <T>(print: (value: T) => string) =>
  (value: T | null): string | null =>
    value === null ? null : print(value);

export const stringStatics: Record<string, Implementation> = {
  'isBlank(String)': isBlank,
  'isNotBlank(String)': (text: string | null) => !isBlank(text),
  'isEmpty(String)': (text: string | null) => text === null || text === '',
  'isNotEmpty(String)': (text: string | null) => text !== null && text !== '',
  'escapeSingleQuotes(String)': (text: string) => argument(text).replace(/\\/g, '\\\\').replace(/'/g, "\\'"),
  'format(String,List<Object>)': (format: string, values: ApexList | null) =>
    formatMessage(
      argument(format),
      (values?.items ?? []).map((value) => (value === null ? 'null' : valueOf(value))),
    ),
  'fromCharArray(List<Integer>)': (codes: ApexList) => String.fromCodePoint(...(argument(codes).items as number[])),
  'getCommonPrefix(List<String>)': (texts: ApexList) =>
    commonPrefix(argument(texts).items.map((each) => (each as string | null) ?? '')),
  'join(Iterable<Object>,String)': join,
  join,
  'valueOf(Date)': orNull((date: ApexDate) => date.toString()),
  'valueOf(Datetime)': orNull((datetime: ApexDatetime) => formatPattern(STANDARD, datetime.ms, currentZone())),
  'valueOf(Decimal)': orNull((decimal: Decimal) => decimal.toPlainString()),
  'valueOf(Double)': orNull((double: ApexDouble) => double.toString()),
  'valueOf(Object)': orNull(valueOf),
  valueOf: orNull(valueOf),
  'valueOfGmt(Datetime)': orNull((datetime: ApexDatetime) => formatPattern(STANDARD, datetime.ms, 'GMT')),
};
