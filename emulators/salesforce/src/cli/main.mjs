#!/usr/bin/env node
/**
 * `org-emulator`: the command line of the org. Plain JavaScript: what is loaded from here on is kept compiled, and node needs its
 * compiler of types only where that is not there yet.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../../../../node_modules/.cache/org-emulator/code'));
const { run } = await import('./program.ts');
await run();
