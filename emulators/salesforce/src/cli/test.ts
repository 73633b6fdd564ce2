/** `org-emulator test DIR`: deploys a source tree into a fresh org and runs its Apex tests. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { runTests, type TestResult } from '../apex/testing/runner.ts';
import { createOrg } from '../org/org.ts';
import { percentage, print, report, type ReportOptions } from './test-report.ts';

interface Options extends ReportOptions {
  class?: string[];
  orgShape?: string;
  minCoverage?: string;
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
    .option('--coverage-by-test <file>', 'write as JSON which lines each test ran')
    .option('--logs <dir>', 'write the debug log of each test into this folder')
    .option('--min-coverage <percent>', 'fail below this line coverage')
    .option('--namespace <ns>', 'install the folders as one managed package under this namespace')
    .option('--verbose', 'list passing tests with the limits they used, and classes, too')
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
  const result = runTests(created.org, {
    classes: options.class,
    onResult,
    logs: options.logs !== undefined,
  });
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
  return project.packageDirectories.map(({ path }) => join(dir, ...path.split(/[\\/]/)));
}
