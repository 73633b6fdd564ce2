/** Events to and from Avro. */
import avro from 'avsc';
import { ApexDate } from '../apex/runtime/date.ts';
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { ApexDouble } from '../apex/runtime/double.ts';
import { ApexTime } from '../apex/runtime/time.ts';
import type { ChannelMember } from '../events/channels.ts';
import type { BusEvent, ChangeHeader } from '../events/event.ts';
import { changedValues } from '../events/records.ts';
import { type FieldInfo, fieldOf } from '../schema/model.ts';
import { bitmap, nestedBitmaps } from './bitmap.ts';
import { compoundsOf, schemaId, schemaOf } from './avro-schema.ts';

export interface EventSchema {
  id: string;
  json: string;
  type: avro.Type;
}

const byId = new Map<string, EventSchema>();

/** The present schema of an event. Ids given out stay resolvable after the definition has changed. */
export function currentSchema(member: ChannelMember): EventSchema {
  const json = JSON.stringify(schemaOf(member));
  const id = schemaId(json);
  let schema = byId.get(id);
  if (!schema) byId.set(id, (schema = { id, json, type: avro.Type.forSchema(JSON.parse(json) as avro.Schema) }));
  return schema;
}

export function schemaById(id: string): EventSchema | undefined {
  return byId.get(id);
}

/** The bytes of an event for a subscriber of a channel, with the schema they follow. */
export function encode(event: BusEvent, member: ChannelMember): { schemaId: string; payload: Buffer } {
  if (event.raw) return event.raw;
  const schema = currentSchema(member);
  const datum = event.change ? changeDatum(event, event.change, member) : eventDatum(event, member);
  return { schemaId: schema.id, payload: schema.type.toBuffer(datum) };
}

function eventDatum(event: BusEvent, { object }: ChannelMember): Record<string, unknown> {
  const datum: Record<string, unknown> = { CreatedDate: event.publishedAt, CreatedById: event.publishedBy };
  for (const [name, value] of event.values ?? []) if (fieldOf(object, name)) datum[name] = plain(value);
  return withDefaults(
    datum,
    schemaOf({ object, isChange: false, eventName: object.name, filter: undefined, enrichedFields: [] }).fields,
  );
}

function withDefaults(datum: Record<string, unknown>, fields: { name: string }[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ name }) => [name, datum[name] ?? null]));
}

function changeDatum(event: BusEvent, change: ChangeHeader, member: ChannelMember): Record<string, unknown> {
  const { fields } = schemaOf(member);
  const compounds = compoundsOf(member.object);
  const sent = new Map(changedValues(event, change));
  if (!change.changeType.startsWith('GAP_')) {
    for (const name of member.enrichedFields) {
      const field = fieldOf(member.object, name);
      if (field && event.values) sent.set(field.name, event.values.get(field.name) ?? null);
    }
  }
  const datum: Record<string, unknown> = {};
  for (const { name } of fields.slice(1)) {
    const compound = compounds.find((each) => each.name === name);
    if (!compound) {
      datum[name] = plain(sent.get(name) ?? null);
      continue;
    }
    const parts = compound.parts.map((part) => [part.name, plain(sent.get(part.field) ?? null)] as const);
    datum[name] = parts.some(([, value]) => value !== null) ? Object.fromEntries(parts) : null;
  }
  const bits = (names: string[]): string[] =>
    fieldBits(
      names,
      fields.map((field) => field.name),
      compounds,
    );
  datum.ChangeEventHeader = {
    ...change,
    nulledFields: bits(change.nulledFields),
    diffFields: bits(change.diffFields),
    changedFields: bits(change.changedFields),
  };
  return datum;
}

/** Changed fields as the wire has them: a bitmap of the record's fields, then one for each compound field. */
function fieldBits(names: string[], order: string[], compounds: ReturnType<typeof compoundsOf>): string[] {
  const top: number[] = [];
  const nested = new Map<number, number[]>();
  for (const name of names) {
    const compound = compounds.find((each) => each.parts.some((part) => part.field === name));
    if (!compound) {
      const position = order.indexOf(name);
      // A compound name (`Name` of a person) shows in its parts.
      if (position > 0 && !compounds.some((each) => each.name === name)) top.push(position);
      continue;
    }
    const parent = order.indexOf(compound.name);
    if (parent < 0) continue;
    const list = nested.get(parent) ?? [];
    list.push(compound.parts.findIndex((part) => part.field === name));
    nested.set(parent, list);
  }
  if (top.length === 0 && nested.size === 0) return [];
  return [bitmap(top), ...nestedBitmaps(nested)];
}

/** An Apex value as Avro holds it. */
function plain(value: unknown): unknown {
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof ApexDouble) return value.value;
  if (value instanceof ApexDatetime || value instanceof ApexDate || value instanceof ApexTime) return value.ms;
  if (typeof value === 'bigint') return Number(value);
  return value ?? null;
}

export interface Decoded {
  values: Map<string, unknown>;
  createdDate: unknown;
  createdById: unknown;
}

/** The values of a published payload; undefined when the bytes do not follow the schema. */
export function decode(payload: Buffer, schema: EventSchema, member: ChannelMember): Decoded | undefined {
  let datum: Record<string, unknown>;
  try {
    datum = schema.type.fromBuffer(payload) as Record<string, unknown>;
  } catch {
    // The platform takes such a payload, too: whoever reads it is the one to fail.
    return undefined;
  }
  const values = new Map<string, unknown>();
  for (const field of member.object.fields.values()) {
    if (field.name in datum) values.set(field.name, apexValue(datum[field.name], field));
  }
  const { CreatedDate: createdDate, CreatedById: createdById } = datum;
  values.delete('CreatedDate');
  values.delete('CreatedById');
  return { values, createdDate, createdById };
}

function apexValue(value: unknown, field: FieldInfo): unknown {
  if (value === null || value === undefined) return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'double':
    case 'currency':
    case 'percent':
      return Number.isFinite(value) ? Decimal.fromNumber(value as number) : null;
    case 'date':
      return new ApexDate(Math.floor((value as number) / 86_400_000));
    case 'datetime':
      return new ApexDatetime(value as number);
    case 'time':
      return new ApexTime(value as number);
    default:
      return value;
  }
}
