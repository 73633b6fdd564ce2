/**
 * Metadata of a subscriber as it has to be written for a package with a namespace: `Shopify_Order__c` becomes `ns__Shopify_Order__c`.
 * What the package does not have, the subscriber's own fields and classes, stays as it is.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

interface PackageNames {
  /** Whole words that get the prefix: objects, fields, relationships, custom metadata types. */
  words: Set<string>;
  /** Classes and triggers: `ns.Orders` in code, `ns__Orders` in metadata. */
  code: Set<string>;
}

function namesOf(packageFolder: string): PackageNames {
  const words = new Set<string>();
  const code = new Set<string>();
  for (const path of filesBelow(packageFolder)) {
    const [, name, kind] = /^(.+?)\.(object|field|cls|trigger)(?:-meta\.xml)?$/.exec(basename(path)) ?? [];
    if (name === undefined) continue;
    if (kind === 'cls' || kind === 'trigger') code.add(name);
    else if (/__(c|e|mdt)$/.test(name)) {
      words.add(name);
      if (name.endsWith('__c')) words.add(name.replace(/c$/, 'r'));
      if (name.endsWith('__mdt')) words.add(name.replace(/__mdt$/, ''));
      const children = /<relationshipName>(\w+)</.exec(readFileSync(path, 'utf8'))?.[1];
      if (children !== undefined) words.add(`${children}__r`);
    }
  }
  return { words, code };
}

function prefixed(text: string, namespace: string, { words, code }: PackageNames, isCode: boolean): string {
  return text.replace(/\w+/g, (word) => {
    if (words.has(word)) return `${namespace}__${word}`;
    return code.has(word) ? `${namespace}${isCode ? '.' : '__'}${word}` : word;
  });
}

/** Writes the folder's files to `target` with the names of the package under its namespace. @returns `target` */
export function prefixFolder(folder: string, target: string, namespace: string, packageFolder: string): string {
  const names = namesOf(packageFolder);
  for (const path of filesBelow(folder)) {
    const isCode = /\.(cls|trigger)$/.test(path);
    const to = join(target, prefixed(relative(folder, path), namespace, names, false));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, prefixed(readFileSync(path, 'utf8'), namespace, names, isCode));
  }
  return target;
}
