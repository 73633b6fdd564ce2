/** Text of literals: escapes of strings, suffixes of numbers. */
import type { LiteralExpression } from './expressions.ts';
import type { Position } from './position.ts';

const ESCAPES: Record<string, string> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** The value of a quoted string literal, `'…'` or `'''…'''` (whose first line break is not part of the value). */
export function literalText(quoted: string): string {
  if (quoted.startsWith("'''") && quoted.length >= 6) return unescape(quoted.slice(3, -3).replace(/^\r?\n/, ''));
  if (quoted.startsWith("'")) return unescape(quoted.slice(1, -1));
  return quoted;
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|(.))/gs,
    (whole, hex: string | undefined, character: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      return ESCAPES[character ?? ''] ?? ESCAPES[(character ?? '').toLowerCase()] ?? whole;
    },
  );
}

export function stringLiteral(pos: Position, quoted: string): LiteralExpression {
  return { kind: 'literal', pos, literal: 'string', value: literalText(quoted) };
}

export function integerLiteral(pos: Position, text: string): LiteralExpression {
  return { kind: 'literal', pos, literal: 'integer', value: text };
}

export function longLiteral(pos: Position, text: string): LiteralExpression {
  return { kind: 'literal', pos, literal: 'long', value: text.replace(/[lL]$/, '') };
}

/** `1.5`, `.5`, `1.5d`. */
export function numberLiteral(pos: Position, text: string): LiteralExpression {
  const isDouble = /[dD]$/.test(text);
  const digits = text.replace(/[dD]$/, '');
  return {
    kind: 'literal',
    pos,
    literal: isDouble ? 'double' : 'decimal',
    value: digits.startsWith('.') ? `0${digits}` : digits,
  };
}

export function nullLiteral(pos: Position): LiteralExpression {
  return { kind: 'literal', pos, literal: 'null', value: 'null' };
}

/** `-5` is one literal, so that -2147483648 is in range. */
export function negated(literal: LiteralExpression, pos: Position): LiteralExpression {
  const value = literal.value.startsWith('-') ? literal.value.slice(1) : `-${literal.value}`;
  return { ...literal, pos, value };
}
