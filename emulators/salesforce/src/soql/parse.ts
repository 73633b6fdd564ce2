/** SOQL text to `Query`, cached by text. */
import type { ParserRuleContext } from '../apex/syntax/grammar.ts';
import { type Fault, parserOf } from '../apex/syntax/grammar-package.ts';
import type { Query } from './ast.ts';
import { malformed, type PlacedError } from './errors.ts';
import { lowerQuery } from './lower.ts';

const cache = new Map<string, Query | PlacedError>();

/** @throws PlacedError MALFORMED_QUERY */
export function parseQuery(text: string): Query {
  let found = cache.get(text);
  if (!found) {
    found = read(text);
    if (cache.size > 5000) cache.clear();
    cache.set(text, found);
  }
  if (found instanceof Error) throw found;
  return found;
}

/** The grammar knows no `\\%` and `\\_`; its strings may hold this character, which is read as a backslash again. */
const BACKSLASH = '\ue000';

function read(original: string): Query | PlacedError {
  const text = original.replace(/\\(.)/g, (pair, next: string) => (/[%_]/.test(next) ? `${BACKSLASH}${next}` : pair));
  const { parser, faults } = parserOf(text);
  const context = parser.query();
  if (faults[0]) return faultError(text, faults[0]);
  // The rule does not ask for the end of the text.
  const rest = text.slice((context as unknown as ParserRuleContext).stop!.stop + 1);
  const garbage = /\S+/.exec(rest);
  if (garbage) return malformed(`unexpected token: '${garbage[0]}'`, text.length - rest.length + garbage.index);
  try {
    return lowerQuery(context, text);
  } catch (error) {
    if (error instanceof Error && 'start' in error) return error as PlacedError;
    throw error;
  }
}

export function faultError(text: string, { line, column, message }: Fault): PlacedError {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column;
  const word = /^\s*(\w+|\S)/.exec(text.slice(start))?.[1];
  if (!word || /'<EOF>'/.test(message)) return malformed("unexpected token: '<EOF>'", Math.min(start, text.length));
  return malformed(`unexpected token: '${word}'`, start);
}
