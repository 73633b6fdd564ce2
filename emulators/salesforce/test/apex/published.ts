/** Runs a test method of a deployed project. */
import { runTests } from '../../src/apex/testing/runner.ts';
import { apex, TestOrg } from '../data/harness.ts';

/** Deploys classes and metadata and runs the body as a test method. @returns what went wrong, or `pass` */
export function run(body: string, classes: Record<string, string> = {}, metadata: [string, string][] = []): string {
  const probe = `@IsTest private class Probe { @IsTest static void run() { ${body} } ${classes['inner'] ?? ''} }`;
  const all = Object.entries(classes).filter(([name]) => name !== 'inner');
  const org = new TestOrg();
  org.deploy([
    ...metadata,
    ...all.flatMap(([name, text]) => apex('class', name, text)),
    ...apex('class', 'Probe', probe),
  ]);
  return runTests(org.org).tests[0]!.message ?? 'pass';
}
