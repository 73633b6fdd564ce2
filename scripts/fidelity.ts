/**
 * `npm run fidelity -- DIR…`: runs foreign Apex suites, unmodified, on the emulator and prints one row per suite:
 * tests, passed, failed, not emulated (with the names of what is missing), skipped. The suites stay outside the repository. What a
 * suite needs first comes before it, with commas: `mocks,common,sample`.
 */
import { basename, resolve } from 'node:path';
import { command } from './gates/command.ts';

interface Report {
  summary: { tests: number; passed: number; failed: number; notEmulated: number; skipped: number };
  tests?: { className: string; methodName: string; outcome: string; message: string | null }[];
}

/** `classes/Foo.cls:3:9: Variable does not exist: x`. */
const COMPILE_ERROR = /^\S.*\.\w+:\d+:\d+: /;

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: npm run fidelity -- DIR[,DIR…]… (each an sfdx project, e.g. a checkout of apex-recipes)');
  process.exit(2);
}

console.log('| suite | tests | passed | failed | not emulated | skipped |');
console.log('| --- | --- | --- | --- | --- | --- |');
const notes: string[] = [];
for (const folder of folders) {
  const name = basename(folder.split(',').at(-1)!);
  const { stdout, stderr, output } = await command('node', [
    'emulators/salesforce/src/cli/main.mjs',
    'test',
    ...folder.split(',').map((each) => resolve(each)),
    '--json',
  ]);
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) {
    console.log(`| ${name} | did not run | | | | |`);
    notes.push(output);
    process.exitCode = 1;
    continue;
  }
  const { summary, tests = [] } = JSON.parse(line) as Report;
  console.log(
    `| ${name} | ${summary.tests} | ${summary.passed} | ${summary.failed} | ${summary.notEmulated} | ${summary.skipped} |`,
  );
  const missing = new Map<string, number>();
  for (const { message } of tests) {
    const what = /NotEmulated: ([^\n]+)/.exec(message ?? '')?.[1];
    if (what) missing.set(what, (missing.get(what) ?? 0) + 1);
  }
  for (const [what, count] of [...missing].sort((a, b) => b[1] - a[1]))
    notes.push(`${name}: ${count} x NotEmulated: ${what}`);
  const broken = Map.groupBy(
    stderr.split('\n').filter((text) => COMPILE_ERROR.test(text)),
    (text) => text.slice(0, text.indexOf(':')),
  );
  for (const [, [first, ...more]] of broken)
    notes.push(`${name}: does not compile here: ${first}${more.length > 0 ? ` (and ${more.length} more)` : ''}`);
  for (const test of tests.filter(({ outcome }) => outcome.toLowerCase() === 'fail'))
    notes.push(`${name}: ${test.className}.${test.methodName}: ${test.message?.split('\n')[0]}`);
}
for (const note of notes) console.log(note);
