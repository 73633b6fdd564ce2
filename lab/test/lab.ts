/** Starts the lab as a newcomer or a judge would: as a process, known only by its line of JSON. */
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { spawnOnLeash } from '../src/children.ts';
import { OrgRest } from '../src/rest.ts';
import type { LabReport } from '../src/report.ts';

export interface RunningLab {
  report: LabReport;
  org: OrgRest;
  /** Process id of the lab itself. */
  pid: number;
  /** What it wrote to standard error, for a failed test. */
  words(): string;
  stop(): Promise<void>;
}

const READY_WITHIN = 120_000;

export async function startLab(...args: string[]): Promise<RunningLab> {
  const entry = join(__dirname, '..', 'src', 'demo.ts');
  const child = spawnOnLeash([entry, '--headless', ...args], process.env);
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-20_000)));
  const report = await firstLine(child, () => words);
  return {
    report,
    pid: child.pid ?? 0,
    org: new OrgRest(report.org),
    words: () => words,
    stop: () => stop(child),
  };
}

function firstLine(child: ChildProcess, words: () => string): Promise<LabReport> {
  const { promise, resolve, reject } = Promise.withResolvers<LabReport>();
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    reject(new Error(`the lab was not ready within ${READY_WITHIN / 1000} s\n${words()}`));
  }, READY_WITHIN);
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    const end = text.indexOf('\n');
    if (end >= 0) resolve(JSON.parse(text.slice(0, end)) as LabReport);
  });
  child.once('close', (code) => reject(new Error(`the lab ended with code ${code}\n${words()}`)));
  return promise.finally(() => clearTimeout(timer));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await closed;
  clearTimeout(timer);
}
