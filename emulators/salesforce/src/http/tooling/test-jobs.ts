/** Asynchronous test runs and what they leave behind: rows that the tools query. */
import { type TestResult, type TestRun, testSteps } from '../../apex/testing/runner.ts';
import type { Org } from '../../org/services.ts';
import type { OrgUser } from '../../security/access.ts';
import { localName } from '../../schema/custom-names.ts';
import { textsOf } from '../../metadata/xml.ts';
import { makeId } from '../../storage/ids.ts';
import type { ApiContext } from '../api.ts';
import { ApiError, problemOf } from '../errors.ts';
import { classId, run, runOptions, selectTests, type TestSelection } from '../metadata/test-run.ts';

export interface TestJob {
  /** 707…. */
  id: string;
  user: OrgUser;
  status: 'Queued' | 'Processing' | 'Completed' | 'Failed';
  startTime: number;
  endTime: number | undefined;
  /** Class name → queue item id. */
  items: Map<string, string>;
  /** What has been run so far. */
  tests: TestResult[];
  result: TestRun | undefined;
  error: string | undefined;
}

const jobsByOrg = new WeakMap<Org, TestJob[]>();
let serial = 0;

export function testJobsOf(org: Org): TestJob[] {
  let own = jobsByOrg.get(org);
  if (!own) jobsByOrg.set(org, (own = []));
  return own;
}

/** The newest finished run of an org: its coverage is the org's. */
const lastRuns = new WeakMap<Org, TestRun>();

/** Runs tests while the caller waits. */
export function runTestsNow(org: Org, selection: TestSelection): TestRun {
  const result = run(org, selection);
  lastRuns.set(org, result);
  return result;
}

interface TestRequest {
  tests?: { className?: string; classId?: string; testMethods?: string[] }[];
  testLevel?: string;
  classNames?: string;
  classids?: string;
  suiteNames?: string;
}

/** Which tests a request of runTestsSynchronous or -Asynchronous means. @throws 400 */
export function requestedTests(org: Org, request: TestRequest): TestSelection {
  const named = request.classNames?.split(',').map((name) => ({ className: name.trim(), methods: [] }));
  const listed = request.tests?.map(({ className, classId: id, testMethods }) => ({
    className: className ?? nameOfClass(org, id ?? ''),
    methods: testMethods ?? [],
  }));
  const suites = request.suiteNames?.split(',').flatMap((name) => classesOfSuite(org, name.trim()));
  const names = listed ?? named ?? suites;
  if (names) return selectTests(org, names);
  if (/^(RunLocalTests|RunAllTestsInOrg)$/.test(request.testLevel ?? '')) return { classes: undefined };
  throw new ApiError(400, 'INVALID_INPUT', 'Specify tests, or a testLevel that includes all');
}

function classesOfSuite(org: Org, name: string): { className: string; methods: string[] }[] {
  const suite = org.metadata.component('ApexTestSuite', name);
  if (!suite) throw new ApiError(400, 'INVALID_INPUT', `This suite name's value is invalid: ${name}`);
  return textsOf(suite.definition['testClassName']).map((className) => ({ className, methods: [] }));
}

function nameOfClass(org: Org, id: string): string {
  for (const component of org.metadata.components('ApexClass')) {
    if (component.id.slice(0, 15) === id.slice(0, 15)) return localName(component.fullName);
  }
  throw new ApiError(400, 'INVALID_INPUT', `no class with id ${id}`);
}

/** Runs after the call has been answered. @returns the job's id */
export function startTests(context: ApiContext, selection: TestSelection, user: OrgUser): string {
  const { org } = context;
  const job: TestJob = {
    id: makeId('707', 500_000 + ++serial),
    user,
    status: 'Queued',
    startTime: context.now(),
    endTime: undefined,
    items: new Map(),
    tests: [],
    result: undefined,
    error: undefined,
  };
  testJobsOf(org).push(job);
  setImmediate(() => {
    job.status = 'Processing';
    advance(context, job, testSteps(org, runOptions(selection)));
  });
  return job.id;
}

/** One class of a job; the org does other work before the next. */
function advance(context: ApiContext, job: TestJob, steps: ReturnType<typeof testSteps>): void {
  try {
    const step = steps.next();
    job.tests = step.done ? step.value.tests : [...step.value];
    for (const { className } of job.tests) {
      if (!job.items.has(className)) job.items.set(className, makeId('709', ++serial));
    }
    if (!step.done) return void setImmediate(() => advance(context, job, steps));
    job.result = step.value;
    lastRuns.set(context.org, step.value);
    job.status = 'Completed';
  } catch (error) {
    job.error = problemOf(error).errors[0]!.message;
    job.status = 'Failed';
  }
  job.endTime = context.now();
}

