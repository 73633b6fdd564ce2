import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
  /** Both streams in the order they came. */
  output: string;
}

export interface CommandOptions {
  env?: Record<string, string>;
  cwd?: string;
  /** Milliseconds; the whole process group is ended after it and the outcome says so. */
  timeout?: number;
}

/** Runs a command to its end. Never throws for a non-zero exit: the gate decides what that means. */
export function command(file: string, args: string[], options: CommandOptions = {}): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const child = spawn(file, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const outcome: Outcome = { code: 0, stdout: '', stderr: '', output: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    outcome.stdout += text;
    outcome.output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    outcome.stderr += text;
    outcome.output += text;
  });
  const timeout = options.timeout ?? 20 * 60_000;
  const timer = setTimeout(() => {
    outcome.output += `\n(ended after ${timeout / 1000} s)\n`;
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  }, timeout);
  child.on('error', reject);
  child.on('close', (code) => {
    clearTimeout(timer);
    resolve({ ...outcome, code: code ?? 1 });
  });
  return promise;
}

/** The last `n` lines, for a report a person reads. */
export function tail(text: string, n = 60): string {
  return text.trimEnd().split('\n').slice(-n).join('\n');
}

export async function hasJava(): Promise<boolean> {
  try {
    return (await command('java', ['-version'])).code === 0;
  } catch {
    return false;
  }
}
