/** REST money to GraphQL money. */

export interface MoneyV2 {
  amount: string;
  currencyCode: string;
}

export interface MoneyBag {
  shopMoney: MoneyV2;
  presentmentMoney: MoneyV2;
}

interface RestMoney {
  amount: string;
  currency_code: string;
}

type RestSet = { shop_money: RestMoney; presentment_money: RestMoney } | null | undefined;

function moneyOf(money: RestMoney): MoneyV2 {
  return { amount: money.amount, currencyCode: money.currency_code };
}

/** A `*_set` of a REST document; without one, the flat shop-currency amount in both places. */
export function bag(set: unknown, flat?: unknown, currency?: string): MoneyBag | null {
  const value = set as RestSet;
  if (value) return { shopMoney: moneyOf(value.shop_money), presentmentMoney: moneyOf(value.presentment_money) };
  if (flat === undefined || flat === null || !currency) return null;
  const money = { amount: String(flat), currencyCode: currency };
  return { shopMoney: money, presentmentMoney: money };
}

export function requiredBag(set: unknown, flat: unknown, currency: string): MoneyBag {
  const zero = { amount: '0.00', currencyCode: currency };
  return bag(set, flat, currency) ?? { shopMoney: zero, presentmentMoney: zero };
}

/** A connection with all its rows on one page. */
export function connection<T>(nodes: T[]): object {
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: `cursor-${index}` })),
    pageInfo: {
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: nodes.length ? 'cursor-0' : null,
      endCursor: nodes.length ? `cursor-${nodes.length - 1}` : null,
    },
  };
}
