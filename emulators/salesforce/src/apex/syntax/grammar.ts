/** The parts of antlr4's interface the lowering uses; antlr4 itself is a private dependency of the parser package. */
export interface InputStream {
  getText(start: number, stop: number): string;
}

export interface Token {
  line: number;
  /** 0-based. */
  column: number;
  start: number;
  stop: number;
  type: number;
  text: string;
  getInputStream(): InputStream;
}

export interface ParseTree {
  getText(): string;
}

export interface TerminalNode extends ParseTree {
  symbol: Token;
}

export interface ParserRuleContext extends ParseTree {
  start: Token;
  stop: Token | undefined;
  children: ParseTree[] | null;
}
