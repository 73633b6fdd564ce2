/**
 * Java's regular expressions on JavaScript's engine: the translation is in `java-regex-translate.ts`; this file compiles, caches, and
 * offers what String and Matcher do with a pattern.
 */
import { apexError } from './exceptions.ts';
import { RegexError } from './java-regex-error.ts';
import { translate } from './java-regex-translate.ts';

export interface JavaRegex {
  /** The pattern as written. */
  pattern: string;
  /** Flags `dgv`: for finding one match after the other. */
  global: RegExp;
  /** Flags `dyv`: matches at `lastIndex` only. */
  sticky: RegExp;
  /** Flags `dyv`: matches at `lastIndex` and to the end of the text. */
  whole: RegExp;
  /** JavaScript's group number of each of Java's groups; [0] is 0. */
  groups: number[];
}

const cache = new Map<string, JavaRegex>();

/** @throws StringException `Invalid regex: …` */
export function compileRegex(pattern: string): JavaRegex {
  let compiled = cache.get(pattern);
  if (!compiled) {
    try {
      const { source, groups } = translate(pattern);
      compiled = {
        pattern,
        groups,
        global: new RegExp(source, 'dgv'),
        sticky: new RegExp(source, 'dyv'),
        whole: new RegExp(`(?:${source})(?![\\s\\S])`, 'dyv'),
      };
    } catch (error) {
      const text = error instanceof RegexError ? error.message : pattern;
      if (error instanceof SyntaxError) throw apexError('System.StringException', `Invalid regex: ${text}`);
      throw error;
    }
    cache.set(pattern, compiled);
  }
  return compiled;
}

/** Text of Java's group `n` of a match; null when it took no part. */
export function groupOf(regex: JavaRegex, match: RegExpExecArray, n: number): string | null {
  return match[regex.groups[n]!] ?? null;
}

/** `String.replaceAll` / `replaceFirst` and the Matcher's. The replacement is Java's: `$1`, `${name}`, backslash escapes. */
export function replaceByRegex(text: string, regex: JavaRegex, replacement: string, all: boolean): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(regex.global)) {
    result += text.slice(end, match.index) + expand(regex, match, replacement);
    end = match.index + match[0].length;
    if (!all) break;
  }
  return result + text.slice(end);
}

function expand(regex: JavaRegex, match: RegExpExecArray, replacement: string): string {
  let result = '';
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement[i]!;
    if (c === '\\') {
      if (++i >= replacement.length) throw illegal('character to be escaped is missing');
      result += replacement[i]!;
    } else if (c === '$') {
      const reference = /^\$(?:\{([A-Za-z][A-Za-z0-9]*)\}|(\d+))/.exec(replacement.slice(i));
      if (!reference) throw illegal('Illegal group reference');
      const [value, length] = referenced(regex, match, reference[1], reference[2]);
      result += value;
      i += length - 1;
    } else result += c;
  }
  return result;
}

/** The group's text and how many characters the reference took: of `$12` only `$1` when there is no group 12. */
function referenced(regex: JavaRegex, match: RegExpExecArray, name: string | undefined, digits = ''): [string, number] {
  if (name !== undefined) {
    if (!match.groups || !(name in match.groups)) throw illegal(`No group with name {${name}}`);
    return [match.groups[name] ?? '', name.length + 3];
  }
  let count = 1;
  while (count < digits.length && Number(digits.slice(0, count + 1)) < regex.groups.length) count++;
  const n = Number(digits.slice(0, count));
  if (n >= regex.groups.length) throw apexError('System.StringException', `No group ${n}`);
  return [groupOf(regex, match, n) ?? '', count + 1];
}

function illegal(text: string): Error {
  return apexError('System.StringException', text);
}

/**
 * Java's split: an empty text in front of a match without width is left out, and with limit 0 trailing empty texts are.
 * A positive limit is the greatest number of parts; a negative one keeps everything.
 */
export function splitByRegex(text: string, pattern: string, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const match of text.matchAll(compileRegex(pattern).global)) {
    if (limit > 0 && parts.length === limit - 1) break;
    const end = match.index + match[0].length;
    if (end === 0) continue;
    if (match[0] === '' && match.index >= text.length) continue;
    parts.push(text.slice(start, match.index));
    start = end;
  }
  if (start === 0 && parts.length === 0) return [text];
  parts.push(text.slice(start));
  if (limit === 0) while (parts.length > 0 && parts[parts.length - 1] === '') parts.pop();
  return parts;
}
