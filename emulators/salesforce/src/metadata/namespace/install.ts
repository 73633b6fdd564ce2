/**
 * Installs source as a managed package: what is in the package's source without a namespace is in the subscriber's org with it,
 * `acme__Order__c`, `acme:orderList`, class `Orders` of namespace `acme`.
 */
import { withNamespace } from '../../schema/custom-names.ts';
import type { Component, ComponentProblem } from '../component.ts';
import { problemOf } from '../component.ts';
import type { ReadResult } from '../read.ts';
import { OBJECT_PARTS } from '../types.ts';
import { type Element, listOf, textOf } from '../xml.ts';
import { type Owned, prefixNames, prefixText } from './references.ts';

/** Types that no managed package (second generation) can hold. */
const SUBSCRIBERS_ONLY = new Set([
  'AssignmentRules',
  'AutoResponseRules',
  'DuplicateRule',
  'EntitlementProcess',
  'EscalationRules',
  'Group',
  'MatchingRules',
  'PlatformEventSubscriberConfig',
  'Profile',
  'Queue',
  'Role',
  'Settings',
  'SharingRules',
  'StandardValueSet',
]);

/** Types whose names have a meaning of their own in a package that the org does not have yet. */
const NOT_EMULATED = new Set(['RecordType', 'BusinessProcess', 'AuraDefinitionBundle', 'ApexPage', 'ApexComponent']);

/** Parts of objects named without a suffix. */
const NAMED_PARTS = new Set(OBJECT_PARTS.map(({ type }) => type).filter((type) => type !== 'CustomField'));

export function installComponents({ components, problems }: ReadResult, namespace: string): ReadResult {
  const refused: ComponentProblem[] = [];
  const installed: Component[] = [];
  const owned = ownedBy(components);
  const kinds = relationshipTargets(components);
  for (const component of components) {
    const { type, fullName } = component;
    if (SUBSCRIBERS_ONLY.has(type))
      refused.push(problemOf(component, `${type} ${fullName} can not be part of a managed package`));
    else if (NOT_EMULATED.has(type))
      refused.push(problemOf(component, `NotEmulated: ${type} ${fullName} in a managed package`));
    else installed.push(install(component, namespace, owned, kinds));
  }
  return { components: installed, problems: [...problems, ...refused] };
}

function ownedBy(components: Component[]): Owned {
  const owned = new Map<string, Set<string>>();
  for (const { type, fullName } of components) {
    const names = owned.get(type) ?? new Set<string>();
    owned.set(type, names.add(fullName.toLowerCase()));
  }
  return owned;
}

/** What metadata relationship fields point at: `Setting__mdt.Parent__c` → `Setting__mdt`, `EntityDefinition` … */
function relationshipTargets(components: Component[]): Map<string, string> {
  const targets = new Map<string, string>();
  for (const { type, fullName, definition } of components) {
    if (type === 'CustomField' && textOf(definition['type']) === 'MetadataRelationship')
      targets.set(fullName.toLowerCase(), textOf(definition['referenceTo']) ?? '');
  }
  return targets;
}

function install(component: Component, namespace: string, owned: Owned, targets: Map<string, string>): Component {
  const { type, fullName, definition } = component;
  const name = installedName(type, fullName, namespace);
  const files = new Map([...component.files].map(([path, content]) => [installedPath(path, namespace), content]));
  return {
    ...component,
    namespace,
    fullName: name,
    files,
    definition:
      type === 'CustomMetadata'
        ? record(component, namespace, targets)
        : type === 'CustomLabels'
          ? labels(definition, namespace)
          : (rewrite(definition, '', namespace, owned) as Element),
  };
}

function installedName(type: string, fullName: string, namespace: string): string {
  const own = (name: string): string => `${namespace}__${name}`;
  const [head = '', ...rest] = fullName.split('.');
  if (type === 'CustomObject' || type === 'CustomField') return prefixNames(fullName, namespace);
  if (type === 'CustomMetadata') return `${own(head)}.${own(rest.join('.'))}`;
  if (NAMED_PARTS.has(type) || (type === 'QuickAction' && rest.length > 0))
    return `${withNamespace(head, namespace)}.${own(rest.join('.'))}`;
  if (type === 'Layout') {
    const [object = '', ...layout] = fullName.split('-');
    return `${withNamespace(object, namespace)}-${own(layout.join('-'))}`;
  }
  return fullName.split('/').map(own).join('/');
}

/** `classes/Orders.cls` → `classes/acme__Orders.cls`; below a bundle's folder the names stay. */
function installedPath(path: string, namespace: string): string {
  const [folder = '', ...rest] = path.split('/');
  return [folder, ...rest.map((part, index) => (index === 0 ? `${namespace}__${part}` : part))].join('/');
}

/** Values of a picklist are data. */
const VALUES = new Set(['valueSetDefinition', 'customValue', 'standardValue']);

function rewrite(value: unknown, element: string, namespace: string, owned: Owned): unknown {
  if (VALUES.has(element)) return value;
  if (Array.isArray(value)) return value.map((each) => rewrite(each, element, namespace, owned));
  if (typeof value === 'string') return prefixText(element, value, namespace, owned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name.startsWith('@') ? each : rewrite(each, name === '#text' ? element : name, namespace, owned),
    ]),
  );
}

/** A custom metadata record: names of fields, and relationships to other records and to the schema; other values are data. */
function record({ fullName, definition }: Component, namespace: string, targets: Map<string, string>): Element {
  const type = fullName.split('.')[0]!;
  const values = listOf(definition['values']).map((each) => {
    const field = textOf(each['field']) ?? '';
    const target = targets.get(`${type}__mdt.${field}`.toLowerCase());
    const text = textOf(each['value']);
    const own = (name: string): string =>
      target!.endsWith('__mdt') ? `${namespace}__${name}` : prefixNames(name, namespace);
    const value = target === undefined || text === undefined || text === '' ? each['value'] : own(text);
    return { ...each, field: withNamespace(field, namespace), value };
  });
  return { ...definition, values };
}

function labels(definition: Element, namespace: string): Element {
  const own = listOf(definition['labels']).map((each) => ({
    ...each,
    fullName: `${namespace}__${textOf(each['fullName']) ?? ''}`,
  }));
  return { ...definition, labels: own };
}
