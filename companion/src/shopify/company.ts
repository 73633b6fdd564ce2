/** Reads a company from the Admin API, with its buyers and locations (docs/contract.md 4.4). */
import { object, type Rest } from '../canonical/read.ts';
import type { ShopifyClient } from './client.ts';
import { address, nodes, pageInfo } from './rest-shape.ts';

const COMPANY_ADDRESS = '{ firstName lastName address1 address2 city province zip country countryCode phone zoneCode }';
const CONTACTS = `nodes { id title customer { legacyResourceId } } pageInfo { hasNextPage endCursor }`;
const LOCATIONS = `nodes { id name externalId phone note billingAddress ${COMPANY_ADDRESS} shippingAddress ${COMPANY_ADDRESS} }
    pageInfo { hasNextPage endCursor }`;

export const COMPANY_QUERY = `query CompanyById($id: ID!) { company(id: $id) {
  name externalId note createdAt updatedAt customerSince
  contacts(first: 100) { ${CONTACTS} }
  locations(first: 50) { ${LOCATIONS} }
} }`;

export const MORE_CONTACTS_QUERY = `query CompanyContacts($id: ID!, $after: String) { company(id: $id) {
  contacts(first: 250, after: $after) { ${CONTACTS} }
} }`;

export const MORE_LOCATIONS_QUERY = `query CompanyLocations($id: ID!, $after: String) { company(id: $id) {
  locations(first: 250, after: $after) { ${LOCATIONS} }
} }`;

/** A company's addresses have other names for two of their parts. */
function companyAddress(value: unknown): Rest | null {
  const part = object(value);
  return part ? address({ ...part, provinceCode: part.zoneCode, countryCodeV2: part.countryCode }) : null;
}

/** The company, or undefined when the store has none of that id. */
export async function readCompany(client: ShopifyClient, companyId: string): Promise<Rest | undefined> {
  const id = `gid://shopify/Company/${companyId}`;
  const { company } = await client.query<{ company: Rest | null }>(COMPANY_QUERY, { id });
  if (!company) return undefined;

  async function all(name: 'contacts' | 'locations', query: string): Promise<Rest[]> {
    const found = nodes(company?.[name]);
    for (let page = pageInfo(company?.[name]); page?.hasNextPage === true;) {
      const more = await client.query<{ company: Rest | null }>(query, { id, after: page.endCursor });
      found.push(...nodes(more.company?.[name]));
      page = pageInfo(more.company?.[name]);
    }
    return found;
  }

  const contacts = await all('contacts', MORE_CONTACTS_QUERY);
  const locations = await all('locations', MORE_LOCATIONS_QUERY);
  return {
    id: companyId,
    name: company.name,
    external_id: company.externalId ?? null,
    note: company.note ?? null,
    created_at: company.createdAt,
    updated_at: company.updatedAt,
    customer_since: company.customerSince,
    contacts: contacts.map((contact) => ({
      id: contact.id,
      customer_id: object(contact.customer)?.legacyResourceId,
      title: contact.title ?? null,
    })),
    locations: locations.map((location) => ({
      id: location.id,
      name: location.name,
      external_id: location.externalId ?? null,
      phone: location.phone ?? null,
      note: location.note ?? null,
      billing_address: companyAddress(location.billingAddress),
      shipping_address: companyAddress(location.shippingAddress),
    })),
  };
}
