// Runs a TypeScript entry on Node 24 after making sure the dependencies are there. Plain JavaScript for any Node >= 20:
// it is the first thing that runs on a fresh clone, before anything is installed.
//
//   node scripts/bootstrap.mjs [--runtime] ENTRY.ts [ARGS…]
//
// --runtime installs only what running needs (the demo); without it the checkers come too (the tests).
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');
const stampFile = join(root, 'node_modules', '.storebridge-install.json');

function installed() {
  if (!existsSync(stampFile)) return undefined;
  return JSON.parse(readFileSync(stampFile, 'utf8'));
}

/** Whether everything the lock names is there already, as after `npm install` by hand. npm lists what it has put there. */
function isThere(lockText, scope) {
  const listFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(listFile) || !existsSync(join(root, 'node_modules', '.bin', 'node'))) return false;
  const { packages: there } = JSON.parse(readFileSync(listFile, 'utf8'));
  const needed = Object.entries(JSON.parse(lockText).packages).filter(
    ([path, { link, optional, dev, devOptional }]) =>
      path.includes('node_modules/') && !link && !optional && !(scope === 'runtime' && (dev || devOptional)),
  );
  return needed.every(
    ([path, { version }]) => there[path]?.version === version && existsSync(join(root, path, 'package.json')),
  );
}

function install(scope) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const lock = createHash('sha256').update(lockText).digest('hex');
  const stamp = installed();
  if (stamp?.lock === lock && (stamp.scope === 'all' || stamp.scope === scope)) return;
  if (isThere(lockText, scope)) {
    writeFileSync(stampFile, JSON.stringify({ lock, scope }));
    return;
  }
  process.stderr.write(`installing dependencies (${scope}), once; this takes a minute or two …\n`);
  // Both streams go to stderr: `npm run demo -- --headless` promises one line of JSON on stdout.
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(scope === 'runtime' ? ['--omit=dev'] : [])];
  const { status } = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    process.stderr.write('npm ci failed: see above\n');
    process.exit(status ?? 1);
  }
  writeFileSync(stampFile, JSON.stringify({ lock, scope }));
}

const args = process.argv.slice(2);
const scope = args[0] === '--runtime' ? (args.shift(), 'runtime') : 'all';
const entry = args.shift();
if (!entry) {
  process.stderr.write('usage: bootstrap.mjs [--runtime] ENTRY.ts [ARGS…]\n');
  process.exit(2);
}
install(scope);

const bin = join(root, 'node_modules', '.bin');
const child = spawn(join(bin, 'node'), [join(root, entry), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
});
// The child owns shutdown; a signal to npm or to us is passed on and its exit code is ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm that is killed passes nothing on.
const parent = process.ppid;
if (process.env.npm_lifecycle_event !== undefined)
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500).unref();
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
