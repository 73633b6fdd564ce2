import { command, hasJava, tail } from './command.ts';
import { type Gate, type GateResult, skip, verdict } from './gate.ts';

const EMULATOR = 'emulators/salesforce/src/cli/main.mjs';

interface ApexReport {
  summary: { tests: number; passed: number; failed: number; notEmulated: number; skipped: number };
  coverage?: { name: string; kind: string; covered: number; lines: number }[];
}

function lastJsonLine(text: string): ApexReport | undefined {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  return line.startsWith('{') ? (JSON.parse(line) as ApexReport) : undefined;
}

/** @param options of `org-emulator test` @returns the report, or a failed verdict when there is none */
async function runPackageTests(options: string[]): Promise<{ report: ApexReport; output: string } | GateResult> {
  const { stdout, output } = await command('node', [EMULATOR, 'test', 'force-app', '--json', ...options]);
  const report = lastJsonLine(stdout);
  return report ? { report, output } : verdict(false, tail(output));
}

/** The package's own tests on the emulator: all green, >= 90 % of lines, every trigger touched. */
const packageTests: Gate = {
  name: 'Apex tests of the package (emulator)',
  async run(): Promise<GateResult> {
    // The strictest start: as right after `sf project deploy`, when nobody has been given a permission set yet.
    const run = await runPackageTests(['--min-coverage', '90', '--org-shape', 'config/org-shapes/deployed.json']);
    if (!('report' in run)) return run;
    const { output } = run;
    const { summary, coverage = [] } = run.report;
    const lines = coverage.reduce((sum, entry) => sum + entry.lines, 0);
    const covered = coverage.reduce((sum, entry) => sum + entry.covered, 0);
    const bare = coverage.filter((entry) => entry.kind === 'trigger' && entry.covered === 0).map((entry) => entry.name);
    const percent = lines === 0 ? 0 : (100 * covered) / lines;
    const isCovered = percent >= 90 && bare.length === 0;
    const bad = summary.failed + summary.notEmulated;
    return {
      passed: summary.passed + (isCovered ? 1 : 0),
      failed: bad + (isCovered ? 0 : 1),
      skipped: summary.skipped,
      detail:
        bad > 0 || !isCovered
          ? `${tail(output.replace(/\n\{.*$/s, ''), 120)}\ncoverage ${percent.toFixed(1)} % of ${lines} lines; triggers not covered: ${bare.join(', ') || 'none'}`
          : '',
    };
  },
};

/** Tests where the package is installed otherwise: under a namespace, with and without the optional features, beside what gets in its way. */
const INSTALLATIONS: [words: string, options: string[]][] = [
  ['under a namespace', ['--namespace', 'acme']],
  ['with person accounts, currencies, picklists', ['--org-shape', 'config/org-shapes/person-accounts.json']],
  [
    'without optional features, under a namespace',
    ['--org-shape', 'config/org-shapes/bare.json', '--namespace', 'acme'],
  ],
  ['beside a hostile customer', ['unpackaged/hostile', '--class', 'HostileCustomerTest']],
];

const installations: Gate[] = INSTALLATIONS.map(([words, options]) => ({
  name: `Apex tests of the package ${words}`,
  async run(): Promise<GateResult> {
    const run = await runPackageTests(options);
    if (!('report' in run)) return run;
    const { passed, failed, notEmulated, skipped } = run.report.summary;
    const bad = failed + notEmulated;
    return { passed, failed: bad, skipped, detail: bad > 0 ? tail(run.output.replace(/\n\{.*$/s, ''), 120) : '' };
  },
}));

/** Fences that only look like fences would stay green: with each switched off, the package's or the emulator's tests must fail. */
const SWITCHES = ['unique-indexes-off', 'row-limits-off', 'fls-off', 'sharing-off', 'opportunity-amount-rule-off'];

const teeth: Gate = {
  name: 'switches with teeth',
  async run(): Promise<GateResult> {
    const result: GateResult = { passed: 0, failed: 0, skipped: 0, detail: '' };
    for (const name of SWITCHES) {
      const env = { ORG_EMULATOR_SWITCHES: name };
      const { output } = await command(
        'jest',
        ['--selectProjects', 'salesforce', '--testPathPattern', 'switches', '--forceExit'],
        { env },
      );
      const failed = /Tests:\s+(\d+) failed/.exec(output)?.[1];
      if (failed && Number(failed) > 0) result.passed++;
      else {
        result.failed++;
        result.detail += `${name}: no test turned red\n${tail(output, 15)}\n`;
      }
    }
    return result;
  },
};

/** apex-ls knows every platform type: what it calls an error, an org would too. */
const semanticCheck: Gate = {
  name: 'apex-ls',
  async run(): Promise<GateResult> {
    if (!(await hasJava())) return skip('no Java on this machine: apex-ls did not run');
    const jars = 'node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib/*';
    const { stdout, output } = await command('java', [
      '-cp',
      jars,
      'io.github.apexdevtools.apexls.CheckForIssues',
      '--workspace',
      '.',
      '--format',
      'json',
      '--detail',
      'errors',
    ]);
    const start = stdout.indexOf('{');
    if (start < 0) return verdict(false, tail(output));
    const report = JSON.parse(stdout.slice(start)) as {
      issues?: { category?: string; message: string; filePath?: string }[];
    };
    const issues = report.issues ?? [];
    return verdict(issues.length === 0, issues.map((issue) => JSON.stringify(issue)).join('\n'));
  },
};

export const apexGates: Gate[] = [packageTests, ...installations, semanticCheck, teeth];
