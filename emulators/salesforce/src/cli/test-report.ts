/** What `org-emulator test` prints and writes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { junit, lcov } from '../apex/testing/reports.ts';
import type { TestResult, TestRun } from '../apex/testing/runner.ts';

export interface ReportOptions {
  json?: boolean;
  junit?: string;
  lcov?: string;
  coverageByTest?: string;
  logs?: string;
  verbose?: boolean;
}

export function print(result: TestResult, isVerbose: boolean): void {
  const name = `${result.className}.${result.methodName}`;
  if (result.outcome === 'pass') {
    const used = Object.entries(result.limits ?? {}).map(([limit, count]) => `, ${limit} ${count}`);
    if (isVerbose) console.log(`pass  ${name} (${result.time} ms${used.join('')})`);
    return;
  }
  console.log(`${result.outcome}  ${name}\n      ${result.message}`);
  if (result.stackTrace) console.log(result.stackTrace.replace(/^/gm, '      '));
}

export function percentage(run: TestRun): number {
  const sum = (key: 'covered' | 'total'): number => run.coverage.reduce((total, each) => total + each[key], 0);
  return sum('total') === 0 ? 100 : (100 * sum('covered')) / sum('total');
}

export function report(result: TestRun, coverage: number, options: ReportOptions): void {
  if (options.verbose) {
    for (const { name, covered, total } of result.coverage) {
      if (covered < total) console.log(`coverage  ${name}: ${covered} of ${total} lines`);
    }
  }
  if (options.junit) writeFileSync(options.junit, junit(result));
  if (options.lcov) writeFileSync(options.lcov, lcov(result));
  if (options.coverageByTest) writeFileSync(options.coverageByTest, coverageByTest(result));
  if (options.logs) writeLogs(result, options.logs);
  const { tests, passed, failed, notEmulated, time } = result.summary;
  const rest = `${failed} failed, ${notEmulated} not emulated`;
  console.log(
    `${passed} of ${tests} tests passed, ${rest}; coverage ${coverage.toFixed(1)} %; ${(time / 1000).toFixed(1)} s`,
  );
  if (options.json) console.log(json(result, coverage));
}

function json(result: TestRun, percent: number): string {
  const coverage = result.coverage.map(({ name, kind, file, total, covered }) => ({
    name,
    kind,
    file,
    lines: total,
    covered,
  }));
  const tests = result.tests.map(({ covered: _covered, log: _log, ...test }) => test);
  return JSON.stringify({ summary: { ...result.summary, coverage: Number(percent.toFixed(2)) }, tests, coverage });
}

function coverageByTest({ tests }: TestRun): string {
  const rows = tests.map(({ className, methodName, covered = [] }) => ({ className, methodName, covered }));
  return `${JSON.stringify(rows)}\n`;
}

function writeLogs({ tests }: TestRun, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { className, methodName, log } of tests) {
    if (log !== undefined) writeFileSync(join(folder, `${className}.${methodName}.log`), log);
  }
}
