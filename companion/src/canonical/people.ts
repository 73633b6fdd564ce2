import { compact, flag, id, integer, list, object, type Rest, tags, text, time } from './read.ts';

const ADDRESS = [
  'first_name',
  'last_name',
  'company',
  'address1',
  'address2',
  'city',
  'province',
  'province_code',
  'zip',
  'country',
  'country_code',
  'phone',
];

/** Undefined where the source lacks it, null where it is known to be empty. */
export function address(value: unknown): Rest | null | undefined {
  if (value === undefined || value === null) return value;
  const source = object(value);
  if (!source) return undefined;
  return compact(Object.fromEntries(ADDRESS.map((name) => [name, text(source[name])])));
}

/** The customer inside an order: who it is, not all that is known. Absent and null both mean there is none. */
export function orderCustomer(value: unknown): Rest | null | undefined {
  if (value === undefined || value === null) return null;
  const source = object(value);
  const customerId = id(source?.id) ?? id(source?.admin_graphql_api_id);
  if (!source || !customerId) return null;
  return compact({
    id: customerId,
    email: text(source.email),
    phone: text(source.phone),
    first_name: text(source.first_name),
    last_name: text(source.last_name),
    created_at: time(source.created_at),
    updated_at: time(source.updated_at),
    default_address: address(source.default_address),
  });
}

function consent(value: unknown): Rest | null | undefined {
  if (value === undefined || value === null) return value;
  const source = object(value);
  return (
    source &&
    compact({
      state: text(source.state),
      opt_in_level: text(source.opt_in_level),
      consent_updated_at: time(source.consent_updated_at),
    })
  );
}

export function metafields(value: unknown): Rest[] | undefined {
  return Array.isArray(value)
    ? list(value).map((field) => ({ namespace: text(field.namespace), key: text(field.key), value: text(field.value) }))
    : undefined;
}

/** The canonical customer (docs/contract.md 4.2). */
export function customer(source: Rest, customerId: string): Rest {
  return compact({
    id: customerId,
    created_at: time(source.created_at),
    updated_at: time(source.updated_at),
    email: text(source.email),
    phone: text(source.phone),
    first_name: text(source.first_name),
    last_name: text(source.last_name),
    note: text(source.note),
    state: text(source.state),
    locale: text(source.locale),
    currency: text(source.currency),
    verified_email: flag(source.verified_email),
    tax_exempt: flag(source.tax_exempt),
    tags: tags(source.tags),
    orders_count: integer(source.orders_count),
    email_marketing_consent: consent(source.email_marketing_consent),
    sms_marketing_consent: consent(source.sms_marketing_consent),
    default_address: address(source.default_address),
    metafields: metafields(source.metafields),
  });
}
