/**
 * States of an org whose Apex compiled without errors, kept between starts: the same sources over the same metadata compile again,
 * so the bodies of their classes need not be looked at before they run. Any change of the emulator's own code forgets them all.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache/folder.ts';

/** More are not kept: whoever makes that many states does not come back to the first. */
const MOST = 100;

let folder: string | undefined;

export function isKnownState(state: string): boolean {
  return existsSync(join(statesFolder(), state));
}

export function keepState(state: string): void {
  try {
    const own = statesFolder();
    if (!existsSync(own) || readdirSync(own).length >= MOST)
      rmSync(cacheFolder('states'), { recursive: true, force: true });
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, state), '');
  } catch {
    // A read-only installation checks everything at each start.
  }
}

function statesFolder(): string {
  return (folder ??= join(cacheFolder('states'), codeVersion()));
}

/** By name, size and time of all files of the emulator: reading them would take longer than it saves. */
function codeVersion(): string {
  const root = join(import.meta.dirname, '..');
  const hash = createHash('sha1').update(process.version);
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}
