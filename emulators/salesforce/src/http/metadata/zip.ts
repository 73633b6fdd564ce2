/** Packages: a zip with package.xml, perhaps destructive changes, and the components' files. */
import { unzipSync, zipSync } from 'fflate';
import { XMLParser } from 'fast-xml-parser';
import { ApiError } from '../errors.ts';

export interface Package {
  /** Path below the package's root → content, without the manifests. */
  files: Map<string, Uint8Array>;
  /** package.xml: type → members. */
  manifest: Map<string, string[]>;
  version: string;
  /** To be removed before and after the rest. */
  deleteBefore: Member[];
  deleteAfter: Member[];
}

export interface Member {
  type: string;
  fullName: string;
}

const parser = new XMLParser({
  parseTagValue: false,
  ignoreDeclaration: true,
  isArray: (name) => name === 'types' || name === 'members',
});
const decoder = new TextDecoder();

/** @throws 400 when it is no zip or has no package.xml */
export function readPackage(zip: Uint8Array): Package {
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(zip);
  } catch {
    throw new ApiError(400, 'INVALID_ZIP_FILE', 'Zip file could not be opened');
  }
  const manifestPath = Object.keys(entries).find((path) => /^([^/]+\/)?package\.xml$/.test(path));
  if (manifestPath === undefined) throw new ApiError(400, 'INVALID_ZIP_FILE', 'No package.xml found');
  const root = manifestPath.slice(0, -'package.xml'.length);
  const files = new Map<string, Uint8Array>();
  const manifests = new Map<string, string>();
  for (const [path, content] of Object.entries(entries)) {
    if (path.endsWith('/') || !path.startsWith(root)) continue;
    const own = path.slice(root.length);
    if (/^(package|destructiveChanges(Pre|Post)?)\.xml$/.test(own)) manifests.set(own, decoder.decode(content));
    else files.set(own, content);
  }
  const { types, version } = readManifest(manifests.get('package.xml')!);
  const removed = (name: string): Member[] => members(readManifest(manifests.get(name) ?? '<Package/>').types);
  return {
    files,
    manifest: types,
    version,
    deleteBefore: [...removed('destructiveChanges.xml'), ...removed('destructiveChangesPre.xml')],
    deleteAfter: removed('destructiveChangesPost.xml'),
  };
}

interface RawManifest {
  Package?: { types?: { name?: string; members?: string[] }[]; version?: string } | string;
}

function readManifest(xml: string): { types: Map<string, string[]>; version: string } {
  const { Package: content } = parser.parse(xml) as RawManifest;
  const types = new Map<string, string[]>();
  if (typeof content !== 'object') return { types, version: '67.0' };
  for (const { name, members: list } of content.types ?? []) {
    if (name) types.set(name, [...(types.get(name) ?? []), ...(list ?? [])]);
  }
  return { types, version: content.version ?? '67.0' };
}

function members(types: Map<string, string[]>): Member[] {
  return [...types].flatMap(([type, names]) => names.map((fullName) => ({ type, fullName })));
}

/** The zip of a retrieve: files under `unpackaged/` and their package.xml. */
export function writePackage(
  files: Map<string, Uint8Array>,
  manifest: Map<string, string[]>,
  version: string,
): Uint8Array {
  const entries: Record<string, Uint8Array> = {};
  for (const [path, content] of files) entries[`unpackaged/${path}`] = content;
  entries['unpackaged/package.xml'] = new TextEncoder().encode(manifestXml(manifest, version));
  return zipSync(entries);
}

function manifestXml(manifest: Map<string, string[]>, version: string): string {
  const types = [...manifest].map(([name, list]) => {
    const lines = [...list].sort().map((each) => `        <members>${each}</members>`);
    return ['    <types>', ...lines, `        <name>${name}</name>`, '    </types>'].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Package xmlns="http://soap.sforce.com/2006/04/metadata">
${types.join('\n')}
    <version>${version}</version>
</Package>
`;
}
