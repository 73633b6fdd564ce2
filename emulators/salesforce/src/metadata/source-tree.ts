/** Reads a source tree from disk. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { ignoredBelow } from './force-ignore.ts';
import { basename, join, relative, resolve } from 'node:path';

/** Relative path with slashes → content. @param root a folder of an sfdx project, e.g. force-app */
export function filesBelow(root: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  if (!statSync(root).isDirectory()) throw new Error(`not a folder: ${root}`);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const isIgnored = ignoredBelow(root);
  for (const path of paths.sort()) {
    if (/[\\/](node_modules|\.git)[\\/]/.test(path) || isIgnored(resolve(path))) continue;
    files.set(
      [basename(resolve(root)), ...relative(root, path).split(/[\\/]/)].join('/'),
      new Uint8Array(readFileSync(path)),
    );
  }
  return files;
}
