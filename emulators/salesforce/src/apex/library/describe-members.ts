/** Describe-like classes: each fact is `getX()`, `isX()` and the property `X`. */
import type { Implementation, PlatformType } from './define.ts';

/**
 * Readers by the facts' names without get/is: `{ Label: (d) => d.label }` serves `getLabel()`, `isLabel()` and `.Label`.
 * What the tables do not declare is never called.
 */
export function describeMembers(facts: Record<string, Implementation>): Pick<PlatformType, 'instance' | 'properties'> {
  const instance: Record<string, Implementation> = {};
  const properties: NonNullable<PlatformType['properties']> = {};
  for (const [name, read] of Object.entries(facts)) {
    instance[`get${name}`] = read;
    instance[`is${name}`] = read;
    properties[name] = { get: read };
  }
  return { instance, properties };
}
