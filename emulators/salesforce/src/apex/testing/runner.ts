/**
 * Runs Apex tests.
 *
 * Each test method gets a transaction of its own that is rolled back: first the class's @TestSetup methods run in it, then the
 * method with fresh statics and limits.
 */
import { NotEmulated, type Org } from '../../org/services.ts';
import { LimitCounters } from '../../transaction/limits.ts';
import { current, runIn, type Transaction } from '../../transaction/transaction.ts';
import type { MethodSymbol } from '../types/type.ts';
import { methodName } from '../emit/names.ts';
import { asApexException } from '../runtime/exceptions.ts';
import { programOf, type Program } from '../runtime/program.ts';
import { stack } from '../runtime/stack.ts';
import { coverageOf, resetCoverage, type Coverage } from './coverage.ts';
import { findTests, type TestClass } from './discover.ts';
import { forgetPendingJobs } from '../runtime/jobs.ts';
import { resetMocks } from './mocks.ts';
import { resetWindow } from './window.ts';
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
  /** Called after each method. */
  onResult?: (result: TestResult) => void;
}

export function runTests(org: Org, options: RunOptions = {}): TestRun {
  const program = programOf(org);
  resetCoverage(program);
  const started = performance.now();
  const tests: TestResult[] = [];
  for (const testClass of findTests(program, options.classes)) {
    for (const method of testClass.methods) {
      if (options.isWanted && !options.isWanted(testClass.type.name, method.name)) continue;
      const result = runMethod(org, program, testClass, method);
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

function runMethod(org: Org, program: Program, testClass: TestClass, method: MethodSymbol): TestResult {
  const started = performance.now();
  const result: TestResult = {
    className: testClass.type.name,
    methodName: method.name,
    outcome: 'pass',
    message: null,
    stackTrace: null,
    time: 0,
  };
  try {
    const user = org.security.admin();
    org.transaction({ user, kind: 'test', isTest: true, discard: true, enforceLimits: true }, (transaction) => {
      for (const setup of testClass.setups) runFresh(program, setup);
      forgetSetup(transaction);
      runFresh(program, method);
    });
  } catch (error) {
    Object.assign(result, failureOf(error));
  }
  stack.depth = 0;
  result.time = Math.round(performance.now() - started);
  return result;
}

/** Mocks, pending jobs and the test window of the setup are not the method's. */
function forgetSetup(transaction: Transaction): void {
  resetWindow(transaction);
  resetMocks(transaction.slots);
  forgetPendingJobs(transaction);
}

/** Own statics and limits, same data. */
function runFresh(program: Program, method: MethodSymbol): void {
  const outer = current();
  const transaction: Transaction = new FreshTransaction(outer, new LimitCounters('sync', outer.limits.isEnforced));
  runIn(transaction, () => {
    program.classOf(method.owner)[methodName(method)]!();
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
