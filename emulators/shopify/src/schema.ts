import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';

export const API_VERSION = '2026-10';

/** The package exports no data files, so the file is looked for where Node would look for the package. */
function packageFile(name: string, path: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const file = folders.map((folder) => join(folder, name, path)).find((candidate) => existsSync(candidate));
  if (!file) throw new Error(`${name} has no ${path}: run npm ci`);
  return file;
}

let loaded: GraphQLSchema | undefined;

/** The real Admin schema of one version, as published inside @shopify/dev-mcp. Loaded once (about 0.3 s). */
export function adminSchema(): GraphQLSchema {
  if (!loaded) {
    const file = packageFile('@shopify/dev-mcp', join('dist', 'data', `admin_${API_VERSION}.json.gz`));
    const { data } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { data: IntrospectionQuery };
    loaded = buildClientSchema(data);
  }
  return loaded;
}
