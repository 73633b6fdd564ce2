/**
 * Writes `src/metadata/more-types.generated.json`: folder, name, suffix and form of the metadata types beside those of `types.ts`.
 * Run by hand: `node scripts/generate-metadata-types.ts`. Source: the registry of @salesforce/source-deploy-retrieve (Apache-2.0).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HAND_WRITTEN_TYPES } from '../src/metadata/types.ts';

interface Entry {
  name: string;
  directoryName: string;
  suffix?: string;
  strategies?: { adapter?: string };
}

const source = join(
  import.meta.dirname,
  '../../../node_modules/@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json',
);
const { types } = JSON.parse(readFileSync(source, 'utf8')) as { types: Record<string, Entry> };
const known = new Set(HAND_WRITTEN_TYPES.map(({ type }) => type));
const folders = new Set(HAND_WRITTEN_TYPES.map(({ folder }) => folder.toLowerCase()));
const kinds: Record<string, string> = { matchingContentFile: 'content', bundle: 'bundle' };
const lines = Object.values(types)
  .filter(({ name, directoryName, suffix }) => suffix && !known.has(name) && !folders.has(directoryName.toLowerCase()))
  .map(({ name, directoryName, suffix, strategies }) => [
    directoryName,
    name,
    suffix,
    kinds[strategies?.adapter ?? ''] ?? 'plain',
  ])
  .sort((a, b) => (a[1]! < b[1]! ? -1 : 1));
writeFileSync(
  join(import.meta.dirname, '../src/metadata/more-types.generated.json'),
  `{"source": "registry of @salesforce/source-deploy-retrieve (Apache-2.0), scripts/generate-metadata-types.ts",\n"types": [\n${lines.map((line) => JSON.stringify(line)).join(',\n')}\n]}\n`,
);
console.log(lines.length, 'types');
