/** Avro schemas of events, derived from the definitions. */
import { createHash } from 'node:crypto';
import type { ChannelMember } from '../events/channels.ts';
import { payloadFields } from '../events/records.ts';
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';

export type AvroType = string | AvroType[] | { type: string; [key: string]: unknown };

export interface AvroField {
  name: string;
  type: AvroType;
  doc?: string;
  default?: null;
}

export interface RecordSchema {
  type: 'record';
  name: string;
  namespace: string;
  fields: AvroField[];
}

const NAMESPACE = 'com.sforce.eventbus';

export function schemaOf({ object, isChange, eventName }: ChannelMember): RecordSchema {
  const fields = isChange ? changeFields(object) : eventFields(object);
  return { type: 'record', name: eventName, namespace: NAMESPACE, fields };
}

/** 22 characters, the same for the same schema. */
export function schemaId(json: string): string {
  return createHash('md5').update(json).digest('base64url');
}

function eventFields(object: ObjectInfo): AvroField[] {
  return [
    { name: 'CreatedDate', type: 'long', doc: 'CreatedDate:DateTime' },
    { name: 'CreatedById', type: 'string', doc: 'CreatedBy:EntityId' },
    ...payloadFields(object).map((field) => nullable(field.name, scalar(field), docOf(field))),
  ];
}

function nullable(name: string, type: AvroType, doc?: string): AvroField {
  return { name, type: ['null', type], ...(doc ? { doc } : {}), default: null };
}

function scalar(field: FieldInfo): AvroType {
  switch (field.type) {
    case 'boolean':
      return 'boolean';
    case 'double':
    case 'currency':
    case 'percent':
      return 'double';
    case 'int':
      return 'int';
    case 'long':
    case 'date':
    case 'datetime':
    case 'time':
      return 'long';
    default:
      return 'string';
  }
}

const DOC_TYPES: Partial<Record<FieldInfo['type'], string>> = {
  string: 'Text',
  picklist: 'DynamicEnum',
  multipicklist: 'MultiEnum',
  phone: 'Phone',
  email: 'Email',
  url: 'Url',
  textarea: 'StringPlusClob',
  boolean: 'Boolean',
  double: 'Double',
  currency: 'Currency',
  percent: 'Percent',
  int: 'Integer',
  long: 'Long',
  date: 'DateOnly',
  datetime: 'DateTime',
  time: 'TimeOnly',
  encryptedstring: 'EncryptedText',
  location: 'Location',
  address: 'Address',
};

function docOf(field: FieldInfo): string {
  if (field.type === 'reference' || field.type === 'id') return 'ForeignKey:EntityId';
  if (field.name === 'CreatedDate') return 'CreatedDate:DateTime';
  const type = DOC_TYPES[field.type] ?? 'Text';
  return field.isCustom ? `Data:${type}:${fieldId(field)}` : `Data:${type}`;
}

/** Custom fields are known by an id; ours follows from the name. */
function fieldId(field: FieldInfo): string {
  const digest = createHash('md5').update(`${field.object.name}.${field.name}`).digest('hex');
  return `00N${digest.slice(0, 12)}`;
}

const HEADER: AvroField = {
  name: 'ChangeEventHeader',
  type: {
    type: 'record',
    name: 'ChangeEventHeader',
    fields: [
      { name: 'entityName', type: 'string' },
      { name: 'recordIds', type: { type: 'array', items: 'string' } },
      {
        name: 'changeType',
        type: {
          type: 'enum',
          name: 'ChangeType',
          symbols: [
            'CREATE',
            'UPDATE',
            'DELETE',
            'UNDELETE',
            'GAP_CREATE',
            'GAP_UPDATE',
            'GAP_DELETE',
            'GAP_UNDELETE',
            'GAP_OVERFLOW',
            'SNAPSHOT',
          ],
        },
      },
      { name: 'changeOrigin', type: 'string' },
      { name: 'transactionKey', type: 'string' },
      { name: 'sequenceNumber', type: 'int' },
      { name: 'commitTimestamp', type: 'long' },
      { name: 'commitNumber', type: 'long' },
      { name: 'commitUser', type: 'string' },
      { name: 'nulledFields', type: { type: 'array', items: 'string' } },
      { name: 'diffFields', type: { type: 'array', items: 'string' } },
      { name: 'changedFields', type: { type: 'array', items: 'string' } },
    ],
  },
  doc: 'Data:ComplexValueType',
};

