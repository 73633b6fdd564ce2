/** The arrows between the folders (docs/architecture.md): who may import whom. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === '.cache' ? [] : sources(path);
    return /\.(ts|mjs|js)$/.test(entry.name) ? [path] : [];
  });
}

/** Every module a file names, relative ones resolved to a path from the root. */
function imports(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.')
      ? relative(ROOT, resolve(ROOT, dirname(file), name))
          .split(sep)
          .join('/')
      : name,
  );
}

/** Folder → the top folders its sources may reach besides packages from npm. */
const ALLOWED: Record<string, string[]> = {
  'companion/src': ['companion'],
  'companion/test': ['companion'],
  'emulators/salesforce/src': ['emulators/salesforce'],
  'emulators/salesforce/test': ['emulators/salesforce'],
  'emulators/shopify/src': ['emulators/shopify'],
  'emulators/shopify/test': ['emulators/shopify'],
  'lab/src': ['lab', 'companion', 'emulators'],
  'lab/test': ['lab', 'companion', 'emulators'],
};

const WORKSPACES = ['@storebridge/companion', 'org-emulator', 'shop-emulator', '@storebridge/lab'];

test.each(Object.entries(ALLOWED))('%s imports only from %j', (folder, allowed) => {
  const files = sources(folder);
  expect(files.length).toBeGreaterThan(0);
  const wrong = files.flatMap((file) =>
    imports(file)
      .filter((target) => {
        if (WORKSPACES.includes(target)) return folder !== 'lab/src' && folder !== 'lab/test';
        const isOurs = /^(companion|emulators|lab|scripts|bench|force-app|unpackaged)\//.test(target);
        return isOurs && !allowed.some((top) => target.startsWith(`${top}/`));
      })
      .map((target) => `${file} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('the emulators name nothing of this project', () => {
  const wrong = ['emulators/salesforce/src', 'emulators/shopify/src']
    .flatMap(sources)
    .filter((file) => !file.includes('.generated.') && statSync(join(ROOT, file)).size < 1_000_000)
    .filter((file) => /storebridge|Shopify_\w+__[ce]|force-app\/main/i.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(wrong).toEqual([]);
});
