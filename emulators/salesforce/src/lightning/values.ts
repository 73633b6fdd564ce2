import type { FieldInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { OrgUser } from '../security/access.ts';

/** A field value of the org as JSON has it: text, number, boolean, null; dates in ISO form. */
export function toJson(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  const object = value as { toJSON?: () => unknown; toISOString?: () => string };
  if (object.toJSON) return toJson(object.toJSON());
  if (object.toISOString) return object.toISOString();
  const text = String(value);
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** A value in the user's words: dates in their time zone, money with its currency, check marks for booleans. */
export function display(value: unknown, field: FieldInfo, user: OrgUser, currency: string): string {
  const plain = toJson(value);
  if (plain === null) return '';
  const locale = user.locale.replace('_', '-');
  switch (field.type) {
    case 'currency':
      return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(plain));
    case 'int':
    case 'double':
      return new Intl.NumberFormat(locale, {
        minimumFractionDigits: field.scale,
        maximumFractionDigits: field.scale,
      }).format(Number(plain));
    case 'percent':
      return `${plain}%`;
    case 'date':
      return new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).format(
        new Date(`${String(plain).slice(0, 10)}T00:00:00Z`),
      );
    case 'datetime':
      return new Intl.DateTimeFormat(locale, {
        dateStyle: 'short',
        timeStyle: 'short',
        timeZone: user.timeZone,
      }).format(new Date(String(plain)));
    case 'boolean':
      return plain ? 'Yes' : 'No';
    default:
      return String(plain);
  }
}

/** The field that names records of an object: `Name`, `CaseNumber`, … */
export function nameField(record: SObjectRecord['object']): string {
  for (const field of record.fields.values()) if (field.isNameField) return field.name;
  return 'Id';
}
