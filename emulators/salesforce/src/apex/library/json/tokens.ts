/** Reads JSON token by token, losslessly: numbers stay text. Errors are System.JSONException in the words of the platform's parser. */
import { apexError } from '../../runtime/exceptions.ts';

export type TokenKind =
  | 'START_OBJECT'
  | 'END_OBJECT'
  | 'START_ARRAY'
  | 'END_ARRAY'
  | 'FIELD_NAME'
  | 'VALUE_STRING'
  | 'VALUE_NUMBER_INT'
  | 'VALUE_NUMBER_FLOAT'
  | 'VALUE_TRUE'
  | 'VALUE_FALSE'
  | 'VALUE_NULL';

export interface Token {
  kind: TokenKind;
  /** The string's value, the number's digits, or the token itself (`{`, `true`). */
  text: string;
  /** Name of the field it is the value of; null in arrays and at the top. */
  name: string | null;
}

interface Open {
  kind: 'object' | 'array';
  /** Where it begins. */
  at: number;
  count: number;
}

const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' };

export class JsonTokens {
  private readonly source: string;
  private at = 0;
  private readonly open: Open[] = [];
  private fieldName: string | null = null;
  private isDone = false;

  constructor(source: string) {
    this.source = source;
  }

  /** The next token; undefined at the end. @throws JSONException */
  next(): Token | undefined {
    this.space();
    if (this.at >= this.source.length) return this.end();
    const top = this.open[this.open.length - 1];
    const c = this.source[this.at]!;
    if (top && c === (top.kind === 'object' ? '}' : ']') && this.fieldName === null) return this.close(top, c);
    if (this.isDone && !top) this.unexpected('expected end of input');
    if (top && top.count > 0 && this.fieldName === null) {
      if (c !== ',') this.unexpected(`was expecting comma to separate ${top.kind.toUpperCase()} entries`);
      this.at++;
      this.space();
      if (this.at >= this.source.length) return this.end();
    }
    if (top?.kind === 'object' && this.fieldName === null) return this.field();
    return this.value(top);
  }

  private end(): undefined {
    const top = this.open[this.open.length - 1];
    if (!top) return undefined;
    const from = this.position(top.at);
    if (this.fieldName !== null) throw this.error('Unexpected end-of-input within/between OBJECT entries');
    throw this.error(`Unexpected end-of-input: expected close marker for ${top.kind.toUpperCase()} (from ${from})`);
  }

  private close(top: Open, c: string): Token {
    this.at++;
    this.open.pop();
    this.finished();
    return { kind: top.kind === 'object' ? 'END_OBJECT' : 'END_ARRAY', text: c, name: null };
  }

  private finished(): void {
    this.fieldName = null;
    const top = this.open[this.open.length - 1];
    if (top) top.count++;
    else this.isDone = true;
  }

  private field(): Token {
    if (this.source[this.at] !== '"') this.unexpected('was expecting double-quote to start field name');
    const name = this.string();
    this.space();
    if (this.source[this.at] !== ':') this.unexpected('was expecting a colon to separate field name and value');
    this.at++;
    this.fieldName = name;
    return { kind: 'FIELD_NAME', text: name, name };
  }

  private value(top: Open | undefined): Token {
    const name = top?.kind === 'object' ? this.fieldName : null;
    const c = this.source[this.at]!;
    if (c === '{' || c === '[') {
      const kind = c === '{' ? 'object' : 'array';
      this.open.push({ kind, at: this.at, count: 0 });
      this.at++;
      this.fieldName = null;
      return { kind: c === '{' ? 'START_OBJECT' : 'START_ARRAY', text: c, name };
    }
    if (c === '"') {
      const text = this.string();
      this.finished();
      return { kind: 'VALUE_STRING', text, name };
    }
    const number = /^-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(this.source.slice(this.at, this.at + 400));
    if (number) {
      this.at += number[0].length;
      this.afterScalar();
      this.finished();
      const isFloat = number[1] !== undefined || number[2] !== undefined;
      return { kind: isFloat ? 'VALUE_NUMBER_FLOAT' : 'VALUE_NUMBER_INT', text: number[0], name };
    }
    return this.word(name);
  }

  private word(name: string | null): Token {
    const word = /^[A-Za-z_$][\w$]*/.exec(this.source.slice(this.at, this.at + 100))?.[0];
    const kind = ({ true: 'VALUE_TRUE', false: 'VALUE_FALSE', null: 'VALUE_NULL' } as const)[word as 'true'];
    if (kind) {
      this.at += word!.length;
      this.finished();
      return { kind, text: word!, name };
    }
    if (word) {
      this.at += word.length;
      throw this.error(`Unrecognized token '${word}': was expecting 'null', 'true', 'false' or NaN`);
    }
    return this.unexpected("expected a valid value (number, String, array, object, 'true', 'false' or 'null')");
  }

  /** `12x` is no number. */
  private afterScalar(): void {
    const c = this.source[this.at];
    if (c !== undefined && /[\w.$]/.test(c)) this.unexpected('Expected space separating root-level values');
  }

  private string(): string {
    const start = this.at;
    let text = '';
    let from = ++this.at;
    for (; ; this.at++) {
      const c = this.source[this.at];
      if (c === undefined) {
        throw this.error(`Unexpected end-of-input in VALUE_STRING (from ${this.position(start)})`);
      }
      if (c === '"') break;
      if (c < ' ') {
        throw this.error(
          `Illegal unquoted character ((CTRL-CHAR, code ${c.charCodeAt(0)})): has to be escaped using backslash to be included in string value`,
        );
      }
      if (c !== '\\') continue;
      text += this.source.slice(from, this.at) + this.escape();
      from = this.at + 1;
    }
    text += this.source.slice(from, this.at++);
    return text;
  }

  /** Leaves the position at the escape's last character. */
  private escape(): string {
    const c = this.source[++this.at] ?? '';
    if (c === 'u') {
      const hex = this.source.slice(this.at + 1, this.at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.unexpected('expected a hex-digit for character escape sequence');
      this.at += 4;
      return String.fromCharCode(parseInt(hex, 16));
    }
    const plain = ESCAPES[c];
    if (plain === undefined) throw this.error(`Unrecognized character escape '${c}' (code ${c.charCodeAt(0)})`);
    return plain;
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.source[this.at] ?? 'x')) this.at++;
  }

  /** `[line:1, column:7]`; worked out for messages only. */
  private position(at: number): string {
    const before = this.source.slice(0, at);
    return `[line:${before.split('\n').length}, column:${at - before.lastIndexOf('\n')}]`;
  }

  private unexpected(expected: string): never {
    const c = this.source[this.at] ?? '';
    throw this.error(`Unexpected character ('${c}' (code ${c.charCodeAt(0)})): ${expected}`);
  }

  /** The column is the one after what was read, as the platform's parser counts. */
  private error(text: string): Error {
    return jsonError(`${text} at ${this.position(this.at)}`);
  }
}

export function jsonError(text: string): Error {
  return apexError('System.JSONException', text);
}
