/**
 * Source maps for emitted code: every Apex statement begins with `L[$d]=<line>;`, so the places are read from the text itself. Made
 * only under an inspector (`node --inspect`), which shows Apex files and stops at their lines then.
 */
import { existsSync } from 'node:fs';
import inspector from 'node:inspector';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Folders that file names of sources start from. */
export const sourceRoots = new Set<string>();

const STATEMENT = /L\[\$d\]=(\d+);/g;

export function withSourceMap(code: string, file: string): string {
  if (inspector.url() === undefined) return code;
  const map = JSON.stringify({ version: 3, sources: [sourceUrl(file)], names: [], mappings: mappings(code) });
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;
}

/** `file:///…/Foo.cls` where the file is found. */
function sourceUrl(file: string): string {
  const path = [...sourceRoots, '.'].map((root) => resolve(join(root, file))).find((each) => existsSync(each));
  return path === undefined ? `apex:${file}` : pathToFileURL(path).href;
}

/** One segment per statement: generated column, source 0, line, column 0, each relative to the one before. */
export function mappings(code: string): string {
  let before = 0;
  return code
    .split('\n')
    .map((text) => {
      let column = 0;
      const segments: string[] = [];
      for (const match of text.matchAll(STATEMENT)) {
        const line = Number(match[1]) - 1;
        segments.push([match.index - column, 0, line - before, 0].map(vlq).join(''));
        column = match.index;
        before = line;
      }
      return segments.join(',');
    })
    .join(';');
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 VLQ: the sign in the lowest bit, then groups of five bits. */
function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
