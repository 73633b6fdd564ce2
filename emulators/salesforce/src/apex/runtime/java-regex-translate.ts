/**
 * Rewrites a regular expression of Java's dialect for JavaScript's `v` mode: inline flags, `\Q..\E`, POSIX classes, possessive
 * quantifiers and atomic groups, `\A \z \Z \h \R`, Java's `$`, class unions and intersections.
 */
import { NotEmulated } from '../../org/services.ts';
import { hexEscape, namedClass, translateClass } from './java-regex-class.ts';
import { RegexError } from './java-regex-error.ts';

export interface Translation {
  source: string;
  /** JavaScript's group number by Java's. */
  groups: number[];
}

interface Group {
  /** Where its text begins in the output. */
  start: number;
  /** How many `)` end it: inline flags open groups of their own. */
  closers: string;
  isMultiline: boolean;
  isExtended: boolean;
}

const END = '(?=(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?(?![\\s\\S]))';
const LINE_BREAK = '(?:\\r\\n|[\\n\\v\\f\\r\\u0085\\u2028\\u2029])';

class Translator {
  private readonly text: string;
  private at = 0;
  private out = '';
  /** Start of the last atom in `out`: what a quantifier belongs to. */
  private atom = 0;
  private readonly groups: number[] = [0];
  private jsGroups = 0;
  private atomics = 0;
  private readonly stack: Group[] = [{ start: 0, closers: '', isMultiline: false, isExtended: false }];

  constructor(text: string) {
    this.text = text;
  }

  run(): Translation {
    while (this.at < this.text.length) this.step();
    if (this.stack.length !== 1) throw new RegexError('Unclosed group', this.text, this.text.length);
    return { source: this.out + this.top.closers, groups: this.groups };
  }

  /** Whether nothing comes before in its alternative: nothing that could be repeated. */
  private get isStart(): boolean {
    const before = this.text[this.at - 1];
    const isEscaped = /(?<!\\)(?:\\\\)*\\$/.test(this.text.slice(0, Math.max(0, this.at - 1)));
    return before === undefined || ((before === '(' || before === '|') && !isEscaped);
  }

  private get top(): Group {
    return this.stack[this.stack.length - 1]!;
  }

  private emit(code: string, isAtom = true): void {
    if (isAtom) this.atom = this.out.length;
    this.out += code;
  }

  private step(): void {
    const c = this.text[this.at]!;
    if (this.top.isExtended && /\s/.test(c)) {
      this.at++;
      return;
    }
    if (this.top.isExtended && c === '#') {
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end + 1;
      return;
    }
    switch (c) {
      case '\\':
        return this.escaped();
      case '[': {
        const { code, end } = translateClass(this.text, this.at);
        this.at = end;
        return this.emit(code);
      }
      case '(':
        return this.open();
      case ')':
        return this.close();
      case '|':
        this.at++;
        return this.emit('|');
      case '^':
        this.at++;
        return this.emit(
          this.top.isMultiline ? '(?<=(?<![\\s\\S])|[\\n\\u0085\\u2028\\u2029]|\\r(?!\\n))' : '(?<![\\s\\S])',
        );
      case '$':
        this.at++;
        return this.emit(this.top.isMultiline ? '(?=[\\n\\r\\u0085\\u2028\\u2029]|(?![\\s\\S]))' : END);
      case '*':
      case '+':
      case '?':
      case '{':
        return this.quantifier();
      case ']':
      case '}':
      case '/':
        this.at++;
        return this.emit(`\\${c}`);
      default: {
        const whole = String.fromCodePoint(this.text.codePointAt(this.at)!);
        this.at += whole.length;
        return this.emit(whole);
      }
    }
  }

  private quantifier(): void {
    const match = /^(?:[*+?]|\{\d+(?:,\d*)?\})([+?]?)/.exec(this.text.slice(this.at));
    if (!match) throw new RegexError('Illegal repetition', this.text, this.at - 1);
    if (this.isStart) throw new RegexError(`Dangling meta character '${match[0][0]!}'`, this.text, this.at);
    this.at += match[0].length;
    if (match[1] !== '+') return this.emit(match[0], false);
    const body = this.out.slice(this.atom) + match[0].slice(0, -1);
    this.out = this.out.slice(0, this.atom);
    // The capturing group of the look-ahead comes before those inside of the atom: shift them.
    this.shiftGroups(body);
    this.emit(this.atomic(body));
  }

  /** Matches without giving back: a look-ahead captures, a reference to it consumes. */
  private atomic(body: string): string {
    const name = `atomic${++this.atomics}`;
    this.jsGroups++;
    return `(?:(?=(?<${name}>${body}))\\k<${name}>)`;
  }

