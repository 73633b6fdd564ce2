import { NotEmulated } from '../org/services.ts';

/** A Lightning page as the host draws it. */
export interface LightningPage {
  name: string;
  label: string;
  type: string;
  object: string | undefined;
  template: string;
  /** Regions of the template in file order: `header`, `main`, `sidebar`, … */
  regions: { name: string; items: PageItem[] }[];
}

export type PageItem =
  | { kind: 'component'; name: string; properties: Record<string, string> }
  | { kind: 'standard'; name: string; properties: Record<string, string> }
  | { kind: 'tabs'; tabs: { title: string; isActive: boolean; items: PageItem[] }[] };

type Xml = Record<string, unknown>;

/** Repeated elements come as an array, a single one as itself. */
export function list(value: unknown): Xml[] {
  if (value === undefined || value === null || value === '') return [];
  return (Array.isArray(value) ? value : [value]) as Xml[];
}

export function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

interface Region {
  name: string;
  type: string;
  instances: { name: string; properties: Record<string, string> }[];
}

function instanceOf(xml: Xml): Region['instances'][number] {
  if (xml.fieldInstance) throw new NotEmulated('FlexiPage fieldInstance (Dynamic Forms)');
  const component = (xml.componentInstance ?? {}) as Xml;
  const properties: Record<string, string> = {};
  for (const property of list(component.componentInstanceProperties)) {
    if (property.valueList) throw new NotEmulated(`FlexiPage property ${text(property.name)} with a value list`);
    properties[text(property.name)] = text(property.value);
  }
  return { name: text(component.componentName), properties };
}

function regionOf(xml: Xml): Region {
  // Older pages have <componentInstances>, newer ones <itemInstances><componentInstance>.
  const old = list(xml.componentInstances).map((instance) => instanceOf({ componentInstance: instance }));
  return {
    name: text(xml.name),
    type: text(xml.type),
    instances: [...old, ...list(xml.itemInstances).map(instanceOf)],
  };
}

function itemsOf(region: Region | undefined, facets: Map<string, Region>, packages: Set<string>): PageItem[] {
  return (region?.instances ?? []).map((instance): PageItem => {
    if (instance.name === 'flexipage:tabset') {
      const tabs = facets.get(instance.properties.tabs ?? '')?.instances ?? [];
      return {
        kind: 'tabs',
        tabs: tabs.map(({ properties }) => ({
          title: properties.title ?? '',
          isActive: properties.active === 'true',
          items: itemsOf(facets.get(properties.body ?? ''), facets, packages),
        })),
      };
    }
    const [, namespace, own] = /^(?:(\w+):)?(\w+)$/.exec(instance.name) ?? [];
    if (own && (namespace === undefined || namespace === 'c'))
      return { kind: 'component', name: own, properties: instance.properties };
    if (namespace !== undefined && packages.has(namespace))
      return { kind: 'component', name: instance.name, properties: instance.properties };
    return { kind: 'standard', name: instance.name, properties: instance.properties };
  });
}

/** Reads a `FlexiPage` definition (parsed XML). @param packages namespaces of managed packages with components */
export function readLightningPage(
  name: string,
  definition: Record<string, unknown>,
  packages = new Set<string>(),
): LightningPage {
  const root = (definition.FlexiPage ?? definition) as Xml;
  const regions = list(root.flexiPageRegions).map(regionOf);
  const facets = new Map(regions.filter((region) => region.type === 'Facet').map((region) => [region.name, region]));
  return {
    name,
    label: text(root.masterLabel) || name,
    type: text(root.type),
    object: root.sobjectType === undefined ? undefined : text(root.sobjectType),
    template: text((root.template as Xml | undefined)?.name),
    regions: regions
      .filter((region) => region.type !== 'Facet')
      .map((region) => ({ name: region.name, items: itemsOf(region, facets, packages) })),
  };
}

/** Titles such as `Standard.Tab.detail` are the platform's own labels. */
const STANDARD_TITLES: Record<string, string> = {
  'Standard.Tab.detail': 'Details',
  'Standard.Tab.relatedLists': 'Related',
  'Standard.Tab.activity': 'Activity',
  'Standard.Tab.collaborate': 'Chatter',
  'Standard.Tab.news': 'News',
};

/** The title of a tab in words: a platform label, a custom label (`{!$Label.c.Name}`), or the text itself. */
export function tabTitle(title: string, label: (name: string) => string | undefined): string {
  const standard = STANDARD_TITLES[title];
  if (standard) return standard;
  const reference = /^\{!\$Label\.(?:\w+\.)?(\w+)\}$/.exec(title);
  if (!reference?.[1]) return title;
  const words = label(reference[1]);
  if (words === undefined)
    throw new Error(`Lightning page names the custom label ${reference[1]}, which is not in the org`);
  return words;
}
