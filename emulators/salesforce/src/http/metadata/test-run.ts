/** Results of Apex tests, as deploys and the Tooling API report them. */
import { type RunOptions, runTests, type TestResult, type TestRun } from '../../apex/testing/runner.ts';
import { codeComponent } from '../../org/code-components.ts';
import type { Org } from '../../org/services.ts';
import { ApiError } from '../errors.ts';

/** Which tests to run: everything of the org, or classes with all or some of their methods. */
export interface TestSelection {
  /** Lower-cased class name → lower-cased method names; empty = all methods. Undefined = all tests. */
  classes: Map<string, Set<string>> | undefined;
}

export const ALL_TESTS: TestSelection = { classes: undefined };

/** @throws 400 for a class that is not there */
export function selectTests(org: Org, names: { className: string; methods: string[] }[]): TestSelection {
  const classes = new Map<string, Set<string>>();
  for (const { className, methods } of names) {
    if (!codeComponent(org, 'ApexClass', className)) {
      throw new ApiError(
        400,
        'INVALID_INPUT',
        `This class name's value is invalid: ${className}. Provide the name of an Apex class that has test methods.`,
      );
    }
    const own = classes.get(className.toLowerCase()) ?? new Set<string>();
    for (const method of methods) own.add(method.toLowerCase());
    classes.set(className.toLowerCase(), own);
  }
  return { classes };
}

export function run(org: Org, selection: TestSelection): TestRun {
  return runTests(org, runOptions(selection));
}

/** What the runner is to be told. */
export function runOptions({ classes }: TestSelection): RunOptions {
  if (!classes) return {};
  const isWanted = (className: string, methodName: string): boolean => {
    const methods = classes.get(className.toLowerCase());
    return methods !== undefined && (methods.size === 0 || methods.has(methodName.toLowerCase()));
  };
  return { classes: [...classes.keys()], isWanted };
}

export function classId(org: Org, name: string): string {
  return (codeComponent(org, 'ApexClass', name) ?? codeComponent(org, 'ApexTrigger', name))?.id ?? '';
}

export interface CoverageJson {
  id: string;
  name: string;
  namespace: null;
  type: 'Class' | 'Trigger';
  numLocations: number;
  numLocationsNotCovered: number;
  locationsNotCovered: { line: number; column: number; numExecutions: number; time: number }[];
}

export interface RunTestResult {
  numTestsRun: number;
  numFailures: number;
  totalTime: number;
  successes: unknown[];
  failures: unknown[];
  codeCoverage: CoverageJson[];
  codeCoverageWarnings: unknown[];
  flowCoverage: unknown[];
  flowCoverageWarnings: unknown[];
  apexLogId: null;
}

/**
 * `runTestResult` of a deploy and answer of runTestsSynchronous.
 * @param deployed ids of the classes and triggers that specified tests must cover, each by itself; undefined: the org as a whole
 */
export function runTestResult(
  org: Org,
  run: TestRun,
  withCoverage: boolean,
  deployed?: ReadonlySet<string>,
): RunTestResult {
  const codeCoverage = withCoverage ? coverageJson(org, run) : [];
  const passed = run.tests.filter((test) => test.outcome === 'pass');
  const failed = run.tests.filter((test) => test.outcome !== 'pass' && test.outcome !== 'skip');
  return {
    numTestsRun: run.tests.length,
    numFailures: failed.length,
    totalTime: run.summary.time,
    successes: passed.map((test) => success(org, test)),
    failures: failed.map((test) => failure(org, test)),
    codeCoverage,
    codeCoverageWarnings: withCoverage
      ? deployed
        ? warningsOfEach(codeCoverage, deployed)
        : warnings(codeCoverage)
      : [],
    flowCoverage: [],
    flowCoverageWarnings: [],
    apexLogId: null,
  };
}

function success(org: Org, { className, methodName, time }: TestResult): Record<string, unknown> {
  return { id: classId(org, className), methodName, name: className, namespace: null, seeAllData: false, time };
}

function failure(org: Org, test: TestResult): Record<string, unknown> {
  const { message, stackTrace } = test;
  return { ...success(org, test), message, stackTrace, packageName: test.className, type: 'Class' };
}

function coverageJson(org: Org, { coverage }: TestRun): CoverageJson[] {
  return coverage
    .filter((unit) => unit.total > 0)
    .map((unit) => ({
      id: classId(org, unit.name),
      name: unit.name,
      namespace: null,
      type: unit.kind === 'class' ? ('Class' as const) : ('Trigger' as const),
      numLocations: unit.total,
      numLocationsNotCovered: unit.total - unit.covered,
      locationsNotCovered: Object.entries(unit.lines)
        .filter(([, count]) => count === 0)
        .map(([line]) => ({ line: Number(line), column: 0, numExecutions: 0, time: -1 })),
    }));
}

const REQUIRED_PERCENT = 75;

function warningsOfEach(coverage: CoverageJson[], deployed: ReadonlySet<string>): unknown[] {
  return coverage
    .filter((each) => deployed.has(each.id))
    .map((each) => ({ ...each, percent: percentOf([each]) }))
    .filter(({ percent }) => percent < REQUIRED_PERCENT)
    .map(({ id, name, type, percent }) => {
      const message = `Test coverage of selected Apex ${type} is ${percent}%, at least ${REQUIRED_PERCENT}% test coverage is required`;
      return { id, message, name, namespace: null };
    });
}

function percentOf(coverage: CoverageJson[]): number {
  const total = coverage.reduce((sum, each) => sum + each.numLocations, 0);
  const missing = coverage.reduce((sum, each) => sum + each.numLocationsNotCovered, 0);
  return total === 0 ? 100 : Math.floor((100 * (total - missing)) / total);
}

function warnings(coverage: CoverageJson[]): unknown[] {
  const percent = percentOf(coverage);
  const found: unknown[] = coverage
    .filter((each) => each.type === 'Trigger' && each.numLocationsNotCovered === each.numLocations)
    .map(({ id, name }) => {
      const message = 'Test coverage of selected Apex Trigger is 0%, at least 1% test coverage is required';
      return { id, message, name, namespace: null };
    });
  if (percent < REQUIRED_PERCENT) {
    const message = `Average test coverage across all Apex Classes and Triggers is ${percent}%, at least ${REQUIRED_PERCENT}% test coverage is required.`;
    found.push({ id: null, message, name: null, namespace: null });
  }
  return found;
}
