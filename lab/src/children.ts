/** Processes the lab starts: each ends with the lab, and what it says on its way is kept for when it fails. */
import { type ChildProcess, type ChildProcessByStdio, spawn, type StdioOptions } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

export interface Child {
  name: string;
  process: ChildProcess;
  pid: number;
  /** The last lines it wrote, newest last. */
  words(): string;
  /** Resolves with the first line of standard output that `read` accepts. @throws Error when the process ends before */
  line<T>(read: (line: string) => T | undefined, milliseconds: number): Promise<T>;
  /** SIGTERM, then SIGKILL after a while. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  name: string;
  args: string[];
  env: Record<string, string>;
  /** Everything the process writes goes to this file too. */
  logFile: string;
}

const KEPT_LINES = 40;
const GRACE = 5_000;

type Leashed = ChildProcessByStdio<null, Readable, Readable>;

/** Node with these arguments; it ends when this process does, however that ends (`leash.ts`). */
export function spawnOnLeash(args: string[], env: NodeJS.ProcessEnv): Leashed {
  const leash = pathToFileURL(join(import.meta.dirname, 'leash.ts')).href;
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'pipe'];
  const child = spawn(process.execPath, ['--import', leash, ...args], { env, stdio });
  // Our end breaks when the child dies, which the child's own events tell.
  child.stdio[3]?.on('error', () => undefined);
  return child as unknown as Leashed;
}

export function startChild({ name, args, env, logFile }: ChildOptions): Child {
  const child = spawnOnLeash(args, { ...process.env, ...env });
  const log = createWriteStream(logFile, { flags: 'a' });
  const kept: string[] = [];
  const readers = new Set<(line: string) => void>();
  let rest = '';
  const keep = (line: string) => {
    kept.push(line);
    if (kept.length > KEPT_LINES) kept.shift();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    log.write(text);
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      keep(line);
      for (const reader of readers) reader(line);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log.write(text);
    for (const line of text.split('\n')) if (line !== '') keep(line);
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));

  return {
    name,
    process: child,
    pid: child.pid ?? 0,
    words: () => kept.join('\n'),
    line(read, milliseconds) {
      const { promise, resolve, reject } = Promise.withResolvers<ReturnType<typeof read> & {}>();
      const fail = (why: string) => reject(new Error(`${name} ${why}\n${kept.join('\n')}`));
      const timer = setTimeout(() => fail(`was not ready within ${milliseconds / 1000} s`), milliseconds);
      const reader = (line: string) => {
        const value = read(line);
        if (value !== undefined) resolve(value as never);
      };
      readers.add(reader);
      child.once('error', (error) => fail(`could not start: ${error.message}`));
      void ended.then((code) => fail(`ended with code ${code}`));
      return promise.finally(() => {
        clearTimeout(timer);
        readers.delete(reader);
      });
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE);
      await ended;
      clearTimeout(timer);
    },
  };
}
