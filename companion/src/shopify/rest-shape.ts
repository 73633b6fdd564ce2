/** Small readers of GraphQL answers: the same things in the words and shapes that webhooks have. */
import { list, object, type Rest } from '../canonical/read.ts';

export const lower = (value: unknown): string | null => (typeof value === 'string' ? value.toLowerCase() : null);
export const nodes = (value: unknown): Rest[] => list(object(value)?.nodes);
export const pageInfo = (value: unknown): Rest | undefined => object(object(value)?.pageInfo);

/** A MoneyBag as a `*_set`. */
export function set(value: unknown): Rest | null {
  const bag = object(value);
  if (!bag) return null;
  const money = (part: unknown) => ({ amount: object(part)?.amount, currency_code: object(part)?.currencyCode });
  return { shop_money: money(bag.shopMoney), presentment_money: money(bag.presentmentMoney) };
}

/** A `*_set` with the sign turned. */
export function negative(value: unknown): Rest | null {
  const turn = (part: unknown) => {
    const { amount, ...rest } = object(part) ?? {};
    const text = String(amount ?? '0');
    return { ...rest, amount: /[1-9]/.test(text) ? (text.startsWith('-') ? text.slice(1) : `-${text}`) : text };
  };
  const bag = object(value);
  return bag ? set({ shopMoney: turn(bag.shopMoney), presentmentMoney: turn(bag.presentmentMoney) }) : null;
}

const ADDRESS: Record<string, string> = {
  firstName: 'first_name',
  lastName: 'last_name',
  company: 'company',
  address1: 'address1',
  address2: 'address2',
  city: 'city',
  province: 'province',
  provinceCode: 'province_code',
  zip: 'zip',
  country: 'country',
  countryCodeV2: 'country_code',
  phone: 'phone',
};

/** A GraphQL address with REST names. */
export function address(value: unknown): Rest | null {
  const part = object(value);
  return (part && Object.fromEntries(Object.entries(ADDRESS).map(([from, to]) => [to, part[from]]))) || null;
}

export const attributes = (value: unknown): Rest[] =>
  list(value).map(({ key, value: content }) => ({ name: key, value: content }));

export const taxes = (value: unknown): Rest[] =>
  list(value).map((tax) => ({ title: tax.title, rate: tax.rate, price_set: set(tax.priceSet) }));

/** A company's part in an order: null for an order of a person, undefined where the app may not see it. */
export function companyOf(purchasingEntity: unknown): Rest | null | undefined {
  if (purchasingEntity === undefined) return undefined;
  const entity = object(purchasingEntity);
  const company = object(entity?.company);
  return company ? { id: company.id, location_id: object(entity?.location)?.id, name: company.name } : null;
}
