/** Text functions in the manner of commons-lang, which Apex's String follows. No nulls here. */

export function isBlank(text: string | null): boolean {
  return text === null || /^\s*$/.test(text);
}

export function capitalize(text: string): string {
  return text === '' ? '' : text[0]!.toUpperCase() + text.slice(1);
}

export function uncapitalize(text: string): string {
  return text === '' ? '' : text[0]!.toLowerCase() + text.slice(1);
}

export function swapCase(text: string): string {
  return [...text].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join('');
}

/** Padding that ends at `size`; `fill` may be several characters. */
export function padding(missing: number, fill: string): string {
  const unit = fill === '' ? ' ' : fill;
  return missing <= 0 ? '' : unit.repeat(Math.ceil(missing / unit.length)).slice(0, missing);
}

export function center(text: string, size: number, fill: string): string {
  const missing = size - text.length;
  if (missing <= 0) return text;
  const left = Math.floor(missing / 2);
  return padding(left, fill) + text + padding(missing - left, fill);
}

export function indexOfDifference(left: string, right: string): number {
  const end = Math.min(left.length, right.length);
  for (let i = 0; i < end; i++) if (left[i] !== right[i]) return i;
  return left.length === right.length ? -1 : end;
}

/** Edits between two texts; -1 when more than `threshold`. */
export function levenshtein(left: string, right: string, threshold = Infinity): number {
  let row = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  const distance = row[right.length]!;
  return distance > threshold ? -1 : distance;
}

type Kind = 'upper' | 'lower' | 'digit' | 'space' | 'other';

function kindOf(c: string): Kind {
  if (/\p{Lu}/u.test(c)) return 'upper';
  if (/\p{L}/u.test(c)) return 'lower';
  if (/\p{Nd}/u.test(c)) return 'digit';
  return /\s/.test(c) ? 'space' : 'other';
}

/** Runs of characters of one kind; with `camelCase` an upper-case letter before lower-case ones belongs to them. */
export function splitByKind(text: string, camelCase: boolean): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 1; i <= text.length; i++) {
    if (i < text.length && kindOf(text[i]!) === kindOf(text[i - 1]!)) continue;
    const startsWord = camelCase && i < text.length && kindOf(text[i - 1]!) === 'upper' && kindOf(text[i]!) === 'lower';
    const end = startsWord ? i - 1 : i;
    if (end > start) parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

export function overlay(text: string, by: string, start: number, end: number): string {
  const clamp = (n: number): number => Math.min(Math.max(n, 0), text.length);
  const [from, to] = [Math.min(clamp(start), clamp(end)), Math.max(clamp(start), clamp(end))];
  return text.slice(0, from) + by + text.slice(to);
}

/** `abbreviate("Now is the time", 8)` = `Now i...`. @throws RangeError for widths that leave no room */
export function abbreviate(text: string, width: number, offset = 0): string {
  if (width < 4) throw new RangeError('Minimum abbreviation width is 4');
  if (text.length <= width) return text;
  let at = Math.min(offset, text.length);
  if (text.length - at < width - 3) at = text.length - (width - 3);
  if (at <= 4) return `${text.slice(0, width - 3)}...`;
  if (width < 7) throw new RangeError('Minimum abbreviation width with offset is 7');
  if (at + width - 3 < text.length) return `...${abbreviate(text.slice(at), width - 3)}`;
  return `...${text.slice(text.length - (width - 3))}`;
}

export function commonPrefix(texts: string[]): string {
  let prefix = texts[0] ?? '';
  for (const text of texts) while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
