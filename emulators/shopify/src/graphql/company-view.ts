/** A company document (the shape of `companies/*` bodies, with its `contacts` and `locations`) as the Admin API's Company. */
import type { Document } from '../shop/documents.ts';
import { gid, list, text } from './customer-view.ts';
import { connection } from './money.ts';

type Part = Record<string, unknown>;

function addressView(value: unknown): object | null {
  if (value === null || value === undefined) return null;
  const part = value as Part;
  return {
    firstName: part.first_name ?? null,
    lastName: part.last_name ?? null,
    address1: part.address1 ?? null,
    address2: part.address2 ?? null,
    city: part.city ?? null,
    province: part.province ?? null,
    zoneCode: part.province_code ?? null,
    zip: part.zip ?? null,
    country: part.country ?? null,
    countryCode: part.country_code ?? 'CA',
    phone: part.phone ?? null,
  };
}

export function companyView(document: Document): object {
  return {
    __typename: 'Company',
    id: gid('Company', document.id),
    name: text(document.name),
    externalId: document.external_id ?? null,
    note: document.note ?? null,
    createdAt: document.created_at,
    updatedAt: document.updated_at,
    customerSince: document.customer_since ?? document.created_at,
    contacts: connection(
      list(document.contacts).map((contact) => ({
        id: gid('CompanyContact', contact.id),
        title: contact.title ?? null,
        customer: { id: gid('Customer', contact.customer_id), legacyResourceId: text(contact.customer_id) },
      })),
    ),
    locations: connection(
      list(document.locations).map((location) => ({
        id: gid('CompanyLocation', location.id),
        name: text(location.name),
        externalId: location.external_id ?? null,
        phone: location.phone ?? null,
        note: location.note ?? null,
        billingAddress: addressView(location.billing_address),
        shippingAddress: addressView(location.shipping_address),
      })),
    ),
  };
}
