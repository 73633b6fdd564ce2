// Child process of `bundle.ts`: compiles the deployed components with the base components and the runtime.
//   node compile.mjs CONFIG.json      (CONFIG: { entry, modules, runtime, root, labels, out, cache })
// Prints nothing when all is well; a compile error goes to stderr with exit code 1.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import { rollup } from 'rollup';
import cachedLwc from './cached-lwc.mjs';
import platformModules, { spriteIcons } from './platform-modules.mjs';

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const constants = replace({
  preventAssignment: true,
  values: { 'import.meta.env.SSR': 'false', 'process.env.NODE_ENV': JSON.stringify('production') },
});

async function components() {
  const bundle = await rollup({
    input: { main: config.entry },
    treeshake: { moduleSideEffects: true },
    plugins: [
      platformModules({ labels: config.labels, runtime: config.runtime }),
      spriteIcons(),
      constants,
      cachedLwc(
        {
          rootDir: config.root,
          modules: [
            { dir: config.modules },
            { dir: join(config.runtime, 'modules') },
            { npm: 'lightning-base-components' },
          ],
          enableDynamicComponents: true,
          enableLwcOn: true,
          // Without it combobox and date picker throw "attachInternals API is not supported in synthetic shadow".
          enableSyntheticElementInternals: true,
          // The highest that this engine knows.
          apiVersion: 66,
          exclude: [`${config.runtime}/*.js`, config.entry],
        },
        join(config.cache, 'transforms'),
      ),
      nodeResolve(),
    ],
    onwarn(warning) {
      // An unknown base component or a wrong import is an error of the project, not a broken page later.
      if (warning.code === 'UNRESOLVED_IMPORT' || warning.code === 'MISSING_EXPORT') throw new Error(warning.message);
    },
  });
  await bundle.write({
    dir: config.out,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[hash].js',
    compact: true,
  });
  await bundle.close();
}

/** Synthetic shadow must run before the engine is evaluated, so it is a classic script of its own. */
async function syntheticShadow() {
  const input = createRequire(import.meta.url).resolve('@lwc/synthetic-shadow/dist/index.js');
  const bundle = await rollup({ input, plugins: [constants, nodeResolve()], onwarn() {} });
  await bundle.write({
    file: join(config.out, 'synthetic-shadow.js'),
    format: 'iife',
    name: 'syntheticShadow',
    compact: true,
  });
  await bundle.close();
}

mkdirSync(config.out, { recursive: true });
try {
  await components();
  await syntheticShadow();
} catch (error) {
  process.stderr.write(
    `${error.message}${error.loc ? `\n  at ${error.loc.file}:${error.loc.line}:${error.loc.column}` : ''}\n`,
  );
  process.exit(1);
}
