/**
 * Metadata for an org that has the package under a namespace: copies folders of `unpackaged/` (or your own written like them) with the
 * names of the package prefixed.
 *
 *   node scripts/prefix-metadata.ts --namespace NS --out DIR FOLDER…
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prefixFolder } from '../lab/src/subscriber-source.ts';

const { values, positionals } = parseArgs({
  options: { namespace: { type: 'string' }, out: { type: 'string' } },
  allowPositionals: true,
});
const { namespace, out } = values;
if (!namespace || !/^[A-Za-z](?:_?[A-Za-z0-9]){0,14}$/.test(namespace) || !out || positionals.length === 0) {
  console.error('usage: node scripts/prefix-metadata.ts --namespace NS --out DIR FOLDER…');
  process.exitCode = 1;
} else {
  for (const folder of positionals) prefixFolder(folder, out, namespace, join(import.meta.dirname, '..', 'force-app'));
  console.log(out);
}
