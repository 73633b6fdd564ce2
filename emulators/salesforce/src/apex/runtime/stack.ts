/**
 * The shadow call stack of running Apex: which methods are active and at which line each stands.
 *
 * Emitted methods push a frame on entry and pop it in a `finally`; every statement writes its line. Stack traces, sharing and
 * access mode are read from here, never from JavaScript's own stack. One stack serves all transactions: execution is synchronous.
 */
import type { ClassType } from '../types/type.ts';
import { readCodeNamespace } from '../../schema/code-namespace.ts';
import { apexPosition } from '../../transaction/limits.ts';
import { current, isRunning } from '../../transaction/transaction.ts';

export interface Frame {
  /** `Class.Foo.bar`, `Class.Outer.Inner.<init>`, `Trigger.T`, `AnonymousBlock`. */
  label: string;
  /** The class the method is defined in; undefined in triggers and anonymous blocks. */
  type: ClassType | undefined;
  apiVersion: number;
  /** Of the managed package whose code it is. */
  namespace?: string | undefined;
  /** `caller`: neither declared nor defaulted (API 66 and before). */
  sharing: 'with' | 'without' | 'inherited' | 'caller';
  /** Default access mode of queries and DML written in this method. */
  access: 'user' | 'system';
}

export const MAX_DEPTH = 1000;

/** Statements executed per millisecond of CPU time charged: makes the CPU limit deterministic. */
const STATEMENTS_PER_MS = 10_000;

interface Stack {
  depth: number;
  readonly frames: Frame[];
  readonly lines: Int32Array;
  /** Statements left until the next millisecond of CPU time is charged. */
  budget: number;
}

export const stack: Stack = {
  depth: 0,
  frames: [],
  lines: new Int32Array(MAX_DEPTH + 8),
  budget: STATEMENTS_PER_MS,
};

/** Charges CPU time; called by emitted code when the budget is used up. */
export function chargeCpu(): void {
  const ms = Math.ceil((1 - stack.budget) / STATEMENTS_PER_MS);
  stack.budget += ms * STATEMENTS_PER_MS;
  if (isRunning()) current().limits.count('cpuTime', ms);
}

/** Work of the platform on the code's behalf, in statements. */
export function charge(statements: number): void {
  stack.budget -= Math.ceil(statements);
  if (stack.budget < 0) chargeCpu();
}

/** Top first. */
export function activeFrames(): Frame[] {
  return stack.frames.slice(1, stack.depth + 1).reverse();
}

export function topFrame(): Frame | undefined {
  return stack.depth > 0 ? stack.frames[stack.depth] : undefined;
}

export function currentLine(): number {
  return stack.depth > 0 ? (stack.lines[stack.depth] ?? 0) : 0;
}

/** `Class.Foo.bar: line 12, column 1` per frame, innermost first. */
export function stackTrace(): string {
  const lines: string[] = [];
  for (let depth = stack.depth; depth > 0; depth--) {
    lines.push(`${stack.frames[depth]!.label}: line ${stack.lines[depth]}, column 1`);
  }
  return lines.join('\n');
}

apexPosition.trace = stackTrace;
readCodeNamespace(() => topFrame()?.namespace);
