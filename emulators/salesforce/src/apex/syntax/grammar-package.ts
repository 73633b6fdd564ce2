/**
 * The grammar of Apex and SOQL, loaded when the first text is parsed: its tables take longer to read than a whole package whose
 * trees are known.
 */
import { createRequire } from 'node:module';
import type * as grammar from '@apexdevtools/apex-parser';

type Grammar = typeof grammar;

export interface Fault {
  line: number;
  /** 0-based. */
  column: number;
  message: string;
}

let loaded: Grammar | undefined;

/** The classes of its trees. */
export function grammarClasses(): Grammar {
  return (loaded ??= createRequire(import.meta.url)('@apexdevtools/apex-parser') as Grammar);
}

/** @returns a parser, and the list its syntax errors will be in */
export function parserOf(text: string): { parser: grammar.ApexParser; faults: Fault[] } {
  const { ApexErrorListener, ApexParserFactory } = grammarClasses();
  const faults: Fault[] = [];
  class Listener extends ApexErrorListener {
    override apexSyntaxError(line: number, column: number, message: string): void {
      faults.push({ line, column, message });
    }
  }
  return { parser: ApexParserFactory.createLexerAndParser(text, new Listener()).parser, faults };
}
