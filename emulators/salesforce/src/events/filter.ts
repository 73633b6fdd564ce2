/**
 * Filter expressions of channel members: the body of a WHERE clause with literals only, no relationships.
 */
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { ApexDouble } from '../apex/runtime/double.ts';
import { NotEmulated } from '../org/services.ts';

/** @param field API name as written */
export type ValueOf = (field: string) => unknown;
export type Filter = (valueOf: ValueOf) => boolean;

const cache = new Map<string, Filter>();

/** Compiles an expression. @throws Error that says what is wrong; NotEmulated for relationship paths */
export function compileFilter(expression: string): Filter {
  let filter = cache.get(expression);
  if (!filter) cache.set(expression, (filter = new Parser(expression).parse()));
  return filter;
}

type Literal = string | number | boolean | null;
const TOKEN = /\s*(?:('(?:[^'\\]|\\.)*')|(!=|<>|<=|>=|[=<>(),])|([\w.:+-]+))/y;

class Parser {
  readonly #tokens: string[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    TOKEN.lastIndex = 0;
    const end = text.trimEnd().length;
    while (TOKEN.lastIndex < end) {
      const from = TOKEN.lastIndex;
      const match = TOKEN.exec(text);
      if (!match) throw new Error(`unexpected character in filter expression: ${text.slice(from)}`);
      this.#tokens.push((match[1] ?? match[2] ?? match[3])!);
    }
  }

  parse(): Filter {
    const filter = this.#or();
    if (this.#at < this.#tokens.length) throw this.#wrong();
    return filter;
  }

  #or(): Filter {
    const parts = [this.#and()];
    while (this.#take('or')) parts.push(this.#and());
    return parts.length === 1 ? parts[0]! : (valueOf) => parts.some((part) => part(valueOf));
  }

  #and(): Filter {
    const parts = [this.#not()];
    while (this.#take('and')) parts.push(this.#not());
    return parts.length === 1 ? parts[0]! : (valueOf) => parts.every((part) => part(valueOf));
  }

  #not(): Filter {
    if (this.#take('not')) {
      const inner = this.#not();
      return (valueOf) => !inner(valueOf);
    }
    if (this.#take('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    return this.#comparison();
  }

  #comparison(): Filter {
    const field = this.#next();
    if (!/^[a-z]\w*$/i.test(field)) {
      if (field.includes('.')) throw new NotEmulated(`filter expression on ${field}`);
      throw this.#wrong();
    }
    const isNegated = this.#take('not');
    const operator = this.#next().toLowerCase();
    if (operator === 'in') {
      const values = this.#list();
      return (valueOf) => values.some((value) => compare(valueOf(field), value) === 0) !== isNegated;
    }
    const value = this.#literal();
    if (operator === 'like') {
      const pattern = likePattern(String(value));
      return (valueOf) => pattern.test(String(valueOf(field) ?? '')) !== isNegated;
    }
    return (valueOf) => holds(operator, compare(valueOf(field), value));
  }

  #list(): Literal[] {
    this.#expect('(');
    const values = [this.#literal()];
    while (this.#take(',')) values.push(this.#literal());
    this.#expect(')');
    return values;
  }

  #literal(): Literal {
    const token = this.#next();
    if (token.startsWith("'")) return token.slice(1, -1).replace(/\\(.)/g, '$1');
    if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true';
    if (/^null$/i.test(token)) return null;
    if (/^[+-]?\d+(\.\d+)?$/.test(token)) return Number(token);
    const time = Date.parse(token);
    if (Number.isNaN(time)) throw this.#wrong();
    return time;
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw this.#wrong();
    return token;
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#at]?.toLowerCase() !== word) return false;
    this.#at++;
    return true;
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.#wrong();
  }

  #wrong(): Error {
    return new Error(`invalid filter expression: ${this.#text}`);
  }
}

function likePattern(text: string): RegExp {
  const escaped = text
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${escaped}$`, 'is');
}

/** Negative, zero, positive; NaN when the two cannot be ordered. Text ignores case, as in SOQL; null equals an empty text. */
function compare(value: unknown, literal: Literal): number {
  const own = plain(value);
  if (own === null || literal === null) return (own ?? '') === (literal ?? '') ? 0 : NaN;
  if (typeof own === 'string' && typeof literal === 'string') {
    const [a, b] = [own.toLowerCase(), literal.toLowerCase()];
    return a === b ? 0 : a < b ? -1 : 1;
  }
  return typeof own === typeof literal ? Number(own) - Number(literal) : NaN;
}

function plain(value: unknown): Literal {
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof ApexDouble) return value.value;
  if (value instanceof ApexDatetime || value instanceof ApexDate) return value.ms;
  if (typeof value === 'bigint') return Number(value);
  return (value ?? null) as Literal;
}

function holds(operator: string, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      throw new Error(`unknown operator in filter expression: ${operator}`);
  }
}
