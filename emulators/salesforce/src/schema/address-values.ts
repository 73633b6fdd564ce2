/** State and country picklists of orgs that have them: the countries and states every new org starts with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectInfo, PicklistValue } from './model.ts';

type Table = { countries: Record<string, [label: string, states?: Record<string, string>]> };

/** A country or state: its ISO code, and its name, which the text field holds. */
export interface AddressValue {
  code: string;
  label: string;
}

let loaded: Table['countries'] | undefined;
const table = (): Table['countries'] =>
  (loaded ??= (JSON.parse(readFileSync(join(import.meta.dirname, 'address-values.generated.json'), 'utf8')) as Table)
    .countries);

export function countries(): AddressValue[] {
  return Object.entries(table()).map(([code, [label]]) => ({ code, label }));
}

/** Empty for countries without a list of states. */
export function statesOf(country: string): AddressValue[] {
  return Object.entries(table()[country]?.[1] ?? {}).map(([code, label]) => ({ code, label }));
}

/** `Mailing`, `Billing`, `` …: the addresses of an object that have codes. */
export function codedAddresses(object: ObjectInfo): string[] {
  const found: string[] = [];
  for (const field of object.fields.values()) {
    const prefix = /^(\w*)CountryCode$/.exec(field.name)?.[1];
    if (prefix !== undefined && field.type === 'picklist' && !field.isCustom) found.push(prefix);
  }
  return found;
}

/** Gives the code fields of an object their values. Fields of one object share no list: an admin's change is an object's own. */
export function fillAddressPicklists(object: ObjectInfo): void {
  for (const prefix of codedAddresses(object)) {
    const country = object.fields.get(`${prefix}CountryCode`.toLowerCase());
    const state = object.fields.get(`${prefix}StateCode`.toLowerCase());
    if (country) country.picklist = countries().map(entryOf);
    if (state) state.picklist = Object.keys(table()).flatMap(statesOf).map(entryOf);
  }
}

function entryOf({ code, label }: AddressValue): PicklistValue {
  return { value: code, label, isActive: true, isDefault: false };
}
