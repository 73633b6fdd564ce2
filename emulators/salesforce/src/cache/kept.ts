/**
 * Results of pure work on texts (syntax trees, parsed XML), by content: in memory, and on disk between processes, since a package's
 * files hardly ever change and reading them cold takes seconds. Results are kept serialised: whoever asks gets a copy of its own.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { cacheFolder } from './folder.ts';

/** Results of so many states of the code are left on disk: the newest. */
const STATES = 3;

export class Kept {
  readonly #name: string;
  readonly #code: string[];
  readonly #memory = new Map<string, Buffer>();
  #folder: string | undefined;
  #isThere = false;

  /**
   * @param name folder of the cache
   * @param code files and folders of the code that makes the results: they are only as good as it, so its text is part of every key
   */
  constructor(name: string, code: string[]) {
    this.#name = name;
    this.#code = code;
  }

  /** What `make` gives for these texts, from the cache where it is known. @param isKept false: not on disk */
  get<T>(texts: string[], make: () => T, isKept = true): T {
    const key = createHash('sha1').update(texts.join('\0')).digest('hex');
    const known = this.#memory.get(key) ?? (isKept ? this.#read(key) : undefined);
    if (known) {
      this.#memory.set(key, known);
      return deserialize(known) as T;
    }
    const result = make();
    const bytes = serialize(result);
    this.#memory.set(key, bytes);
    if (isKept) this.#write(key, bytes);
    return result;
  }

  #path(): string {
    return (this.#folder ??= join(cacheFolder(this.#name), fingerprint(this.#code)));
  }

  #read(key: string): Buffer | undefined {
    try {
      return readFileSync(join(this.#path(), key));
    } catch {
      // Not there yet: it is made.
      return undefined;
    }
  }

  #write(key: string, bytes: Buffer): void {
    const path = join(this.#path(), key);
    try {
      if (!this.#isThere) this.#prepare();
      writeFileSync(`${path}.${process.pid}`, bytes);
      renameSync(`${path}.${process.pid}`, path);
    } catch {
      // A read-only installation works without.
    }
  }

  #prepare(): void {
    mkdirSync(this.#path(), { recursive: true });
    this.#isThere = true;
    const parent = cacheFolder(this.#name);
    const states = readdirSync(parent).map((name) => ({ name, time: statSync(join(parent, name)).mtimeMs }));
    for (const { name } of states.sort((a, b) => b.time - a.time).slice(STATES))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function fingerprint(code: string[]): string {
  const hash = createHash('sha1');
  for (const path of code) {
    const isFolder = statSync(path).isDirectory();
    const files = isFolder ? readdirSync(path).sort() : [''];
    for (const file of files) hash.update(readFileSync(join(path, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
