/**
 * Source text to our syntax tree.
 *
 * Two stages: SLL prediction is several times faster and right whenever it succeeds; where it fails, LL parses again and
 * has the last word. The parser's tree is dropped at once; ours is cached by content, since most files never change.
 */
import type { ApexParser } from '@apexdevtools/apex-parser';
import { Kept } from '../../cache/kept.ts';
import type { CompilationUnit } from './declarations.ts';
import { type Fault, parserOf } from './grammar-package.ts';
import { lowerAnonymousUnit, lowerClassUnit, lowerTriggerUnit } from './lower-declarations.ts';
import { LoweringError } from './lowering-error.ts';
import { syntaxMessage } from './messages.ts';

export type UnitKind = 'class' | 'trigger' | 'anonymous';

export interface SyntaxError {
  line: number;
  column: number;
  message: string;
}

export type ParseResult = { unit: CompilationUnit; errors?: undefined } | { unit?: undefined; errors: SyntaxError[] };

const trees = new Kept('syntax', [import.meta.dirname]);

const SLL = 0;
const LL = 1;

/** Parses one file. Each call gives a tree of its own, with no slot bound. */
export function parseUnit(source: string, file: string, apiVersion: number, kind: UnitKind): ParseResult {
  const make = (): ParseResult => parse(source, file, apiVersion, kind);
  return trees.get([kind, String(apiVersion), file, source], make, kind !== 'anonymous');
}

function parse(source: string, file: string, apiVersion: number, kind: UnitKind): ParseResult {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const fast = attempt(text, file, apiVersion, kind, SLL);
  return fast.unit ? fast : attempt(text, file, apiVersion, kind, LL);
}

function attempt(source: string, file: string, apiVersion: number, kind: UnitKind, mode: number): ParseResult {
  const { parser, faults } = parserOf(source);
  (parser as unknown as { _interp: { predictionMode: number } })._interp.predictionMode = mode;
  const lower = entry(parser, kind);
  // Like the platform: the first mistake only, what comes after it may be no mistake at all.
  if (faults.length > 0) return { errors: [firstOf(faults)] };
  try {
    return { unit: lower(file, apiVersion) };
  } catch (error) {
    if (!(error instanceof LoweringError)) throw error;
    return { errors: [{ line: error.line, column: error.column, message: error.message }] };
  }
}

/** All three rules end with EOF, so trailing text is an error of theirs. */
function entry(parser: ApexParser, kind: UnitKind): (file: string, apiVersion: number) => CompilationUnit {
  if (kind === 'trigger') {
    const tree = parser.triggerUnit();
    return (file, apiVersion) => lowerTriggerUnit(tree, file, apiVersion);
  }
  if (kind === 'anonymous') {
    const tree = parser.anonymousUnit();
    return (file, apiVersion) => lowerAnonymousUnit(tree, file, apiVersion);
  }
  const tree = parser.compilationUnit();
  return (file, apiVersion) => lowerClassUnit(tree, file, apiVersion);
}

function firstOf(faults: Fault[]): SyntaxError {
  const { line, column, message } = faults.reduce((a, b) =>
    b.line < a.line || (b.line === a.line && b.column < a.column) ? b : a,
  );
  return { line, column: column + 1, message: syntaxMessage(message) };
}
