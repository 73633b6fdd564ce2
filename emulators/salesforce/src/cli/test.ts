/** `org-emulator test DIR`: deploys a source tree into a fresh org and runs its Apex tests. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { junit, lcov } from '../apex/testing/reports.ts';
import { runTests, type TestResult, type TestRun } from '../apex/testing/runner.ts';
import { createOrg } from '../org/org.ts';

interface Options {
  json?: boolean;
  junit?: string;
  lcov?: string;
  class?: string[];
  orgShape?: string;
  minCoverage?: string;
  verbose?: boolean;
  namespace?: string;
}

export function testCommand(): Command {
  return new Command('test')
    .description('run the Apex tests of a source tree')
    .argument('<dirs...>', 'source folders, deployed in this order')
    .option('--class <names...>', 'only these test classes')
    .option('--org-shape <file>', 'JSON: which optional features the org has')
    .option('--json', 'print the summary as one line of JSON at the end')
    .option('--junit <file>', 'write a JUnit report')
    .option('--lcov <file>', 'write line coverage')
    .option('--min-coverage <percent>', 'fail below this line coverage')
    .option('--namespace <ns>', 'install the folders as one managed package under this namespace')
    .option('--verbose', 'list passing tests and classes, too')
    .action((dirs: string[], options: Options) => {
      process.exitCode = run(dirs, options);
    });
}

/**
 * Errors of the sources are listed and what has none is tested all the same.
 * @returns 0 when all passed, 1 for failures, 2 when something does not compile
 */
function run(dirs: string[], options: Options): number {
  const shape = options.orgShape
    ? { shape: JSON.parse(readFileSync(options.orgShape, 'utf8')) as Record<string, unknown> }
    : {};
  const created = createOrg({
    sourceDirs: dirs.flatMap(sourceDirs),
    isPartial: true,
    ...shape,
    ...(options.namespace ? { namespace: options.namespace } : {}),
  });
  for (const { file, line, column, message } of created.errors) console.error(`${file}:${line}:${column}: ${message}`);
  const onResult = (result: TestResult): void => print(result, options.verbose ?? false);
  const result = runTests(created.org, { classes: options.class, onResult });
  const coverage = percentage(result);
  report(result, coverage, options);
  if (created.errors.length > 0) return 2;
  if (result.summary.passed !== result.summary.tests) return 1;
  return options.minCoverage !== undefined && coverage < Number(options.minCoverage) ? 1 : 0;
}

/** A folder with an sfdx-project.json stands for the project's package folders. */
function sourceDirs(dir: string): string[] {
  const file = join(dir, 'sfdx-project.json');
  if (!existsSync(file)) return [dir];
  const project = JSON.parse(readFileSync(file, 'utf8')) as { packageDirectories: { path: string }[] };
  return project.packageDirectories.map(({ path }) => join(dir, path));
}

function print(result: TestResult, isVerbose: boolean): void {
  const name = `${result.className}.${result.methodName}`;
  if (result.outcome === 'pass') {
    if (isVerbose) console.log(`pass  ${name} (${result.time} ms)`);
    return;
  }
  console.log(`${result.outcome}  ${name}\n      ${result.message}`);
  if (result.stackTrace) console.log(result.stackTrace.replace(/^/gm, '      '));
}

function percentage(run: TestRun): number {
  const sum = (key: 'covered' | 'total'): number => run.coverage.reduce((total, each) => total + each[key], 0);
  return sum('total') === 0 ? 100 : (100 * sum('covered')) / sum('total');
}

function report(result: TestRun, coverage: number, options: Options): void {
  if (options.verbose) {
    for (const { name, covered, total } of result.coverage) {
      if (covered < total) console.log(`coverage  ${name}: ${covered} of ${total} lines`);
    }
  }
  if (options.junit) writeFileSync(options.junit, junit(result));
  if (options.lcov) writeFileSync(options.lcov, lcov(result));
  const { tests, passed, failed, notEmulated, time } = result.summary;
  const rest = `${failed} failed, ${notEmulated} not emulated`;
  console.log(
    `${passed} of ${tests} tests passed, ${rest}; coverage ${coverage.toFixed(1)} %; ${(time / 1000).toFixed(1)} s`,
  );
  if (!options.json) return;
  const lines = result.coverage.map(({ name, kind, file, total, covered }) => ({
    name,
    kind,
    file,
    lines: total,
    covered,
  }));
  const summary = { ...result.summary, coverage: Number(coverage.toFixed(2)) };
  console.log(JSON.stringify({ summary, tests: result.tests, coverage: lines }));
}
