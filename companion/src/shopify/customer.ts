/** Reads a customer from the Admin API and gives it the shape a webhook had before 2025-01: with tags, count and consent. */
import { object, type Rest } from '../canonical/read.ts';
import type { ShopifyClient } from './client.ts';
import { ADDRESS } from './order-query.ts';
import { address, lower } from './rest-shape.ts';

export const CUSTOMER_QUERY = `query CustomerById($id: ID!) { customer(id: $id) {
  legacyResourceId firstName lastName note state locale tags taxExempt verifiedEmail createdAt updatedAt numberOfOrders
  amountSpent { currencyCode }
  defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt }
  defaultPhoneNumber { phoneNumber marketingState marketingOptInLevel marketingUpdatedAt }
  defaultAddress ${ADDRESS}
} }`;

function consent(value: unknown): Rest | null {
  const contact = object(value);
  if (!contact) return null;
  return {
    state: lower(contact.marketingState),
    opt_in_level: lower(contact.marketingOptInLevel),
    consent_updated_at: contact.marketingUpdatedAt ?? null,
  };
}

/** The customer in webhook shape, or undefined when the store has none of that id. */
export async function readCustomer(client: ShopifyClient, customerId: string): Promise<Rest | undefined> {
  const id = `gid://shopify/Customer/${customerId}`;
  const { customer: node } = await client.query<{ customer: Rest | null }>(CUSTOMER_QUERY, { id });
  if (!node) return undefined;
  return {
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    email: object(node.defaultEmailAddress)?.emailAddress ?? null,
    phone: object(node.defaultPhoneNumber)?.phoneNumber ?? null,
    first_name: node.firstName,
    last_name: node.lastName,
    note: node.note,
    state: lower(node.state),
    locale: node.locale,
    currency: object(node.amountSpent)?.currencyCode,
    verified_email: node.verifiedEmail,
    tax_exempt: node.taxExempt,
    tags: node.tags,
    orders_count: node.numberOfOrders === undefined ? undefined : Number(node.numberOfOrders),
    email_marketing_consent: consent(node.defaultEmailAddress),
    sms_marketing_consent: consent(node.defaultPhoneNumber),
    default_address: address(node.defaultAddress),
  };
}
