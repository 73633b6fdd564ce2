/** SOQL text to `Query`, cached by text. */
import * as grammar from '@apexdevtools/apex-parser';
import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import type { ParserRuleContext } from '../apex/syntax/grammar.ts';
import type { Query } from './ast.ts';
import { malformed, type PlacedError } from './errors.ts';
import { lowerQuery } from './lower.ts';

const cache = new Map<string, Query | PlacedError>();

interface Fault {
  line: number;
  column: number;
  message: string;
}

class FirstFault extends ApexErrorListener {
  fault: Fault | undefined;
  override apexSyntaxError(line: number, column: number, message: string): void {
    this.fault ??= { line, column, message };
  }
}

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
  const faults = new FirstFault();
  const { parser } = ApexParserFactory.createLexerAndParser(text, faults);
  const context = parser.query();
  if (faults.fault) return faultError(text, faults.fault);
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

export { grammar };
