/**
 * Runs Apex tests.
 *
 * The @TestSetup methods of a class run once. Each test method then gets a transaction of its own, with fresh statics and limits, that
 * is rolled back to what the setup left.
 */
import { NotEmulated, type Org } from '../../org/services.ts';
import { LimitCounters, type LimitName } from '../../transaction/limits.ts';
import { closeLog, logText, openLog, type OpenLog } from '../../logs/transaction-log.ts';
import { EVERYTHING } from '../../transaction/log-levels.ts';
import { current, runIn, type Transaction } from '../../transaction/transaction.ts';
import type { MethodSymbol } from '../types/type.ts';
import { methodName } from '../emit/names.ts';
import { asApexException } from '../runtime/exceptions.ts';
import { programOf, type Program } from '../runtime/program.ts';
import { stack } from '../runtime/stack.ts';
import { beginWork } from '../runtime/uncommitted.ts';
import { coverageOf, coveredSince, markCoverage, resetCoverage, type Coverage, type CoveredLines } from './coverage.ts';
import { findTests, seesAllData, type TestClass } from './discover.ts';
import { FreshTransaction } from './fresh-transaction.ts';

export type Outcome = 'pass' | 'fail' | 'notEmulated' | 'skip';

export interface TestResult {
  className: string;
  methodName: string;
  outcome: Outcome;
  message: string | null;
  stackTrace: string | null;
  /** Milliseconds. */
  time: number;
  /** What the method used of its limits, its setup apart. */
  limits?: Partial<Record<LimitName, number>>;
  /** Lines that it ran, by class or trigger. */
  covered?: CoveredLines[];
  /** Its debug log, where `logs` were asked for. */
  log?: string;
}

export interface TestRun {
  summary: { tests: number; passed: number; failed: number; notEmulated: number; skipped: number; time: number };
  tests: TestResult[];
  coverage: Coverage[];
}

export interface RunOptions {
  /** Class names, ignoring case; undefined = all test classes. */
  classes?: string[] | undefined;
  /** Leaves out methods. */
  isWanted?: (className: string, methodName: string) => boolean;
  /** Keep a debug log of each method. */
  logs?: boolean;
  /** Called after each method. */
  onResult?: (result: TestResult) => void;
}

export function runTests(org: Org, options: RunOptions = {}): TestRun {
  const steps = testSteps(org, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Class by class, for who has other work to do in between. Yields what has been run so far. */
export function* testSteps(org: Org, options: RunOptions = {}): Generator<readonly TestResult[], TestRun> {
  const program = programOf(org);
  resetCoverage(program);
  const started = performance.now();
  const tests: TestResult[] = [];
  for (const testClass of findTests(program, options.classes)) {
    const { type } = testClass;
    const methods = testClass.methods.filter((each) => options.isWanted?.(type.name, each.name) ?? true);
    const note = (result: TestResult): void => {
      options.onResult?.(result);
      tests.push(result);
    };
    const seeing = methods.filter((method) => seesAllData(testClass, method));
    const siloed = methods.filter((method) => !seeing.includes(method));
    if (siloed.length > 0) runSiloed(org, program, testClass, siloed, note, options.logs);
    for (const method of seeing) note(runMethod(org, program, method, { seeAllData: true, logs: options.logs }));
    yield tests;
  }
  const wanted = options.classes?.map((name) => name.toLowerCase());
  for (const { name, methods, problem } of program.leftOut) {
    if (wanted && !wanted.includes(name.toLowerCase())) continue;
    for (const each of methods) {
      const message = `NotEmulated: compiling ${problem}`;
      const result: TestResult = {
        className: name,
        methodName: each,
        outcome: 'notEmulated',
        message,
        stackTrace: null,
        time: 0,
      };
      options.onResult?.(result);
      tests.push(result);
    }
  }
  const count = (outcome: Outcome): number => tests.filter((test) => test.outcome === outcome).length;
  const summary = {
    tests: tests.length,
    passed: count('pass'),
    failed: count('fail'),
    notEmulated: count('notEmulated'),
    skipped: count('skip'),
    time: Math.round(performance.now() - started),
  };
  return { summary, tests, coverage: coverageOf(program) };
}

const transactionOptions = (org: Org) =>
  ({ user: org.security.admin(), kind: 'test', isTest: true, discard: true, enforceLimits: true }) as const;

/** All methods of a class that see no data but what the class's setup has made. */
function runSiloed(
  org: Org,
  program: Program,
  { type, setups }: TestClass,
  methods: MethodSymbol[],
  note: (result: TestResult) => void,
  logs: boolean | undefined,
): void {
  org.transaction(transactionOptions(org), () => {
    let failure: ReturnType<typeof failureOf> | undefined;
    try {
      for (const setup of setups) runSetup(program, setup);
    } catch (error) {
      failure = failureOf(error);
    }
    stack.depth = 0;
    for (const method of methods) {
      // A setup that fails fails all methods of its class.
      note(
        failure
          ? { className: type.name, methodName: method.name, ...failure, time: 0 }
          : runMethod(org, program, method, { seeAllData: false, logs }),
      );
    }
  });
}

function runMethod(
  org: Org,
  program: Program,
  method: MethodSymbol,
  { seeAllData, logs }: { seeAllData: boolean; logs: boolean | undefined },
): TestResult {
  const mark = markCoverage(program);
  const started = performance.now();
  const result: TestResult = {
    className: method.owner.name,
    methodName: method.name,
    outcome: 'pass',
    message: null,
    stackTrace: null,
    time: 0,
  };
  let running: Transaction | undefined;
  let open: OpenLog | undefined;
  try {
    org.transaction({ ...transactionOptions(org), seeAllData }, (transaction) => {
      running = transaction;
      beginWork();
      if (logs) open = openLog(transaction, `${method.owner.name}.${method.name}`, EVERYTHING);
      program.classOf(method.owner)[methodName(method)]!();
    });
  } catch (error) {
    Object.assign(result, failureOf(error));
  }
  stack.depth = 0;
  result.time = Math.round(performance.now() - started);
  result.limits = Object.fromEntries(running?.limits.used ?? []);
  result.covered = coveredSince(program, mark);
  if (open) {
    const { message, stackTrace } = result;
    closeLog(open, message === null ? undefined : { message, trace: stackTrace ?? '' });
    result.log = logText(open);
  }
  return result;
}

/** Own statics and limits; its data stay for the methods. */
function runSetup(program: Program, setup: MethodSymbol): void {
  const outer = current();
  const transaction: Transaction = new FreshTransaction(outer, new LimitCounters('sync', outer.limits.isEnforced));
  runIn(transaction, () => {
    program.classOf(setup.owner)[methodName(setup)]!();
  });
}

function failureOf(error: unknown): Pick<TestResult, 'outcome' | 'message' | 'stackTrace'> {
  if (error instanceof NotEmulated) {
    return { outcome: 'notEmulated', message: error.message, stackTrace: null };
  }
  const exception = asApexException(error);
  if (exception) return { outcome: 'fail', message: exception.message, stackTrace: exception.trace };
  // A fault of the emulator itself: its own stack says where.
  const fault = error instanceof Error ? error : new Error(String(error));
  return { outcome: 'fail', message: `emulator fault: ${fault.message}`, stackTrace: fault.stack ?? null };
}