  private shiftGroups(body: string): void {
    const inner = (body.match(/(?<!\\)\((?!\?)|\(\?<(?![=!])/g) ?? []).length;
    const first = this.jsGroups - inner + 1;
    this.groups.forEach((group, index) => {
      if (index > 0 && group >= first) this.groups[index] = group + 1;
    });
  }

  private open(): void {
    const rest = this.text.slice(this.at);
    const flags = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/.exec(rest);
    if (flags && rest[2] !== ':') {
      this.at += flags[0].length;
      return this.inlineFlags(flags[1]!, flags[2] ?? '', flags[3] === ':');
    }
    if (rest.startsWith('(?>')) {
      this.at += 3;
      this.push('(?>');
      return;
    }
    const special = /^\((?:\?(?:[:=!]|<[=!]|<([a-zA-Z][a-zA-Z0-9]*)>))/.exec(rest);
    if (special) {
      this.at += special[0].length;
      if (special[1]) this.groups.push(++this.jsGroups);
      return this.push(special[0]);
    }
    this.at++;
    this.groups.push(++this.jsGroups);
    this.push('(');
  }

  private push(code: string): void {
    const { isMultiline, isExtended } = this.top;
    this.stack.push({ start: this.out.length, closers: ')', isMultiline, isExtended });
    this.out += code;
  }

  private inlineFlags(on: string, off: string, isGroup: boolean): void {
    if (/[^imsxuUd]/.test(on + off)) throw new SyntaxError('Unknown inline modifier');
    const keep = (flags: string): string => flags.replace(/[^is]/g, '');
    const code = keep(on) || keep(off) ? `(?${keep(on)}${keep(off) ? `-${keep(off)}` : ''}:` : '(?:';
    if (isGroup) this.push(code);
    else {
      // To the end of the enclosing group.
      this.out += code;
      this.top.closers = `)${this.top.closers}`;
    }
    const set = (flag: string, value: boolean): boolean =>
      on.includes(flag) ? true : off.includes(flag) ? false : value;
    this.top.isMultiline = set('m', this.top.isMultiline);
    this.top.isExtended = set('x', this.top.isExtended);
  }

  private close(): void {
    if (this.stack.length === 1) throw new RegexError("Unmatched closing ')'", this.text, this.at - 1);
    const group = this.stack.pop()!;
    this.at++;
    this.out += group.closers;
    this.atom = group.start;
    if (!this.out.startsWith('(?>', group.start)) return;
    const body = this.out.slice(group.start + 3, -1);
    this.out = this.out.slice(0, group.start);
    this.shiftGroups(body);
    this.emit(this.atomic(body));
  }

  private escaped(): void {
    const c = this.text[this.at + 1];
    if (c === undefined) throw new SyntaxError('Unexpected end');
    if (c === 'Q') return this.quoted();
    const reference = /^\\(?:([1-9])|k<([a-zA-Z][a-zA-Z0-9]*)>)/.exec(this.text.slice(this.at));
    if (reference) {
      this.at += reference[0].length;
      return this.emit(reference[1] ? `(?:\\${this.groups[Number(reference[1])] ?? 0})` : reference[0]);
    }
    const named = namedClass(this.text, this.at);
    if (named) {
      this.at = named.end;
      return this.emit(named.code);
    }
    const hex = hexEscape(this.text, this.at);
    if (hex) {
      this.at = hex.end;
      return this.emit(hex.code);
    }
    this.at += 2;
    switch (c) {
      case 'A':
        return this.emit('(?<![\\s\\S])');
      case 'z':
        return this.emit('(?![\\s\\S])');
      case 'Z':
        return this.emit(END);
      case 'R':
        return this.emit(LINE_BREAK);
      case 'X':
      case 'G':
        throw new NotEmulated(`regular expression \\${c}`);
      case 'b':
      case 'B':
        return this.emit(`\\${c}`);
      case 'E':
        return;
      default:
        if (/[A-Za-z0-9]/.test(c)) throw new SyntaxError('Illegal/unsupported escape sequence');
        return this.emit(literal(c));
    }
  }

  private quoted(): void {
    const end = this.text.indexOf('\\E', this.at + 2);
    const text = this.text.slice(this.at + 2, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 2;
    for (const c of text) this.emit(literal(c));
  }
}

function literal(c: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
}

/** @throws SyntaxError for what Java would not compile, NotEmulated for `\G` and `\X` */
export function translate(pattern: string): Translation {
  return new Translator(pattern).run();
}
