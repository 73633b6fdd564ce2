/** The first thing that runs on a fresh clone: installs when something is missing, and never over what is there. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let root: string;

function write(path: string, text: string | object): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), typeof text === 'string' ? text : JSON.stringify(text));
}

/** A checkout whose lock names two packages, `checker` being needed by tests only. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  mkdirSync(join(root, 'scripts'));
  cpSync(join(__dirname, '..', 'bootstrap.mjs'), join(root, 'scripts', 'bootstrap.mjs'));
  write('entry.ts', `console.log('ran', process.argv.slice(2).join(' '));`);
  write('package-lock.json', {
    packages: {
      '': {},
      'node_modules/app': { version: '1.0.0' },
      'node_modules/checker': { version: '2.0.0', dev: true },
      'node_modules/other-platform': { version: '3.0.0', optional: true },
      'node_modules/workspace': { link: true },
    },
  });
  // Stands for npm: notes how it was called, and puts Node where npm would.
  write(
    'bin/npm',
    `#!/bin/sh\necho "$@" > "${root}/npm-called"\nmkdir -p node_modules/.bin\nln -sf "${process.execPath}" node_modules/.bin/node\n`,
  );
  chmodSync(join(root, 'bin', 'npm'), 0o755);
});

afterEach(() => rmSync(root, { recursive: true }));

function putThere(packages: Record<string, string>): void {
  mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(process.execPath, join(root, 'node_modules', '.bin', 'node'));
  for (const name of Object.keys(packages)) write(`node_modules/${name}/package.json`, '{}');
  const entries = Object.entries(packages).map(([name, version]) => [`node_modules/${name}`, { version }]);
  write('node_modules/.package-lock.json', { packages: Object.fromEntries(entries) });
}

function run(...args: string[]): string {
  const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}` };
  const command = [join(root, 'scripts', 'bootstrap.mjs'), ...args];
  return execFileSync(process.execPath, command, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

const wasCalled = () => existsSync(join(root, 'npm-called'));

test('a fresh clone is installed once', () => {
  expect(run('entry.ts', '--headless')).toBe('ran --headless\n');
  expect(wasCalled()).toBe(true);
  rmSync(join(root, 'npm-called'));
  run('entry.ts');
  expect(wasCalled()).toBe(false);
});

test('what was installed by hand is left alone', () => {
  putThere({ app: '1.0.0', checker: '2.0.0' });
  expect(run('entry.ts')).toBe('ran \n');
  expect(wasCalled()).toBe(false);
});

test('the demo does not need the checkers, the tests do', () => {
  putThere({ app: '1.0.0' });
  run('--runtime', 'entry.ts');
  expect(wasCalled()).toBe(false);
  run('entry.ts');
  expect(wasCalled()).toBe(true);
});

test('a package of another version is replaced', () => {
  putThere({ app: '0.9.0', checker: '2.0.0' });
  run('entry.ts');
  expect(wasCalled()).toBe(true);
});

describe('what it started', () => {
  beforeEach(() => {
    putThere({ app: '1.0.0', checker: '2.0.0' });
    const onStop = `console.log('stopping'); process.exit(7);`;
    write(
      'entry.ts',
      `process.on('SIGTERM', () => { ${onStop} }); console.log('up'); setInterval(() => undefined, 1000);`,
    );
  });

  /** As npm runs a script: in a shell, which may or may not step aside for the command. */
  function begin(command: string, environment: Record<string, string> = {}) {
    const env = { ...process.env, npm_lifecycle_event: undefined, ...environment };
    const shell = spawn('sh', ['-c', command], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let words = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (words += text));
    const says = async (word: string) => {
      for (let tries = 0; tries < 200 && !words.includes(word); tries++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      return words.includes(word);
    };
    return { shell, says };
  }

  const command = `"${process.execPath}" scripts/bootstrap.mjs entry.ts`;

  test('gets the signal that npm passes on, and has the last word', async () => {
    const { shell, says } = begin(`exec ${command}`);
    expect(await says('up')).toBe(true);
    shell.kill('SIGTERM');
    expect(await once(shell, 'exit')).toEqual([7, null]);
    expect(await says('stopping')).toBe(true);
  }, 60_000);

  test('ends with an npm that was killed', async () => {
    const { shell, says } = begin(`${command} & wait`, { npm_lifecycle_event: 'demo' });
    expect(await says('up')).toBe(true);
    shell.kill('SIGKILL');
    expect(await says('stopping')).toBe(true);
  }, 60_000);
});
