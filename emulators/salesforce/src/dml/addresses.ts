/** Addresses in orgs with state and country picklists: code and name say the same, and a state lies in its country. */
import { type AddressValue, codedAddresses, countries, statesOf } from '../schema/address-values.ts';
import { fail, isChanged, type Save, setValue, valueOf } from './save.ts';

export function completeAddresses(save: Save): void {
  for (const prefix of codedAddresses(save.working.object)) completeAddress(save, prefix);
}

function completeAddress(save: Save, prefix: string): void {
  const isCountryRight = complete(save, `${prefix}Country`, countries(), 'country', 'country/territory', 'countries');
  if (!isCountryRight) return;
  const country = valueOf(save, `${prefix}CountryCode`);
  const code = `${prefix}StateCode`;
  if (!save.working.object.fields.has(code.toLowerCase())) return;
  clear(save, `${prefix}State`);
  const hasState = valueOf(save, `${prefix}State`) !== null || valueOf(save, code) !== null;
  if (hasState && typeof country !== 'string') {
    const label = save.working.object.fields.get(code.toLowerCase())!.label;
    const words = `A country/territory must be specified before specifying a state value for field: ${label}`;
    return fail(save, 'FIELD_INTEGRITY_EXCEPTION', words, [code]);
  }
  if (typeof country !== 'string') return;
  const states = statesOf(country);
  if (!complete(save, `${prefix}State`, states, 'state', 'state', 'states')) return;
  const state = valueOf(save, code);
  if (state !== null && !states.some((each) => each.code === state)) invalid(save, code, 'state', 'state', 'states');
}

/** Whoever was changed leads: the name follows the code, or the code the name. @returns false when it is refused */
function complete(
  save: Save,
  field: string,
  values: AddressValue[],
  ...words: [singular: string, wanted: string, plural: string]
): boolean {
  const code = valueOf(save, `${field}Code`);
  const name = valueOf(save, field);
  const isCodeNew = isChanged(save, `${field}Code`);
  const isNameNew = isChanged(save, field);
  if (!isCodeNew && !isNameNew) return true;
  if (clear(save, field)) return true;
  const isByCode = isCodeNew && code !== null;
  const wanted = isByCode ? code : name;
  const found = values.find((each) => same(isByCode ? each.code : each.label, wanted));
  if (!found) {
    invalid(save, `${field}Code`, ...words);
    return false;
  }
  if (isByCode && isNameNew && name !== null && !same(found.label, name)) {
    const { label } = save.working.object.fields.get(field.toLowerCase())!;
    fail(save, 'FIELD_INTEGRITY_EXCEPTION', `Mismatched integration value and ISO code for field: ${label}`, [
      `${field}Code`,
    ]);
    return false;
  }
  setValue(save, field, found.label);
  setValue(save, `${field}Code`, found.code);
  return true;
}

/** Emptying one of the two empties both, unless the other is given in the same breath. */
function clear(save: Save, field: string): boolean {
  const isEmptied = (name: string): boolean => isChanged(save, name) && valueOf(save, name) === null;
  const isGiven = (name: string): boolean => isChanged(save, name) && valueOf(save, name) !== null;
  const pair = [field, `${field}Code`];
  if (!pair.some(isEmptied) || pair.some(isGiven)) return false;
  for (const name of pair) setValue(save, name, null);
  return true;
}

function same(text: string, value: unknown): boolean {
  return typeof value === 'string' && value.toLowerCase() === text.toLowerCase();
}

function invalid(save: Save, field: string, singular: string, wanted: string, plural: string): void {
  const words = `There's a problem with this ${singular}, even though it may appear correct. Please select a ${wanted} from the list of valid ${plural}.`;
  fail(save, 'FIELD_INTEGRITY_EXCEPTION', words, [field]);
}
