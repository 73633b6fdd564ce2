/** System validation of one record: required fields, lengths, ranges, restricted picklists, e-mail addresses. */
import { Decimal } from '../apex/runtime/decimal.ts';
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';
import { BadValue, coerce } from '../schema/values.ts';
import { fail, isStored, type Save } from './save.ts';

const EMAIL = /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[A-Za-z0-9-]{2,}$/;

interface FieldPlan {
  required: FieldInfo[];
  checked: FieldInfo[];
}

const plans = new WeakMap<ObjectInfo, { size: number; plan: FieldPlan }>();

function planOf(object: ObjectInfo): FieldPlan {
  const known = plans.get(object);
  if (known && known.size === object.fields.size) return known.plan;
  const fields = [...object.fields.values()].filter((field) => isStored(field) && field.type !== 'id');
  const required = fields.filter((field) => field.isRequired && field.type !== 'boolean' && !field.isAutoNumber);
  const plan = { required, checked: fields };
  plans.set(object, { size: object.fields.size, plan });
  return plan;
}

/** Values that triggers set, in stored form. */
export function normalise(save: Save): void {
  for (const [name, value] of save.working.values) {
    const field = save.working.object.fields.get(name.toLowerCase());
    if (!field || !isStored(field) || value === null || value === save.before?.[name]) continue;
    try {
      const stored = coerce(field, value);
      if (stored !== value) save.working.values.set(name, stored);
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      fail(save, error.statusCode, error.message, [field.name]);
    }
  }
}

/** Format, length, range, restricted picklists: before and again after the before triggers. */
export function checkValues(save: Save, truncate: boolean): void {
  const { values, object } = save.working;
  for (const [name, value] of values) {
    if (value === null || value === undefined || value === save.before?.[name]) continue;
    const field = object.fields.get(name.toLowerCase());
    if (!field || !isStored(field)) continue;
    checkValue(save, field, value, truncate);
  }
}

function checkValue(save: Save, field: FieldInfo, value: unknown, truncate: boolean): void {
  if (typeof value === 'string') {
    if (field.type === 'picklist' || field.type === 'multipicklist') checkPicklist(save, field, value);
    else if (field.length > 0 && field.type !== 'reference' && field.type !== 'id' && value.length > field.length) {
      if (truncate) save.working.values.set(field.name, value.slice(0, field.length));
      else {
        const text = `${field.label}: data value too large: ${value} (max length=${field.length})`;
        fail(save, 'STRING_TOO_LONG', text, [field.name]);
      }
    } else if (field.type === 'email' && !EMAIL.test(value)) {
      fail(save, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [field.name]);
    }
  } else if (value instanceof Decimal && field.precision > 0) {
    const digits = field.precision - field.scale;
    if (value.abs().setScale(0, 'DOWN').unscaled.toString().length > Math.max(digits, 1)) {
      const text = `${field.label}: value outside of valid range on numeric field: ${value.toPlainString()}`;
      fail(save, 'NUMBER_OUTSIDE_VALID_RANGE', text, [field.name]);
    }
  }
}

function checkPicklist(save: Save, field: FieldInfo, value: string): void {
  if (value.length > 255 && field.type === 'picklist') {
    fail(save, 'STRING_TOO_LONG', `${field.label}: data value too large: ${value} (max length=255)`, [field.name]);
    return;
  }
  if (field.picklist.length === 0) return;
  const wanted = field.type === 'multipicklist' ? value.split(';') : [value];
  const entries = wanted.map((each) => entryOf(field, each));
  // Values are kept as they are defined, whatever case they are given in.
  const kept = wanted.map((each, index) => entries[index]?.value ?? each).join(';');
  if (kept !== value) save.working.values.set(field.name, kept);
  if (!field.isRestrictedPicklist) return;
  for (const [index, each] of wanted.entries()) {
    if (entries[index]?.isActive) continue;
    const text = `${field.label}: bad value for restricted picklist field: ${each}`;
    fail(save, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', text, [field.name]);
  }
}

function entryOf({ picklist }: FieldInfo, value: string): FieldInfo['picklist'][number] | undefined {
  const exact = picklist.find((entry) => entry.value === value);
  if (exact) return exact;
  const wanted = value.toLowerCase();
  return picklist.find((entry) => entry.value.toLowerCase() === wanted);
}

export function checkRequired(save: Save): void {
  const { values, object } = save.working;
  const missing = planOf(object).required.filter((field) => (values.get(field.name) ?? null) === null);
  if (missing.length === 0) return;
  const names = missing.map((field) => field.name);
  fail(save, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}
