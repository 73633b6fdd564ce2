/** `listMetadata` and `describeMetadata`. */
import type { LocalOrg } from '../../org/local-org.ts';
import type { MetadataComponent } from '../../org/services.ts';
import type { OrgUser } from '../../security/access.ts';
import { METADATA_TYPES, OBJECT_PARTS, metadataType } from '../../metadata/types.ts';

export interface FileProperties {
  createdById: string;
  createdByName: string;
  createdDate: string;
  fileName: string;
  fullName: string;
  id: string;
  lastModifiedById: string;
  lastModifiedByName: string;
  lastModifiedDate: string;
  manageableState: 'unmanaged';
  type: string;
}

export function fileProperties(component: MetadataComponent, fileName: string, user: OrgUser): FileProperties {
  const { fullName, id, type, createdDate, lastModifiedDate } = component;
  return {
    createdById: user.id,
    createdByName: user.name,
    createdDate: new Date(createdDate).toISOString(),
    fileName,
    fullName,
    id,
    lastModifiedById: user.id,
    lastModifiedByName: user.name,
    lastModifiedDate: new Date(lastModifiedDate).toISOString(),
    manageableState: 'unmanaged',
    type,
  };
}

/** Path of a component's main file inside a package. */
export function mainFile({ type, fullName, files }: MetadataComponent): string {
  if (OBJECT_PARTS.some((part) => part.type === type)) return `objects/${fullName.split('.')[0]}.object`;
  const known = metadataType(type);
  const [first = `${known?.folder ?? type}/${fullName}.${known?.suffix ?? 'xml'}`] = files.keys();
  if (known?.kind === 'bundle') return `${known.folder}/${fullName}`;
  return [...files.keys()].find((path) => !path.endsWith('-meta.xml')) ?? first.replace(/-meta\.xml$/, '');
}

export function listMetadata(org: LocalOrg, type: string, user: OrgUser): FileProperties[] {
  return [...org.metadata.components(type)].map((component) => fileProperties(component, mainFile(component), user));
}

export function describeMetadata(): Record<string, unknown> {
  return {
    metadataObjects: METADATA_TYPES.map(({ type, folder, suffix, kind }) => ({
      ...(type === 'CustomObject' ? { childXmlNames: OBJECT_PARTS.map((part) => part.type) } : {}),
      directoryName: folder,
      inFolder: false,
      metaFile: kind === 'content',
      ...(kind === 'bundle' ? {} : { suffix }),
      xmlName: type,
    })),
    organizationNamespace: '',
    partialSaveAllowed: false,
    testRequired: false,
  };
}
