/**
 * Syntax trees by content: in memory, and on disk between processes, since a cold parser takes seconds for a package whose files
 * hardly ever change. Trees are kept serialised: whoever asks gets a copy of its own.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

const folder = join(import.meta.dirname, '../../../../../node_modules/.cache/org-emulator/syntax');
const memory = new Map<string, Buffer>();

/** Trees are only as good as the code that made them: its text is part of every key. */
let fingerprint: string | undefined;
function codeFingerprint(): string {
  if (fingerprint === undefined) {
    const hash = createHash('sha1');
    for (const name of readdirSync(import.meta.dirname).sort())
      hash.update(readFileSync(join(import.meta.dirname, name)));
    fingerprint = hash.digest('base64');
  }
  return fingerprint;
}

/** The tree `make` gives for these texts, from the cache where it is known. */
export function cachedTree<T>(texts: string[], isKept: boolean, make: () => T): T {
  const key = createHash('sha1')
    .update([codeFingerprint(), ...texts].join('\0'))
    .digest('hex');
  const known = memory.get(key) ?? (isKept ? readKept(key) : undefined);
  if (known) {
    memory.set(key, known);
    return deserialize(known) as T;
  }
  const tree = make();
  const bytes = serialize(tree);
  memory.set(key, bytes);
  if (isKept) keep(key, bytes);
  return tree;
}

function readKept(key: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, key));
  } catch {
    // Not there yet: the file is parsed.
    return undefined;
  }
}

function keep(key: string, bytes: Buffer): void {
  const path = join(folder, key);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, bytes);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A read-only installation parses every time.
  }
}
