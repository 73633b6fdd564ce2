/** A customer document (REST shape) as the Admin API's Customer, and small helpers for all views. */
import type { Document } from '../shop/documents.ts';
import type { Shop } from '../shop/shop.ts';
import { connection, type PageArguments } from './money.ts';

type Part = Record<string, unknown>;

export function list(value: unknown): Part[] {
  return Array.isArray(value) ? (value as Part[]) : [];
}

export function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

/** REST's lower-case words are GraphQL's enum constants; null stays null. */
export function upper(value: unknown): string | null {
  return value === null || value === undefined || value === ''
    ? null
    : String(value).toUpperCase().replaceAll('-', '_');
}

export function gid(type: string, id: unknown): string {
  return `gid://shopify/${type}/${text(id)}`;
}

/** The numeric tail of a gid. */
export function idOf(value: string): string {
  return value.slice(value.lastIndexOf('/') + 1);
}

export function addressView(value: unknown): object | null {
  if (value === null || value === undefined) return null;
  const address = value as Part;
  return {
    __typename: 'MailingAddress',
    id: gid('MailingAddress', address.id ?? 0),
    firstName: address.first_name ?? null,
    lastName: address.last_name ?? null,
    name: address.name ?? null,
    company: address.company ?? null,
    address1: address.address1 ?? null,
    address2: address.address2 ?? null,
    city: address.city ?? null,
    province: address.province ?? null,
    provinceCode: address.province_code ?? null,
    country: address.country ?? null,
    countryCodeV2: address.country_code ?? null,
    zip: address.zip ?? null,
    phone: address.phone ?? null,
    latitude: address.latitude ?? null,
    longitude: address.longitude ?? null,
  };
}

function consentView(value: unknown): object | null {
  if (value === null || value === undefined) return null;
  const consent = value as Part;
  return {
    marketingState: upper(consent.state),
    marketingOptInLevel: upper(consent.opt_in_level),
    consentUpdatedAt: consent.consent_updated_at ?? null,
  };
}

/** Consent as an address carries it. */
function marketing(value: unknown): object {
  const consent = (value ?? {}) as Part;
  return {
    marketingState: upper(consent.state) ?? 'NOT_SUBSCRIBED',
    marketingOptInLevel: upper(consent.opt_in_level),
    marketingUpdatedAt: consent.consent_updated_at ?? null,
  };
}

/** Metafields of a resource, all or those whose `namespace.key` is asked for. */
export function metafieldsView(document: Document): (args: PageArguments & { keys?: string[] | null }) => object {
  return (args) => {
    const fields = list(document.metafields).map(({ namespace, key, value, type }) => ({
      __typename: 'Metafield',
      namespace: text(namespace),
      key: text(key),
      value: text(value),
      type: text(type ?? 'single_line_text_field'),
    }));
    const { keys } = args;
    return connection(keys ? fields.filter(({ namespace, key }) => keys.includes(`${namespace}.${key}`)) : fields)(
      args,
    );
  };
}

export function tagsOf(customer: Document): string[] {
  return text(customer.tags ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
}

export function customerView(shop: Shop, customer: Document): object {
  const orders = [...shop.orders.values()].filter(
    (order) => text((order.customer as Part | undefined)?.id) === customer.id,
  );
  return {
    __typename: 'Customer',
    id: gid('Customer', customer.id),
    legacyResourceId: customer.id,
    firstName: customer.first_name ?? null,
    lastName: customer.last_name ?? null,
    displayName: [customer.first_name, customer.last_name].filter(Boolean).join(' ') || text(customer.email),
    email: customer.email || null,
    phone: customer.phone ?? null,
    note: customer.note ?? null,
    locale: customer.locale ?? 'en',
    state: upper(customer.state ?? 'disabled'),
    verifiedEmail: customer.verified_email === true,
    taxExempt: customer.tax_exempt === true,
    createdAt: customer.created_at,
    updatedAt: customer.updated_at,
    tags: tagsOf(customer),
    numberOfOrders: String(orders.length),
    defaultAddress: addressView(customer.default_address),
    addresses: list(customer.addresses).map(addressView),
    amountSpent: { amount: '0.0', currencyCode: customer.currency ?? shop.options.currency },
    defaultEmailAddress: customer.email
      ? { emailAddress: customer.email, ...marketing(customer.email_marketing_consent) }
      : null,
    defaultPhoneNumber: customer.phone
      ? { phoneNumber: customer.phone, ...marketing(customer.sms_marketing_consent) }
      : null,
    metafields: metafieldsView(customer),
    emailMarketingConsent: consentView(customer.email_marketing_consent),
    smsMarketingConsent: consentView(customer.sms_marketing_consent),
  };
}
