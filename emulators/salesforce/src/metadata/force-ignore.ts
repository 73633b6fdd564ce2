/** `.forceignore` of a project: which files of a source tree the tools leave alone. Patterns as in `.gitignore`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** @param folder a folder of the project. @returns whether a file (absolute path) is to be left out */
export function ignoredBelow(folder: string): (path: string) => boolean {
  let root = resolve(folder);
  while (!existsSync(join(root, 'sfdx-project.json'))) {
    const parent = dirname(root);
    if (parent === root) return () => false;
    root = parent;
  }
  const file = join(root, '.forceignore');
  if (!existsSync(file)) return () => false;
  const rules = readFileSync(file, 'utf8').split(/\r?\n/).flatMap(ruleOf);
  return (path) => {
    const name = relative(root, path).split(/[\\/]/).join('/');
    let isIgnored = false;
    for (const { pattern, isNegated } of rules) if (pattern.test(name)) isIgnored = !isNegated;
    return isIgnored;
  };
}

function ruleOf(line: string): { pattern: RegExp; isNegated: boolean }[] {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return [];
  const isNegated = text.startsWith('!');
  let glob = (isNegated ? text.slice(1) : text).replace(/\/$/, '');
  // Without a slash inside, a pattern is meant at any depth.
  if (glob.startsWith('/')) glob = glob.slice(1);
  else if (!glob.includes('/')) glob = `**/${glob}`;
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*|\?/g, (star) =>
      star === '?' ? '[^/]' : star === '*' ? '[^/]*' : star === '**' ? '.*' : '(?:.*/)?',
    );
  return [{ pattern: new RegExp(`^${source}(?:/.*)?$`), isNegated }];
}
