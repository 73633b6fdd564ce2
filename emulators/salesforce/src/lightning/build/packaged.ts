import { prefixNames } from '../../metadata/namespace/references.ts';

/**
 * Source of a component of a managed package as the org compiles it: inside the package `c` means the package, and Apex, schema, labels
 * and permissions are named without its namespace.
 */
export function packagedSource(path: string, source: string, namespace: string): string {
  if (path.endsWith('.html')) return source.replace(/(<\/?)c-/g, `$1${namespace}-`);
  if (!path.endsWith('.js')) return source;
  return source.replace(
    /(\bfrom\s*|\bimport\s*\(?\s*)(['"])((?:c|@salesforce)\/[^'"]+)\2/g,
    (_match, start: string, quote: string, module: string) => `${start}${quote}${inPackage(module, namespace)}${quote}`,
  );
}

function inPackage(module: string, namespace: string): string {
  const own = /^c\/(.*)$/.exec(module)?.[1];
  if (own !== undefined) return `${namespace}/${own}`;
  const [, kind = '', name = ''] = /^(@salesforce\/[^/]+)\/(.*)$/.exec(module) ?? [];
  switch (kind) {
    case '@salesforce/apex':
      return `${kind}/${namespace}.${name}`;
    case '@salesforce/schema':
      return `${kind}/${prefixNames(name, namespace)}`;
    case '@salesforce/label':
      return `${kind}/${name.replace(/^c\./, `c.${namespace}__`)}`;
    case '@salesforce/customPermission':
    case '@salesforce/resourceUrl':
      return `${kind}/${namespace}__${name}`;
    default:
      return module;
  }
}
