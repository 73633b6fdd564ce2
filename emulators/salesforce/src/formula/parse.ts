/** Formula language: text to tree. One language for validation rules, formula fields, default values and criteria. */
import { FormulaError } from './values.ts';

export type FormulaNode =
  | { kind: 'number'; text: string }
  | { kind: 'text'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' }
  /** `Name`, `Account.Owner.Name`, `$User.Id`, `$Setup.My__c.Field__c`. */
  | { kind: 'path'; path: string[] }
  /** Name in capitals. */
  | { kind: 'call'; name: string; parameters: FormulaNode[] }
  | { kind: 'unary'; operator: '-' | '+' | '!'; operand: FormulaNode }
  | { kind: 'binary'; operator: BinaryOperator; left: FormulaNode; right: FormulaNode };

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '&' | '&&' | '||' | '=' | '<>' | '<' | '<=' | '>' | '>=';

interface Token {
  kind: 'number' | 'text' | 'name' | 'operator' | 'end';
  text: string;
}

const TOKEN =
  /\s+|\/\*[\s\S]*?\*\/|(\d+(?:\.\d+)?|\.\d+)|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(\$?[A-Za-z_][\w]*(?::[\w]+)?)|(&&|\|\||<>|!=|<=|>=|==|[-+*/^&=<>!(),.[\]])/y;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new FormulaError(`Syntax error. Found '${text[start]}'`);
    const [, number, quoted, name, operator] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: unquote(quoted) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, (_, c: string) => ({ n: '\n', t: '\t', r: '\r' })[c] ?? c);
}

/** Weakest first; each level is left-associative. */
const LEVELS: BinaryOperator[][] = [
  ['||'],
  ['&&'],
  ['=', '<>'],
  ['<', '<=', '>', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];
const SPELLINGS: Record<string, BinaryOperator> = { '==': '=', '!=': '<>' };

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  parse(): FormulaNode {
    const node = this.#level(0);
    if (this.#next().kind !== 'end')
      throw new FormulaError(`Syntax error. Extra '${this.#tokens[this.#at - 1]!.text}'`);
    return node;
  }

  #peek(): Token {
    return this.#tokens[this.#at]!;
  }

  #next(): Token {
    return this.#tokens[this.#at++]!;
  }

  #takes(text: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'operator' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw new FormulaError(`Syntax error. Missing '${text}'`);
  }

  #level(level: number): FormulaNode {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let left = this.#level(level + 1);
    for (;;) {
      const token = this.#peek();
      const operator = SPELLINGS[token.text] ?? (token.text as BinaryOperator);
      if (token.kind !== 'operator' || !operators.includes(operator)) return left;
      this.#at++;
      left = { kind: 'binary', operator, left, right: this.#level(level + 1) };
    }
  }

  #unary(): FormulaNode {
    const token = this.#peek();
    if (token.kind === 'operator' && (token.text === '-' || token.text === '+' || token.text === '!')) {
      this.#at++;
      return { kind: 'unary', operator: token.text, operand: this.#unary() };
    }
    return this.#primary();
  }

  #primary(): FormulaNode {
    const token = this.#next();
    if (token.kind === 'number') return { kind: 'number', text: token.text };
    if (token.kind === 'text') return { kind: 'text', value: token.text };
    if (token.kind === 'name') return this.#named(token.text);
    if (token.text === '(' && token.kind === 'operator') {
      const node = this.#level(0);
      this.#expect(')');
      return node;
    }
    throw new FormulaError(
      token.kind === 'end' ? 'Syntax error. Formula ends too early' : `Syntax error. Found '${token.text}'`,
    );
  }

  #named(name: string): FormulaNode {
    if (this.#takes('(')) {
      const parameters: FormulaNode[] = [];
      if (!this.#takes(')')) {
        do parameters.push(this.#level(0));
        while (this.#takes(','));
        this.#expect(')');
      }
      return { kind: 'call', name: name.toUpperCase(), parameters };
    }
    const word = name.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
    if (word === 'null') return { kind: 'null' };
    const path = [name];
    while (this.#takes('.')) path.push(this.#next().text);
    return { kind: 'path', path };
  }
}

const cache = new Map<string, FormulaNode>();

/** @throws FormulaError */
export function parseFormula(text: string): FormulaNode {
  let node = cache.get(text);
  if (!node) cache.set(text, (node = new Parser(text).parse()));
  return node;
}

/** All field paths a formula reads, without `$` globals' own resolution: for dependency checks. */
export function pathsOf(node: FormulaNode, found: string[][] = []): string[][] {
  if (node.kind === 'path') found.push(node.path);
  else if (node.kind === 'call') for (const parameter of node.parameters) pathsOf(parameter, found);
  else if (node.kind === 'unary') pathsOf(node.operand, found);
  else if (node.kind === 'binary') {
    pathsOf(node.left, found);
    pathsOf(node.right, found);
  }
  return found;
}
