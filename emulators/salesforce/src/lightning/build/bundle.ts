import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Sources of one component bundle: path below the bundle's folder → text. */
export interface ComponentSources {
  /** `c`, or that of the managed package. */
  namespace: string;
  name: string;
  /** Usable on pages: `<isExposed>true</isExposed>`. */
  isExposed: boolean;
  files: Map<string, string>;
}

export interface BundleInput {
  components: ComponentSources[];
  /** Custom labels by name. */
  labels: Record<string, string>;
}

const HERE = join(import.meta.dirname, '..');
const RUNTIME = join(HERE, 'runtime');
const EMULATOR = join(HERE, '..', '..');

/** Where builds are kept between runs. Inside the emulator's folder, because node modules are found upwards from there. */
export const CACHE = join(EMULATOR, '.cache', 'lightning');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Everything that decides what comes out: components, labels, our runtime and build scripts, versions of the engine. */
function fingerprint(input: BundleInput): string {
  const hash = createHash('sha256');
  for (const folder of [RUNTIME, join(HERE, 'build')])
    for (const file of filesBelow(folder)) hash.update(readFileSync(file));
  hash.update(readFileSync(join(EMULATOR, 'package.json')));
  hash.update(JSON.stringify(Object.entries(input.labels).sort()));
  for (const component of [...input.components].sort((a, b) => (pageName(a) < pageName(b) ? -1 : 1)))
    hash.update(JSON.stringify([pageName(component), component.isExposed, [...component.files].sort()]));
  return hash.digest('hex').slice(0, 20);
}

/** As Lightning pages name it: `orderList`, of a managed package `acme:orderList`. */
const pageName = ({ namespace, name }: ComponentSources): string => (namespace === 'c' ? name : `${namespace}:${name}`);

function entryOf(input: BundleInput): string {
  const loaders = input.components
    .filter((component) => component.isExposed)
    .map((one) => `  ${JSON.stringify(pageName(one))}: () => import('${one.namespace}/${one.name}'),`);
  return [
    `import { start } from ${JSON.stringify(join(RUNTIME, 'main.js'))};`,
    `start({\n${loaders.join('\n')}\n});`,
    '',
  ].join('\n');
}

/**
 * Compiles the components of an org, or finds an earlier compilation of the same sources.
 * The work happens in a child process, so that the org answers other requests meanwhile.
 *
 * @returns folder with `synthetic-shadow.js`, `main.js` and its chunks
 * @throws Error with the compiler's words
 */
export async function buildBundle(input: BundleInput): Promise<string> {
  const work = join(CACHE, fingerprint(input));
  const out = join(work, 'out');
  if (existsSync(out)) return out;
  const draft = `${work}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  for (const component of input.components)
    for (const [path, text] of component.files) {
      const file = join(draft, 'modules', component.namespace, component.name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  const entry = join(draft, 'entry.js');
  mkdirSync(join(draft, 'modules', 'c'), { recursive: true });
  writeFileSync(entry, entryOf(input));
  const config = join(draft, 'config.json');
  writeFileSync(
    config,
    JSON.stringify({
      entry,
      modules: join(draft, 'modules'),
      runtime: RUNTIME,
      root: HERE,
      labels: input.labels,
      out: join(draft, 'out'),
      cache: CACHE,
    }),
  );
  await run(config);
  if (existsSync(out)) rmSync(draft, { recursive: true, force: true });
  else renameSync(draft, work);
  return out;
}

function run(config: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(process.execPath, [join(HERE, 'build', 'compile.mjs'), config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  child.on('error', reject);
  child.on('close', (code) =>
    code === 0 ? resolve() : reject(new Error(words || `the component compiler ended with code ${code}`)),
  );
  return promise;
}
