/** Components of classes and triggers by the name their code has: those of a managed package are listed with its namespace. */
import { localName, withNamespace } from '../schema/custom-names.ts';
import type { MetadataComponent, Org } from './services.ts';

export function codeComponent(
  org: Org,
  type: 'ApexClass' | 'ApexTrigger',
  name: string,
): MetadataComponent | undefined {
  const own = org.metadata.component(type, name);
  if (own) return own;
  for (const component of org.metadata.components(type)) {
    if (component.namespace !== undefined && localName(component.fullName).toLowerCase() === name.toLowerCase())
      return component;
  }
  return undefined;
}

/** The object a trigger is on, by the name the org has it under. */
export function triggerObject(source: string, namespace: string | undefined): string | undefined {
  const written = /\bon\s+(\w+)/i.exec(source)?.[1];
  return written === undefined || namespace === undefined ? written : withNamespace(written, namespace);
}
