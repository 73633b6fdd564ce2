/** Names in the texts of a package's metadata: custom names everywhere, other components where an element names them. */
import { withNamespace } from '../../schema/custom-names.ts';

/** What a package holds: metadata type → lower-cased full names. */
export type Owned = ReadonlyMap<string, ReadonlySet<string>>;

/** Elements whose text is for people, or a value that only looks like a name. */
const PROSE = new Set([
  'label',
  'pluralLabel',
  'masterLabel',
  'description',
  'inlineHelpText',
  'helpText',
  'errorMessage',
  'title',
  'shortDescription',
  'categories',
]);

/** Elements that name a component without a suffix, by the types they may name. */
const NAMING: Record<string, string[]> = {
  apexClass: ['ApexClass'],
  apexPage: ['ApexPage'],
  application: ['CustomApplication'],
  customPermission: ['CustomPermission'],
  componentName: ['LightningComponentBundle'],
  dashboard: ['Dashboard'],
  flexiPage: ['FlexiPage'],
  content: ['FlexiPage', 'ApexPage'],
  formFactor: [],
  lwcComponent: ['LightningComponentBundle'],
  name: ['CustomPermission'],
  page: ['ApexPage'],
  parentFlexiPage: ['FlexiPage'],
  permissionSets: ['PermissionSet'],
  reportType: ['ReportType'],
  tab: ['CustomTab'],
  tabs: ['CustomTab'],
  utilityBar: ['FlexiPage'],
  valueSetName: ['GlobalValueSet'],
  defaultLandingTab: ['CustomTab'],
};

const LITERAL = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/** A formula, filter, path or plain name: custom names outside of string literals get the namespace. */
export function prefixNames(text: string, namespace: string): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(LITERAL)) {
    result += prefixOutside(text.slice(end, match.index), namespace) + match[0];
    end = match.index + match[0].length;
  }
  return result + prefixOutside(text.slice(end), namespace);
}

function prefixOutside(text: string, namespace: string): string {
  return text
    .replace(/\$(Label|Permission|Resource)\.(\w+)/gi, (_match, kind: string, name: string) =>
      name.includes('__') ? `$${kind}.${name}` : `$${kind}.${namespace}__${name}`,
    )
    .replace(/(\$CustomMetadata\.\w+\.)(\w+)/gi, (_match, start: string, name: string) =>
      name.includes('__') ? start + name : `${start}${namespace}__${name}`,
    )
    .replace(/[A-Za-z]\w*/g, (name) => withNamespace(name, namespace));
}

/** The text of an element as the installed component has it. */
export function prefixText(element: string, text: string, namespace: string, owned: Owned): string {
  if (PROSE.has(element)) return text;
  if (element === 'relationshipName') return `${namespace}__${text}`;
  // A compact layout is named without its object; SYSTEM is the platform's own.
  if (element === 'compactLayoutAssignment' && text !== 'SYSTEM') return `${namespace}__${text}`;
  for (const type of NAMING[element] ?? []) {
    const name = text.replace(/^c:/, '');
    if (!owned.get(type)?.has(name.toLowerCase())) continue;
    return type === 'LightningComponentBundle' ? `${namespace}:${name}` : `${namespace}__${name}`;
  }
  return prefixNames(text, namespace);
}
