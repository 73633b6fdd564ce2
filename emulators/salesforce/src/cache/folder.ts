/** Where the emulator keeps what it can make again: removed with node_modules. */
import { join } from 'node:path';

export function cacheFolder(name: string): string {
  return join(import.meta.dirname, '../../../../node_modules/.cache/org-emulator', name);
}
