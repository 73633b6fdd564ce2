/** Addresses and geolocations: made from their parts when they are read. */
import { fieldOf, type FieldInfo } from './model.ts';

const ADDRESS = [
  'Street',
  'City',
  'State',
  'PostalCode',
  'Country',
  'StateCode',
  'CountryCode',
  'Latitude',
  'Longitude',
  'GeocodeAccuracy',
];

/** Parts by name in lower camel case: `street`, `postalCode`, `latitude`; JSON.stringify gives them as REST does. */
export class CompoundValue {
  readonly parts: Record<string, unknown>;
  readonly $type: 'System.Address' | 'System.Location';
  constructor(parts: Record<string, unknown>, type: 'System.Address' | 'System.Location') {
    this.parts = parts;
    this.$type = type;
  }
  equalityKey(): string {
    return JSON.stringify(this.parts);
  }
  toJSON(): Record<string, unknown> {
    return this.parts;
  }
}

/** Null when all parts are blank. @param read value of a part's field */
export function compoundValue(field: FieldInfo, read: (part: FieldInfo) => unknown): CompoundValue | null {
  const isAddress = field.type === 'address';
  // `MailingAddress` has `MailingStreet`; `Place__c` has `Place__Latitude__s`.
  const prefix = isAddress ? field.name.replace(/Address$/, '') : field.name.replace(/__c$/, '__');
  const names = isAddress ? ADDRESS : ['Latitude', 'Longitude'];
  const parts: Record<string, unknown> = {};
  let isBlank = true;
  for (const name of names) {
    const part = fieldOf(field.object, isAddress ? `${prefix}${name}` : `${prefix}${name}__s`);
    if (!part) continue;
    const value = read(part);
    if (value !== null) isBlank = false;
    parts[name[0]!.toLowerCase() + name.slice(1)] = value;
  }
  return isBlank ? null : new CompoundValue(parts, isAddress ? 'System.Address' : 'System.Location');
}
