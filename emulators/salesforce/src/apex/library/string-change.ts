/** System.String: instance methods that make a new text or take one apart. */
import { apexError } from '../runtime/exceptions.ts';
import { compileRegex, replaceByRegex, splitByRegex } from '../runtime/java-regex.ts';
import type { ApexMap } from '../runtime/map.ts';
import { toApexString } from '../runtime/printing.ts';
import type { Implementation } from './define.ts';
import * as escape from './escape.ts';
import * as text from './text.ts';
import { argument, strings } from './support.ts';

function substring(value: string, start: number, end = value.length): string {
  if (argument(start) < 0 || start > value.length) {
    throw apexError('System.StringException', `Starting position out of bounds: ${start}`);
  }
  if (argument(end) > value.length || end < start) {
    throw apexError('System.StringException', `Ending position out of bounds: ${end}`);
  }
  return value.slice(start, end);
}

function abbreviate(value: string, width: number, offset?: number): string {
  try {
    return text.abbreviate(value, argument(width), offset);
  } catch (error) {
    if (error instanceof RangeError) throw apexError('System.StringException', error.message);
    throw error;
  }
}

function removeStart(value: string, prefix: string | null, ignoreCase: boolean): string {
  if (prefix === null || prefix === '') return value;
  const starts = ignoreCase ? value.toLowerCase().startsWith(prefix.toLowerCase()) : value.startsWith(prefix);
  return starts ? value.slice(prefix.length) : value;
}

function removeEnd(value: string, suffix: string | null, ignoreCase: boolean): string {
  if (suffix === null || suffix === '') return value;
  const ends = ignoreCase ? value.toLowerCase().endsWith(suffix.toLowerCase()) : value.endsWith(suffix);
  return ends ? value.slice(0, -suffix.length) : value;
}

function between(value: string, open: string | null, close: string | null): string | null {
  if (open === null || close === null) return null;
  const start = value.indexOf(open);
  const end = start < 0 ? -1 : value.indexOf(close, start + open.length);
  return end < 0 ? null : value.slice(start + open.length, end);
}

/** Part before or after a separator; `whole` is the answer when it is not there. */
function part(value: string, at: number, length: number, side: 'before' | 'after', whole: string): string {
  if (at < 0) return whole;
  return side === 'before' ? value.slice(0, at) : value.slice(at + length);
}

/** Java's trim cuts everything up to the blank. */
const trim = (value: string): string => value.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');

