/** Custom names, `Total__c`, `Order__r`, `Setting__mdt`, and the namespace that a managed package puts before them. */

const SUFFIXES = new Set(
  'c r e mdt b x chn pc pr kav share history feed tag changeevent ka datacategoryselection'.split(' '),
);

/** `acme__Total__c` for `Total__c`; standard names, and those that have a namespace, as they are. */
export function withNamespace(name: string, namespace: string): string {
  const parts = name.split('__');
  const suffix = parts.at(-1)!.toLowerCase();
  // Parts of compound fields: `Place__Latitude__s`.
  const isBare = suffix === 's' ? parts.length === 3 : parts.length === 2 && SUFFIXES.has(suffix);
  return isBare && parts[0] !== '' ? `${namespace}__${name}` : name;
}

/** Namespace and bare name of a component: `acme__Admin` → `acme`, `Admin`; `acme__Total__c` → `acme`, `Total__c`. */
export function splitName(name: string): { namespace: string | undefined; name: string } {
  const parts = name.split('__');
  const isCustom = parts.length > 1 && (SUFFIXES.has(parts.at(-1)!.toLowerCase()) || parts.at(-1) === 's');
  const bare = parts.at(-1) === 's' ? 3 : isCustom ? 2 : 1;
  if (parts.length <= bare) return { namespace: undefined, name };
  return { namespace: parts[0], name: parts.slice(1).join('__') };
}

/** `Local name` of describe calls: without the namespace. */
export function localName(name: string): string {
  return splitName(name).name;
}
