import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, tail } from './command.ts';
import type { Gate, GateResult } from './gate.ts';

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
  numTotalTests: number;
}

/** Runs a jest command line and counts its tests; a suite that does not even load counts as a failure. */
function jestGate(name: string, file: string, args: string[]): Gate {
  return {
    name,
    async run(): Promise<GateResult> {
      const folder = await mkdtemp(join(tmpdir(), 'gate-jest-'));
      try {
        const reportFile = join(folder, 'report.json');
        const { code, output } = await command(file, [...args, '--json', `--outputFile=${reportFile}`]);
        const text = await readFile(reportFile, 'utf8').catch(() => undefined);
        if (text === undefined) return { passed: 0, failed: 1, skipped: 0, detail: tail(output) };
        const report = JSON.parse(text) as JestReport;
        const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
        const hasRun = report.numTotalTests > 0;
        return {
          passed: report.numPassedTests,
          failed: failed === 0 && (code !== 0 || !hasRun) ? 1 : failed,
          skipped: report.numPendingTests,
          detail: failed > 0 || code !== 0 ? tail(output.replace(/\{"numFailedTestSuites".*/, ''), 200) : '',
        };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

const project = (name: string, ...more: string[]) =>
  jestGate(`jest: ${name}`, 'jest', ['--selectProjects', name, '--maxWorkers=1', '--forceExit', ...more]);

export const jestGates: Gate[] = [
  project('scripts'),
  project('companion'),
  project('salesforce'),
  project('shopify'),
  jestGate('jest: Lightning components', 'sfdx-lwc-jest', [
    '--skipApiVersionCheck',
    '--',
    '--config',
    'jest.lwc.config.cjs',
  ]),
];

/** Browser and whole-system scenarios, each with its own demo process. */
export const scenarioGates: Gate[] = [project('lab')];
