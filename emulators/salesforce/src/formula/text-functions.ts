/** Text functions of formulas. Positions count from 1. */
import { Decimal } from '../apex/runtime/decimal.ts';
import { compileRegex } from '../apex/runtime/java-regex.ts';
import type { FormulaValue } from './context.ts';
import { asText, integer, number, FormulaError } from './values.ts';
import type { SimpleFunction } from './functions.ts';

const text = (parameters: FormulaValue[], index: number): string => asText(parameters[index] ?? null);

function pad(parameters: FormulaValue[], isLeft: boolean): string {
  const [value, length] = [text(parameters, 0), integer(parameters[1] ?? null)];
  const fill = parameters.length > 2 ? text(parameters, 2) : ' ';
  if (value.length >= length) return value.slice(0, length);
  return isLeft ? value.padStart(length, fill) : value.padEnd(length, fill);
}

function escapeHtml(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
}

/** @throws FormulaError when the text is no number */
function parseNumber(value: string): Decimal | null {
  if (value.trim() === '') return null;
  const parsed = Decimal.parse(value.trim());
  if (!parsed) throw new FormulaError('#Error!');
  return parsed;
}

function matchesWhole(value: string, pattern: string): boolean {
  const { whole } = compileRegex(pattern);
  whole.lastIndex = 0;
  return whole.test(value);
}

export const textFunctions: Record<string, SimpleFunction> = {
  TEXT: (parameters) => text(parameters, 0),
  VALUE: (parameters) => parseNumber(text(parameters, 0)),
  LEN: (parameters) => number(text(parameters, 0).length),
  LEFT: (parameters) => text(parameters, 0).slice(0, Math.max(0, integer(parameters[1] ?? null))),
  RIGHT: (parameters) => {
    const count = Math.max(0, integer(parameters[1] ?? null));
    return count === 0 ? '' : text(parameters, 0).slice(-count);
  },
  MID: (parameters) => {
    const start = Math.max(1, integer(parameters[1] ?? null)) - 1;
    return text(parameters, 0).slice(start, start + Math.max(0, integer(parameters[2] ?? null)));
  },
  TRIM: (parameters) => text(parameters, 0).trim(),
  UPPER: (parameters) => text(parameters, 0).toUpperCase(),
  LOWER: (parameters) => text(parameters, 0).toLowerCase(),
  INITCAP: (parameters) =>
    text(parameters, 0)
      .toLowerCase()
      .replace(/(^|[^\p{L}\p{N}])\p{L}/gu, (word) => word.toUpperCase()),
  REVERSE: (parameters) => [...text(parameters, 0)].reverse().join(''),
  CONTAINS: (parameters) => text(parameters, 0).includes(text(parameters, 1)),
  BEGINS: (parameters) => text(parameters, 0).startsWith(text(parameters, 1)),
  FIND: (parameters) => {
    const from = parameters.length > 2 ? integer(parameters[2]!) - 1 : 0;
    const wanted = text(parameters, 0);
    return number(wanted === '' ? 0 : text(parameters, 1).indexOf(wanted, from) + 1);
  },
  SUBSTITUTE: (parameters) => {
    const wanted = text(parameters, 1);
    return wanted === '' ? text(parameters, 0) : text(parameters, 0).split(wanted).join(text(parameters, 2));
  },
  LPAD: (parameters) => pad(parameters, true),
  RPAD: (parameters) => pad(parameters, false),
  /** The whole text must match; Java's dialect. */
  REGEX: (parameters) => matchesWhole(text(parameters, 0), text(parameters, 1)),
  ISNUMBER: (parameters) => Decimal.parse(text(parameters, 0).trim()) !== undefined,
  BR: () => '<br>',
  CASESAFEID: (parameters) => text(parameters, 0),
  HYPERLINK: (parameters) => {
    const target = parameters.length > 2 ? ` target="${escapeHtml(text(parameters, 2))}"` : ' target="_blank"';
    return `<a href="${escapeHtml(text(parameters, 0))}"${target}>${text(parameters, 1)}</a>`;
  },
  IMAGE: (parameters) =>
    `<img src="${escapeHtml(text(parameters, 0))}" alt="${escapeHtml(text(parameters, 1))}" border="0"/>`,
  ASCII: (parameters) => number(text(parameters, 0).codePointAt(0) ?? 0),
  CHR: (parameters) => String.fromCodePoint(integer(parameters[0] ?? null)),
};
