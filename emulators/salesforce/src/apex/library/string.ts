/** System.String: instance methods that look and compare. Those that build a new text are in `string-change.ts`. */
import { hashText } from '../runtime/equality.ts';
import { apexError } from '../runtime/exceptions.ts';
import { definePlatformType, type Implementation } from './define.ts';
import { indexOfDifference, levenshtein } from './text.ts';
import { stringChanges } from './string-change.ts';
import { stringStatics } from './string-statics.ts';
import { argument, integers } from './support.ts';

const lower = (text: string): string => text.toLowerCase();
const every =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text);

function inBounds(text: string, index: number, end = text.length - 1): void {
  if (index < 0 || index > end) throw apexError('System.StringException', `String index out of range: ${index}`);
}

/** Java's lastIndexOf with a start: -1 for negative starts. */
function lastIndex(text: string, wanted: string, from: number): number {
  return from < 0 ? -1 : text.lastIndexOf(wanted, from);
}

function countMatches(text: string, wanted: string): number {
  return wanted === '' ? 0 : text.split(wanted).length - 1;
}

const looks: Record<string, Implementation> = {
  'length()': (text: string) => text.length,
  'charAt(Integer)': (text: string, index: number) => (inBounds(text, argument(index)), text.charCodeAt(index)),
  'codePointAt(Integer)': (text: string, index: number) => (inBounds(text, argument(index)), text.codePointAt(index)!),
  'codePointBefore(Integer)': (text: string, index: number) => {
    inBounds(text, index - 1);
    const code = text.charCodeAt(index - 1);
    const isLowSurrogate = code >= 0xdc00 && code <= 0xdfff && index > 1;
    return isLowSurrogate ? text.codePointAt(index - 2)! : code;
  },
  'codePointCount(Integer,Integer)': (text: string, from: number, to: number) => [...text.slice(from, to)].length,
  'offsetByCodePoints(Integer,Integer)': (text: string, index: number, count: number) =>
    index + [...text.slice(index)].slice(0, count).join('').length,
  'getChars()': (text: string) => integers([...text].map((c) => c.codePointAt(0)!)),
  'hashCode()': (text: string) => hashText(text),
  'toString()': (text: string) => text,

  'equals(Object)': (text: string, other: unknown) => text === other,
  'equalsIgnoreCase(String)': (text: string, other: string | null) => other !== null && lower(text) === lower(other),
  'compareTo(String)': (text: string, other: string) => {
    const difference = indexOfDifference(text, argument(other));
    if (difference < 0) return 0;
    const bothGoOn = difference < text.length && difference < other.length;
    return bothGoOn ? text.charCodeAt(difference) - other.charCodeAt(difference) : text.length - other.length;
  },
  'getLevenshteinDistance(String)': (text: string, other: string) => levenshtein(text, argument(other)),
  'getLevenshteinDistance(String,Integer)': (text: string, other: string, threshold: number) =>
    levenshtein(text, argument(other), argument(threshold)),

  'contains(String)': (text: string, wanted: string) => text.includes(argument(wanted)),
  'containsIgnoreCase(String)': (text: string, wanted: string | null) =>
    wanted !== null && lower(text).includes(lower(wanted)),
  'containsAny(String)': (text: string, chars: string | null) => [...(chars ?? '')].some((c) => text.includes(c)),
  'containsNone(String)': (text: string, chars: string | null) => ![...(chars ?? '')].some((c) => text.includes(c)),
  'containsOnly(String)': (text: string, chars: string | null) =>
    chars !== null && [...text].every((c) => chars.includes(c)),
  'containsWhitespace()': every(/\s/),
  'startsWith(String)': (text: string, prefix: string) => text.startsWith(argument(prefix)),
  'startsWithIgnoreCase(String)': (text: string, prefix: string | null) =>
    prefix !== null && lower(text).startsWith(lower(prefix)),
  'endsWith(String)': (text: string, suffix: string) => text.endsWith(argument(suffix)),
  'endsWithIgnoreCase(String)': (text: string, suffix: string | null) =>
    suffix !== null && lower(text).endsWith(lower(suffix)),
  'countMatches(String)': (text: string, wanted: string | null) => countMatches(text, wanted ?? ''),

  'indexOf(String)': (text: string, wanted: string) => text.indexOf(argument(wanted)),
  'indexOf(String,Integer)': (text: string, wanted: string, from: number) =>
    text.indexOf(argument(wanted), argument(from)),
  'indexOfIgnoreCase(String)': (text: string, wanted: string | null) =>
    wanted === null ? -1 : lower(text).indexOf(lower(wanted)),
  'indexOfIgnoreCase(String,Integer)': (text: string, wanted: string | null, from: number) =>
    wanted === null ? -1 : lower(text).indexOf(lower(wanted), from),
  'indexOfChar(Integer)': (text: string, code: number) => text.indexOf(String.fromCodePoint(code)),
  'indexOfChar(Integer,Integer)': (text: string, code: number, from: number) =>
    text.indexOf(String.fromCodePoint(code), from),
  'indexOfAny(String)': (text: string, chars: string | null) => [...text].findIndex((c) => (chars ?? '').includes(c)),
  'indexOfAnyBut(String)': (text: string, chars: string | null) =>
    chars === null || chars === '' ? -1 : [...text].findIndex((c) => !chars.includes(c)),
  'indexOfDifference(String)': (text: string, other: string | null) => indexOfDifference(text, other ?? ''),
  'lastIndexOf(String)': (text: string, wanted: string) => text.lastIndexOf(argument(wanted)),
  'lastIndexOf(String,Integer)': (text: string, wanted: string, from: number) =>
    lastIndex(text, argument(wanted), from),
  'lastIndexOfChar(Integer)': (text: string, code: number) => text.lastIndexOf(String.fromCodePoint(code)),
  'lastIndexOfChar(Integer,Integer)': (text: string, code: number, from: number) =>
    lastIndex(text, String.fromCodePoint(code), from),
  'lastIndexOfIgnoreCase(String)': (text: string, wanted: string | null) =>
    wanted === null ? -1 : lower(text).lastIndexOf(lower(wanted)),
  'lastIndexOfIgnoreCase(String,Integer)': (text: string, wanted: string | null, from: number) =>
    wanted === null ? -1 : lastIndex(lower(text), lower(wanted), from),

  'isAllLowerCase()': every(/^\p{Ll}+$/u),
  'isAllUpperCase()': every(/^\p{Lu}+$/u),
  'isAlpha()': every(/^\p{L}+$/u),
  'isAlphaSpace()': every(/^[\p{L} ]*$/u),
  'isAlphanumeric()': every(/^[\p{L}\p{Nd}]+$/u),
  'isAlphanumericSpace()': every(/^[\p{L}\p{Nd} ]*$/u),
  'isAsciiPrintable()': every(/^[\x20-\x7e]*$/),
  'isNumeric()': every(/^\p{Nd}+$/u),
  'isNumericSpace()': every(/^[\p{Nd} ]*$/u),
  'isWhitespace()': every(/^\s*$/),
};

definePlatformType({
  name: 'System.String',
  instance: { ...looks, ...stringChanges },
  statics: stringStatics,
});