const ADDRESS_PARTS: [string, AvroType][] = [
  ['Street', 'string'],
  ['City', 'string'],
  ['State', 'string'],
  ['PostalCode', 'string'],
  ['Country', 'string'],
  ['StateCode', 'string'],
  ['CountryCode', 'string'],
  ['Latitude', 'double'],
  ['Longitude', 'double'],
  ['Xyz', 'string'],
  ['GeocodeAccuracy', 'string'],
];

/** A compound field: which plain fields of the object its parts stand for. */
export interface Compound {
  name: string;
  record: string;
  parts: { name: string; field: string; type: AvroType }[];
}

/** Compound fields of an object, in the place of the first of their parts. */
export function compoundsOf(object: ObjectInfo): Compound[] {
  const has = (name: string): boolean => object.fields.has(name.toLowerCase());
  const compounds: Compound[] = [];
  if (has('LastName') && has('FirstName')) {
    const isAccount = object.name === 'Account';
    const parts = ['Salutation', 'FirstName', 'LastName', 'MiddleName', 'Suffix'].filter(has);
    const record = isAccount ? 'Switchable_PersonName' : 'PersonName';
    compounds.push({ name: 'Name', record, parts: parts.map((name) => ({ name, field: name, type: 'string' })) });
  }
  for (const field of object.fields.values()) {
    if (field.type === 'address') {
      const prefix = field.name.replace(/Address$/, '');
      const parts = ADDRESS_PARTS.map(([name, type]) => ({ name, field: prefix + name, type }));
      compounds.push({ name: field.name, record: 'Address', parts });
    }
    if (field.type === 'location') {
      const prefix = field.name.replace(/__c$/, '__');
      const parts = ['Latitude', 'Longitude'].map((name) => ({
        name,
        field: `${prefix}${name}__s`,
        type: 'double' as const,
      }));
      compounds.push({ name: field.name, record: 'Location', parts });
    }
  }
  return compounds;
}

const NOT_IN_CHANGES = new Set([
  'Id',
  'IsDeleted',
  'SystemModstamp',
  'MasterRecordId',
  'LastViewedDate',
  'LastReferencedDate',
  'LastActivityDate',
  'PhotoUrl',
]);
const SYSTEM_ORDER = ['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById'];

function changeFields(object: ObjectInfo): AvroField[] {
  const compounds = compoundsOf(object);
  const partNames = new Set(compounds.flatMap((compound) => compound.parts.map((part) => part.field)));
  const named = new Set<string>();
  const compoundField = (compound: Compound, doc: string): AvroField => {
    const isKnown = named.has(compound.record);
    named.add(compound.record);
    const fields = compound.parts.map((part) => nullable(part.name, part.type));
    return nullable(compound.name, isKnown ? compound.record : { type: 'record', name: compound.record, fields }, doc);
  };
  const all = [...object.fields.values()].filter((field) => {
    // Calculated values cause no change and are not sent.
    const isCalculated = field.formula !== undefined || field.summary !== undefined;
    return !NOT_IN_CHANGES.has(field.name) && !isCalculated && !partNames.has(field.name);
  });
  const names = new Set(all.map((field) => field.name));
  const ordered = [
    ...all.filter((field) => !field.isCustom && !SYSTEM_ORDER.includes(field.name)),
    ...SYSTEM_ORDER.filter((name) => names.has(name)).map((name) => all.find((field) => field.name === name)!),
    ...all.filter((field) => field.isCustom),
  ];
  const fields = ordered.map((field) => {
    const compound = compounds.find((each) => each.name === field.name);
    if (compound) return compoundField(compound, field.type === 'location' ? docOf(field) : `Data:${compound.record}`);
    return nullable(field.name, scalar(field), docOf(field));
  });
  return [HEADER, ...fields];
}