const OUTCOMES = { pass: 'Pass', fail: 'Fail', notEmulated: 'Fail', skip: 'Skip' } as const;

type Row = Record<string, unknown>;

export function testRunRows(org: Org): Row[] {
  return testJobsOf(org).map((job) => {
    const isDone = job.endTime !== undefined;
    const failed = job.tests.filter(({ outcome }) => outcome === 'fail' || outcome === 'notEmulated');
    return {
      Id: job.id.replace(/^707/, '05m'),
      AsyncApexJobId: job.id,
      Status: job.status,
      ClassesCompleted: job.items.size,
      ClassesEnqueued: job.items.size,
      MethodsCompleted: job.tests.length,
      MethodsEnqueued: job.tests.length,
      MethodsFailed: failed.length,
      StartTime: iso(job.startTime),
      EndTime: isDone ? iso(job.endTime!) : null,
      TestTime: job.result?.summary.time ?? 0,
      TestSetupTime: 0,
      UserId: job.user.id,
      IsAllTests: false,
      Source: 'API',
    };
  });
}

export function queueItemRows(org: Org): Row[] {
  return testJobsOf(org).flatMap((job) => {
    const waiting: [string, string][] = [['', makeId('709', 900_000)]];
    const items = job.items.size > 0 ? [...job.items] : waiting;
    return items.map(([name, id]) => ({
      Id: id,
      Status: job.status,
      ApexClassId: name === '' ? null : classId(org, name),
      TestRunResultId: job.id.replace(/^707/, '05m'),
      ParentJobId: job.id,
      ExtendedStatus: job.error ?? null,
    }));
  });
}

export function testResultRows(org: Org): Row[] {
  return testJobsOf(org).flatMap((job) =>
    job.tests.map((test, index) => ({
      Id: makeId('07M', Number.parseInt(job.id.slice(10, 15), 36) * 1000 + index),
      QueueItemId: job.items.get(test.className) ?? null,
      StackTrace: test.stackTrace,
      Message: test.message,
      RunTime: test.time,
      TestTimestamp: iso(job.endTime ?? job.startTime),
      AsyncApexJobId: job.id,
      MethodName: test.methodName,
      Outcome: OUTCOMES[test.outcome],
      ApexLogId: null,
      IsTestSetup: false,
      ApexClassId: classId(org, test.className),
      ApexClass: { Id: classId(org, test.className), Name: test.className, NamespacePrefix: null },
      ApexTestRunResultId: job.id.replace(/^707/, '05m'),
    })),
  );
}

/** What each test method of the newest run covered. */
export function coverageRows(org: Org): Row[] {
  const last = lastRuns.get(org);
  const allLines = new Map(last?.coverage.map((unit) => [unit.name, Object.keys(unit.lines).map(Number)]));
  return (last?.tests ?? []).flatMap((test) =>
    (test.covered ?? []).map(({ name, lines }) => {
      const id = classId(org, name);
      const uncoveredLines = (allLines.get(name) ?? []).filter((line) => !lines.includes(line));
      return {
        Id: id.replace(/^.../, '714'),
        ApexTestClassId: classId(org, test.className),
        TestMethodName: test.methodName,
        ApexClassOrTriggerId: id,
        ApexClassOrTrigger: { Id: id, Name: name },
        NumLinesCovered: lines.length,
        NumLinesUncovered: uncoveredLines.length,
        Coverage: { coveredLines: lines.toSorted((a, b) => a - b), uncoveredLines },
      };
    }),
  );
}

export function aggregateRows(org: Org): Row[] {
  return (lastRuns.get(org)?.coverage ?? [])
    .filter((unit) => unit.total > 0)
    .map((unit) => {
      const id = classId(org, unit.name);
      const lines = Object.entries(unit.lines).map(([line, count]) => [Number(line), count] as const);
      return {
        Id: id.replace(/^.../, '715'),
        ApexClassOrTriggerId: id,
        ApexClassOrTrigger: { Id: id, Name: unit.name },
        NumLinesCovered: unit.covered,
        NumLinesUncovered: unit.total - unit.covered,
        Coverage: {
          coveredLines: lines.filter(([, count]) => count > 0).map(([line]) => line),
          uncoveredLines: lines.filter(([, count]) => count === 0).map(([line]) => line),
        },
      };
    });
}

export function orgCoverageRows(org: Org): Row[] {
  const coverage = lastRuns.get(org)?.coverage ?? [];
  const sum = (key: 'covered' | 'total'): number => coverage.reduce((total, unit) => total + unit[key], 0);
  const total = sum('total');
  return [{ Id: makeId('716', 1), PercentCovered: total === 0 ? 0 : Math.round((100 * sum('covered')) / total) }];
}

function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}+0000`;
}
