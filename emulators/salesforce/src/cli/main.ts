#!/usr/bin/env node
/** `org-emulator`: the command line of the org. */
import { enableCompileCache } from 'node:module';
import { cacheFolder } from '../cache/folder.ts';

// Only what is loaded from here on is kept compiled, so all the rest is imported afterwards.
enableCompileCache(cacheFolder('code'));
const { run } = await import('./program.ts');
await run();
