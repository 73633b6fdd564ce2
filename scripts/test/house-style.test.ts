/** The house style that no linter knows (CONTRIBUTING.md): size and shape of the package's Apex, size of our own files. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** Files of the checkout, tracked or new, that match. */
function files(pattern: RegExp): string[] {
  const names = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return [...new Set(names.split('\n'))].filter((name) => pattern.test(name));
}

function linesOf(name: string): string[] {
  return readFileSync(join(ROOT, name), 'utf8').trimEnd().split('\n');
}

test('a class of the package has at most 300 lines', () => {
  const classes = files(/^force-app\/main\/.*\.cls$/);
  expect(classes.length).toBeGreaterThan(0);
  expect(classes.filter((name) => linesOf(name).length > 300)).toEqual([]);
});

test('every class states its sharing', () => {
  const wrong = files(/^force-app\/main\/.*\.cls$/).filter((name) => {
    const text = linesOf(name).join('\n');
    if (/^\s*(public|global)\s+(interface|enum)\s/m.test(text) && !/\bclass\b/.test(text)) return false;
    return !new RegExp(
      `\\b(with|without|inherited)\\s+sharing\\s+(abstract\\s+|virtual\\s+)?class\\s+${basename(name, '.cls')}\\b`,
      'i',
    ).test(text);
  });
  // An exception class has no data access; the platform's own grammar for it is `class XException extends Exception`.
  expect(wrong.filter((name) => !/Exception\.cls$/.test(name))).toEqual([]);
});

test('a trigger is one statement', () => {
  const triggers = files(/^force-app\/main\/.*\.trigger$/);
  expect(triggers.length).toBeGreaterThan(0);
  const statements = (name: string) =>
    (
      linesOf(name)
        .join('\n')
        .replace(/\/\*[^]*?\*\/|\/\/.*/g, '')
        .match(/;/g) ?? []
    ).length;
  expect(triggers.filter((name) => statements(name) !== 1)).toEqual([]);
});

test('no source file is over 400 lines', () => {
  const sources = files(/\.(ts|mjs|cjs|js|cls|html|css)$/).filter((name) => !/\.generated\.|node_modules/.test(name));
  expect(sources.filter((name) => linesOf(name).length > 400)).toEqual([]);
});

test('no test is skipped or focused by hand', () => {
  const tests = files(/\.test\.(ts|js)$/).filter((name) => !name.endsWith('house-style.test.ts'));
  expect(
    tests.filter((name) => /\b(test|it|describe)\.only\b|\bfit\(|\bfdescribe\(/.test(linesOf(name).join('\n'))),
  ).toEqual([]);
});