export const stringChanges: Record<string, Implementation> = {
  'abbreviate(Integer)': (value: string, width: number) => abbreviate(value, width),
  'abbreviate(Integer,Integer)': abbreviate,
  'capitalize()': text.capitalize,
  'uncapitalize()': text.uncapitalize,
  'swapCase()': text.swapCase,
  'toLowerCase()': (value: string) => value.toLowerCase(),
  'toLowerCase(String)': (value: string, locale: string) => value.toLocaleLowerCase(argument(locale).replace('_', '-')),
  'toUpperCase()': (value: string) => value.toUpperCase(),
  'toUpperCase(String)': (value: string, locale: string) => value.toLocaleUpperCase(argument(locale).replace('_', '-')),
  'trim()': trim,
  'normalizeSpace()': (value: string) => value.trim().replace(/\s+/g, ' '),
  'deleteWhitespace()': (value: string) => value.replace(/\s+/g, ''),
  'reverse()': (value: string) => [...value].reverse().join(''),
  'repeat(Integer)': (value: string, times: number) => value.repeat(Math.max(0, argument(times))),
  'repeat(String,Integer)': (value: string, separator: string | null, times: number) =>
    Array.from({ length: Math.max(0, argument(times)) }, () => value).join(separator ?? ''),
  'center(Integer)': (value: string, size: number) => text.center(value, argument(size), ' '),
  'center(Integer,String)': (value: string, size: number, fill: string | null) =>
    text.center(value, argument(size), fill ?? ' '),
  'leftPad(Integer)': (value: string, size: number) => text.padding(argument(size) - value.length, ' ') + value,
  'leftPad(Integer,String)': (value: string, size: number, fill: string | null) =>
    text.padding(argument(size) - value.length, fill ?? ' ') + value,
  'rightPad(Integer)': (value: string, size: number) => value + text.padding(argument(size) - value.length, ' '),
  'rightPad(Integer,String)': (value: string, size: number, fill: string | null) =>
    value + text.padding(argument(size) - value.length, fill ?? ' '),
  'left(Integer)': (value: string, count: number) => value.slice(0, Math.max(0, argument(count))),
  'right(Integer)': (value: string, count: number) => (argument(count) <= 0 ? '' : value.slice(-count)),
  'mid(Integer,Integer)': (value: string, position: number, count: number) => {
    if (argument(count) < 0 || argument(position) > value.length) return '';
    const start = Math.max(0, position);
    return value.slice(start, start + count);
  },
  'overlay(String,Integer,Integer)': (value: string, by: string | null, start: number, end: number) =>
    text.overlay(value, by ?? '', start, end),
  'difference(String)': (value: string, other: string | null) => {
    const at = text.indexOfDifference(value, other ?? '');
    return at < 0 ? '' : (other ?? '').slice(at);
  },

  'remove(String)': (value: string, gone: string | null) =>
    gone === null || gone === '' ? value : value.replaceAll(gone, ''),
  'removeStart(String)': (value: string, prefix: string | null) => removeStart(value, prefix, false),
  'removeStartIgnoreCase(String)': (value: string, prefix: string | null) => removeStart(value, prefix, true),
  'removeEnd(String)': (value: string, suffix: string | null) => removeEnd(value, suffix, false),
  'removeEndIgnoreCase(String)': (value: string, suffix: string | null) => removeEnd(value, suffix, true),
  'replace(String,String)': (value: string, target: string, by: string) =>
    value.split(argument(target)).join(argument(by)),
  'replaceAll(String,String)': (value: string, regex: string, by: string) =>
    replaceByRegex(value, compileRegex(argument(regex)), argument(by), true),
  'replaceFirst(String,String)': (value: string, regex: string, by: string) =>
    replaceByRegex(value, compileRegex(argument(regex)), argument(by), false),

  'substring(Integer)': (value: string, start: number) => substring(value, start),
  'substring(Integer,Integer)': substring,
  'substringBefore(String)': (value: string, separator: string | null) =>
    separator === null ? value : part(value, value.indexOf(separator), separator.length, 'before', value),
  'substringBeforeLast(String)': (value: string, separator: string | null) =>
    separator === null || separator === ''
      ? value
      : part(value, value.lastIndexOf(separator), separator.length, 'before', value),
  'substringAfter(String)': (value: string, separator: string | null) =>
    separator === null ? '' : part(value, value.indexOf(separator), separator.length, 'after', ''),
  'substringAfterLast(String)': (value: string, separator: string | null) =>
    separator === null || separator === ''
      ? ''
      : part(value, value.lastIndexOf(separator), separator.length, 'after', ''),
  'substringBetween(String)': (value: string, tag: string | null) => between(value, tag, tag),
  'substringBetween(String,String)': between,

  'split(String)': (value: string, regex: string) => strings(splitByRegex(value, argument(regex), 0)),
  'split(String,Integer)': (value: string, regex: string, limit: number) =>
    strings(splitByRegex(value, argument(regex), argument(limit))),
  'splitByCharacterType()': (value: string) => strings(text.splitByKind(value, false)),
  'splitByCharacterTypeCamelCase()': (value: string) => strings(text.splitByKind(value, true)),
  'stripHtmlTags()': (value: string) =>
    escape.unescapeHtml(value.replace(/<br\s*\/?>/gi, '\n').replace(/<[^>]*>/g, '')),

  'escapeCsv()': escape.escapeCsv,
  'escapeEcmaScript()': escape.escapeEcmaScript,
  'escapeHtml3()': (value: string) => escape.escapeHtml(value, 3),
  'escapeHtml4()': (value: string) => escape.escapeHtml(value, 4),
  'escapeJava()': escape.escapeJava,
  'escapeUnicode()': escape.escapeUnicode,
  'escapeXml()': escape.escapeXml,
  'unescapeCsv()': escape.unescapeCsv,
  'unescapeEcmaScript()': escape.unescapeJava,
  'unescapeHtml3()': escape.unescapeHtml,
  'unescapeHtml4()': escape.unescapeHtml,
  'unescapeJava()': escape.unescapeJava,
  'unescapeUnicode()': escape.unescapeUnicode,
  'unescapeXml()': escape.unescapeHtml,

  /** `Hello ${name}`. */
  'template(Map<String,Object>)': (value: string, values: ApexMap) =>
    value.replace(/\$\{([^}]*)\}/g, (all, name: string) =>
      argument(values).has(name) ? toApexString(values.get(name)) : all,
    ),
};
