/** What the grammar lets through and the platform's parser does not. */
import type { ParserRuleContext } from './grammar.ts';

export class LoweringError extends Error {
  readonly line: number;
  readonly column: number;
  constructor(context: Pick<ParserRuleContext, 'start'>, message: string) {
    super(message);
    this.line = context.start.line;
    this.column = context.start.column + 1;
  }
}
