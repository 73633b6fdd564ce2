/** Dependent picklists: which of their values go with which value of the controlling field, as describe calls tell it. */
import type { FieldInfo, PicklistValue } from './model.ts';

/** The field a picklist depends on. */
export function controllerOf(field: FieldInfo): FieldInfo | undefined {
  if (!field.validFor || field.controllingField === undefined) return undefined;
  return field.object.fields.get(field.controllingField.toLowerCase());
}

/**
 * Base64 of a bit set: bit n, from the left, stands for the nth value of the controlling picklist, or for false and true.
 * Null for a field that depends on nothing.
 */
export function validFor(field: FieldInfo, entry: PicklistValue): string | null {
  const controller = controllerOf(field);
  if (!controller) return null;
  const values =
    controller.type === 'boolean' ? ['unchecked', 'checked'] : controller.picklist.map(({ value }) => value);
  const wanted = field.validFor!.get(entry.value.toLowerCase()) ?? [];
  const bytes = Buffer.alloc(Math.max(1, Math.ceil(values.length / 24)) * 3);
  for (const [index, value] of values.entries()) {
    if (wanted.some((each) => each.toLowerCase() === value.toLowerCase())) bytes[index >> 3]! |= 0x80 >> (index & 7);
  }
  return bytes.toString('base64');
}
