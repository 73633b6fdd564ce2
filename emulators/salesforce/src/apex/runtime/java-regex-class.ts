/** Character classes of Java's regular expressions, in JavaScript's `v` mode, where classes nest and intersect as Java's do. */
import { RegexError } from './java-regex-error.ts';

interface Piece {
  code: string;
  /** Index after it in the pattern. */
  end: number;
}

/** Java's `\s` is ASCII only. */
export const SPACE = '[ \\t\\n\\v\\f\\r]';

const SIMPLE: Record<string, string> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[a-zA-Z0-9_]',
  W: '[^a-zA-Z0-9_]',
  s: SPACE,
  S: '[^ \\t\\n\\v\\f\\r]',
  h: '[ \\t\\u00a0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000]',
  H: '[^ \\t\\u00a0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000]',
  v: '[\\n\\v\\f\\r\\u0085\\u2028\\u2029]',
  V: '[^\\n\\v\\f\\r\\u0085\\u2028\\u2029]',
};

const POSIX: Record<string, string> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7f',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1f\\x7f',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\v\\f\\r',
  javaLowerCase: '\\p{Ll}',
  javaUpperCase: '\\p{Lu}',
  javaWhitespace: '\\s',
  javaLetter: '\\p{L}',
  javaDigit: '\\p{Nd}',
  javaLetterOrDigit: '\\p{L}\\p{Nd}',
  L1: '\\x00-\\xff',
};

/** `\d`, `\p{Alpha}`, `\pL`, `\P{Lu}` at an index. */
export function namedClass(pattern: string, at: number): Piece | undefined {
  const simple = SIMPLE[pattern[at + 1] ?? ''];
  if (simple) return { code: simple, end: at + 2 };
  const match = /^\\([pP])(?:\{\^?([^}]+)\}|([A-Z]))/.exec(pattern.slice(at));
  if (!match) return undefined;
  const name = match[2] ?? match[3]!;
  const isNegated = match[1] === 'P';
  return { code: property(name, isNegated), end: at + match[0].length };
}

function property(name: string, isNegated: boolean): string {
  const posix = POSIX[name];
  if (posix !== undefined) return `[${isNegated ? '^' : ''}${posix}]`;
  // IsLatin is a script, IsAlphabetic a property, InGreek a block (taken for the script), general_category=Lu.
  const [, key, value] = /^(?:(general_category|gc|script|sc|block|blk)=)?(?:Is|In)?(.+)$/i.exec(name)!;
  const isScript = key
    ? /^(sc|bl)/i.test(key)
    : /^In/.test(name) || (/^Is/.test(name) && !isCategoryOrProperty(value!));
  const spelled = isScript ? `Script=${value}` : value!;
  return `\\${isNegated ? 'P' : 'p'}{${spelled}}`;
}

function isCategoryOrProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, 'v') !== undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** `\x41`, `\x{1F600}`, `\u0041`, `\011`, `\t`, `\e`, `\cA`. */
export function hexEscape(pattern: string, at: number): Piece | undefined {
  const rest = pattern.slice(at);
  const match = /^\\(?:x\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|0([0-3]?[0-7]{1,2})|c(.))/.exec(rest);
  if (match) {
    const [all, braced, two, four, octal, control] = match;
    const hex = braced ?? two ?? four;
    const code = hex ? parseInt(hex, 16) : octal ? parseInt(octal, 8) : control!.charCodeAt(0) ^ 64;
    return { code: `\\u{${code.toString(16)}}`, end: at + all.length };
  }
  const single = ({ t: '\\t', n: '\\n', r: '\\r', f: '\\f', e: '\\x1b', a: '\\x07' } as Record<string, string>)[
    rest[1] ?? ''
  ];
  return single ? { code: single, end: at + 2 } : undefined;
}

/** The class that starts with `[` at an index. @throws SyntaxError */
export function translateClass(pattern: string, start: number): Piece {
  let at = start + 1;
  let prefix = '';
  if (pattern[at] === '^') {
    prefix = '^';
    at++;
  }
  const operands: string[] = [''];
  const add = (code: string): void => {
    operands[operands.length - 1] += code;
  };
  for (let isFirst = true; ; isFirst = false) {
    const c = pattern[at];
    if (c === undefined) throw new RegexError('Unclosed character class', pattern, pattern.length - 1);
    if (c === ']' && !isFirst) break;
    if (c === '[') {
      const inner = translateClass(pattern, at);
      add(inner.code);
      at = inner.end;
    } else if (pattern.startsWith('&&', at)) {
      operands.push('');
      at += 2;
    } else if (pattern.startsWith('\\Q', at)) {
      const end = pattern.indexOf('\\E', at);
      for (const each of pattern.slice(at + 2, end < 0 ? undefined : end)) add(classLiteral(each));
      at = end < 0 ? pattern.length : end + 2;
    } else {
      const piece = member(pattern, at);
      add(piece.code);
      at = piece.end;
    }
  }
  const parts =
    operands.length === 1 ? operands : operands.map((each) => (/^\[[^[\]]*\]$/.test(each) ? each : `[${each}]`));
  return { code: `[${prefix}${parts.join('&&')}]`, end: at + 1 };
}

/** One character, a range, or a named class. */
function member(pattern: string, at: number): Piece {
  const first = single(pattern, at);
  if (first.isSet || pattern[first.end] !== '-' || /[\][]/.test(pattern[first.end + 1] ?? ']')) return first;
  if (pattern.startsWith('&&', first.end + 1)) return first;
  const last = single(pattern, first.end + 1);
  if (last.isSet) return { code: `${first.code}\\-${last.code}`, end: last.end };
  return { code: `${first.code}-${last.code}`, end: last.end };
}

function single(pattern: string, at: number): Piece & { isSet: boolean } {
  const c = String.fromCodePoint(pattern.codePointAt(at)!);
  if (c !== '\\') return { code: classLiteral(c), end: at + c.length, isSet: false };
  const named = namedClass(pattern, at);
  if (named) return { ...named, isSet: true };
  const hex = hexEscape(pattern, at);
  if (hex) return { ...hex, isSet: false };
  const escaped = pattern[at + 1];
  if (escaped === undefined || /[A-Za-z0-9]/.test(escaped)) throw new SyntaxError('Illegal escape in class');
  return { code: classLiteral(escaped), end: at + 2, isSet: false };
}

/** A character that stands for itself inside a class. */
function classLiteral(c: string): string {
  return /[()[\]{}/\-\\|&!#$%*+,.:;<=>?@^`~]/.test(c) ? `\\${c}` : c;
}
