/** One process at a time uses the folder: the file lock of a database nobody writes, which ends with its process however that ends. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CompanionError } from '../../errors.ts';

/** ms; a process that was just told to stop may need them. */
const WAIT = 3_000;

/** @throws CompanionError INBOX_IN_USE */
export function lockFolder(folder: string): { release(): void } {
  const file = new DatabaseSync(join(folder, 'lock.db'));
  try {
    file.exec(`PRAGMA busy_timeout = ${WAIT}; BEGIN EXCLUSIVE;`);
  } catch (cause) {
    file.close();
    throw new CompanionError('INBOX_IN_USE', folder, { cause });
  }
  return { release: () => file.close() };
}
