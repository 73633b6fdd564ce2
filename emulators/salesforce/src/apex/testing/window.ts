/** `Test.startTest()` and `Test.stopTest()`: fresh limits in between, and at the end all that was asynchronous has run. */
import { LimitCounters } from '../../transaction/limits.ts';
import { current, type Transaction } from '../../transaction/transaction.ts';
import { apexError } from '../runtime/exceptions.ts';
import { runPendingJobs } from '../runtime/jobs.ts';
import { beginWork } from '../runtime/uncommitted.ts';

interface TestWindow {
  state: 'before' | 'open' | 'closed';
  outerLimits: LimitCounters | undefined;
}

const slot = Symbol('startTest and stopTest');

function windowOf(transaction: Transaction): TestWindow {
  let window = transaction.slots.get(slot) as TestWindow | undefined;
  if (!window) transaction.slots.set(slot, (window = { state: 'before', outerLimits: undefined }));
  return window;
}

/** @throws FinalException when called twice */
export function startTest(): void {
  const transaction = current();
  const window = windowOf(transaction);
  if (window.state !== 'before') throw apexError('System.FinalException', 'Testing already started');
  window.state = 'open';
  beginWork();
  window.outerLimits = transaction.limits;
  transaction.limits = new LimitCounters('sync', transaction.limits.isEnforced);
}

/** Runs pending jobs and delivers pending events. @throws what a job throws, FinalException without startTest */
export function stopTest(): void {
  const transaction = current();
  const window = windowOf(transaction);
  if (window.state === 'before') throw apexError('System.FinalException', 'Testing not started');
  if (window.state === 'closed') throw apexError('System.FinalException', 'Testing already stopped');
  window.state = 'closed';
  try {
    runPendingJobs(transaction);
    for (const action of hooks) action(transaction);
    runPendingJobs(transaction);
  } finally {
    transaction.limits = window.outerLimits!;
  }
}

const hooks: ((transaction: Transaction) => void)[] = [];

/** Registers what else happens at `stopTest`: the event bus delivers what it holds. */
export function onStopTest(action: (transaction: Transaction) => void): void {
  hooks.push(action);
}
