/** Retrieves: components back into a package. */
import type { LocalOrg } from '../../org/local-org.ts';
import type { MetadataComponent } from '../../org/services.ts';
import { OBJECT_PARTS } from '../../metadata/types.ts';
import { buildXml, type Element, listOf, textOf } from '../../metadata/xml.ts';
import type { OrgUser } from '../../security/access.ts';
import { makeId } from '../../storage/ids.ts';
import type { ApiContext } from '../api.ts';
import { ApiError } from '../errors.ts';
import { type FileProperties, fileProperties, mainFile } from './listing.ts';
import { writePackage } from './zip.ts';

export interface Retrieve {
  id: string;
  zip: Uint8Array;
  properties: FileProperties[];
  messages: { fileName: string; problem: string }[];
}

const retrievesByOrg = new WeakMap<object, Map<string, Retrieve>>();
let serial = 0;

export function startRetrieve(
  { org }: ApiContext,
  request: { types: Map<string, string[]>; version: string },
  user: OrgUser,
): Retrieve {
  const files = new Map<string, Uint8Array>();
  const manifest = new Map<string, string[]>();
  const retrieve: Retrieve = { id: makeId('09S', ++serial), zip: new Uint8Array(), properties: [], messages: [] };
  for (const [type, names] of request.types) {
    for (const component of wanted(org, type, names, retrieve)) {
      for (const [path, content] of filesOf(org, component)) files.set(path, content);
      manifest.set(component.type, [...(manifest.get(component.type) ?? []), component.fullName]);
      retrieve.properties.push(fileProperties(component, `unpackaged/${mainFile(component)}`, user));
    }
  }
  retrieve.zip = writePackage(files, manifest, request.version);
  let own = retrievesByOrg.get(org);
  if (!own) retrievesByOrg.set(org, (own = new Map()));
  own.set(retrieve.id, retrieve);
  return retrieve;
}

function wanted(org: LocalOrg, type: string, names: string[], retrieve: Retrieve): MetadataComponent[] {
  return names.flatMap((name) => {
    if (name === '*') return [...org.metadata.components(type)];
    const component =
      org.metadata.component(type, name) ?? (type === 'CustomLabel' ? labelsWith(org, name) : undefined);
    if (component) return [component];
    const problem = `Entity of type '${type}' named '${name}' cannot be found`;
    retrieve.messages.push({ fileName: 'unpackaged/package.xml', problem });
    return [];
  });
}

/** The file that a label is in. */
function labelsWith(org: LocalOrg, name: string): MetadataComponent | undefined {
  return [...org.metadata.components('CustomLabels')].find(({ definition }) =>
    listOf(definition['labels']).some((label) => textOf(label['fullName'])?.toLowerCase() === name.toLowerCase()),
  );
}

/** Objects and their parts are one file: everything the org has of them. */
function filesOf(org: LocalOrg, component: MetadataComponent): Map<string, Uint8Array> {
  const isPart = OBJECT_PARTS.some((part) => part.type === component.type);
  if (component.type !== 'CustomObject' && !isPart) return component.files;
  const name = component.fullName.split('.')[0]!;
  const content: Element = { ...org.metadata.component('CustomObject', name)?.definition };
  for (const part of OBJECT_PARTS) {
    const own = [...org.metadata.components(part.type)].filter((each) => each.fullName.startsWith(`${name}.`));
    if (own.length === 0) continue;
    content[part.element] = own.map(({ fullName, definition }) => ({
      fullName: fullName.slice(name.length + 1),
      ...definition,
    }));
  }
  return new Map([[`objects/${name}.object`, new TextEncoder().encode(buildXml('CustomObject', content))]]);
}

/** @throws 404 */
export function findRetrieve({ org }: ApiContext, id: string): Retrieve {
  const found = [...(retrievesByOrg.get(org)?.values() ?? [])].find((each) => each.id.slice(0, 15) === id.slice(0, 15));
  if (!found) throw new ApiError(404, 'INVALID_CROSS_REFERENCE_KEY', `no retrieve job with id ${id}`);
  return found;
}

/** RetrieveResult. */
export function retrieveResult({ id, zip, properties, messages }: Retrieve): Record<string, unknown> {
  return {
    done: true,
    fileProperties: properties,
    id,
    messages,
    status: 'Succeeded',
    success: true,
    zipFile: Buffer.from(zip).toString('base64'),
  };
}
