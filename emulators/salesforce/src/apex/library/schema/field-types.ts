/** Schema.DisplayType and Schema.SoapType of fields. */
import type { FieldInfo, FieldType } from '../../../schema/model.ts';
import type { ApexEnum } from '../../runtime/enum.ts';
import { platformEnum } from '../support.ts';

const DISPLAY: Partial<Record<FieldType, string>> = { int: 'INTEGER', anyType: 'ANYTYPE' };

const SOAP: Partial<Record<FieldType, string>> = {
  id: 'ID',
  reference: 'ID',
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  long: 'LONG',
  double: 'DOUBLE',
  currency: 'DOUBLE',
  percent: 'DOUBLE',
  date: 'DATE',
  datetime: 'DATETIME',
  time: 'TIME',
  base64: 'BASE64BINARY',
  anyType: 'ANYTYPE',
  address: 'ADDRESS',
  location: 'LOCATION',
};

export function displayType(field: FieldInfo): ApexEnum | null {
  return platformEnum('Schema.DisplayType', DISPLAY[field.type] ?? field.type) ?? null;
}

export function soapType(field: FieldInfo): ApexEnum | null {
  return platformEnum('Schema.SoapType', SOAP[field.type] ?? 'STRING') ?? null;
}
