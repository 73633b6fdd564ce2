/** Default values of fields as Apex values. */
import { NotEmulated } from '../../../org/services.ts';
import type { FieldInfo } from '../../../schema/model.ts';
import { Decimal } from '../../runtime/decimal.ts';

/** Undefined when the field has none. @throws NotEmulated for defaults that are formulas */
export function defaultValue(field: FieldInfo): unknown {
  const chosen = field.picklist.find((value) => value.isDefault);
  if (chosen) return chosen.value;
  const text = field.defaultValue?.trim();
  if (text === undefined || text === '') return field.type === 'boolean' && field.isCreateable ? false : undefined;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (/^-?\d+(\.\d+)?$/.test(text)) {
    if (field.type === 'int') return Number(text);
    return /^(double|currency|percent)$/.test(field.type) ? Decimal.parse(text) : text;
  }
  const quoted = /^(["'])([^"']*)\1$/.exec(text);
  if (quoted) return quoted[2];
  throw new NotEmulated(`default value formula of ${field.object.name}.${field.name}`);
}
