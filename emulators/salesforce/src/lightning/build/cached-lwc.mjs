import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import lwc from '@lwc/rollup-plugin';

/** `@lwc/rollup-plugin` that keeps the result of every transform on disk: a changed component costs only itself. */
export default function cachedLwc(options, folder) {
  const plugin = lwc(options);
  const { transform, resolveId } = plugin;
  const salt = JSON.stringify([
    plugin.version,
    options.apiVersion,
    options.enableDynamicComponents,
    options.enableLwcOn,
  ]);
  mkdirSync(folder, { recursive: true });

  plugin.transform = function cached(source, id) {
    const name = id.replace(/^.*\/(modules|node_modules|src)\//, '');
    const key = createHash('sha1').update(salt).update(name).update('\0').update(source).digest('hex');
    const file = join(folder, `${key}.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
    const result = transform.call(this, source, id);
    if (result) {
      writeFileSync(`${file}.${process.pid}`, JSON.stringify({ code: result.code, map: null }));
      renameSync(`${file}.${process.pid}`, file);
    }
    return result;
  };

  // A bare specifier resolves alike for every importer of one package: ask once, not three thousand times.
  const known = new Map();
  plugin.resolveId = function resolve(importee, importer) {
    if (!importer || /^[./\0]/.test(importee)) return resolveId.call(this, importee, importer);
    const scope = /node_modules\/(@[^/]+\/)?[^/]+/.exec(importer)?.[0] ?? '.';
    const key = `${scope}|${importee}`;
    if (!known.has(key)) known.set(key, resolveId.call(this, importee, importer));
    return known.get(key);
  };
  return plugin;
}
