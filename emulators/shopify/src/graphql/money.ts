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

/** As the Admin API writes decimals: one place at least, no zeros beyond it (`10.0`, `9.95`). */
export function decimal(amount: unknown): string {
  const [whole = '0', places = ''] = String(amount).split('.');
  return `${whole}.${places.replace(/0+$/, '').padEnd(1, '0')}`;
}

function moneyOf(money: RestMoney): MoneyV2 {
  return { amount: decimal(money.amount), currencyCode: money.currency_code };
}

/** A `*_set` of a REST document; without one, the flat shop-currency amount in both places. */
export function bag(set: unknown, flat?: unknown, currency?: string): MoneyBag | null {
  const value = set as RestSet;
  if (value) return { shopMoney: moneyOf(value.shop_money), presentmentMoney: moneyOf(value.presentment_money) };
  if (flat === undefined || flat === null || !currency) return null;
  const money = { amount: decimal(flat), currencyCode: currency };
  return { shopMoney: money, presentmentMoney: money };
}

export function requiredBag(set: unknown, flat: unknown, currency: string): MoneyBag {
  const zero = { amount: '0.0', currencyCode: currency };
  return bag(set, flat, currency) ?? { shopMoney: zero, presentmentMoney: zero };
}

/** Without the sign: REST's adjustments are negative, refunded shipping lines are not. */
export function positive({ shopMoney, presentmentMoney }: MoneyBag): MoneyBag {
  const turn = ({ amount, currencyCode }: MoneyV2) => ({ amount: amount.replace(/^-/, ''), currencyCode });
  return { shopMoney: turn(shopMoney), presentmentMoney: turn(presentmentMoney) };
}

/** Arguments of a connection that are emulated. */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
}

/** A connection as a field: pages forward by `first` and `after`. */
export function connection<T>(nodes: T[]): (args: PageArguments) => object {
  return ({ first, after }) => {
    const start = after ? Number(after.replace('cursor-', '')) + 1 : 0;
    const page = nodes.slice(start, start + (first ?? nodes.length));
    const end = start + page.length;
    return {
      nodes: page,
      edges: page.map((node, index) => ({ node, cursor: `cursor-${start + index}` })),
      pageInfo: {
        hasNextPage: end < nodes.length,
        hasPreviousPage: start > 0,
        startCursor: page.length ? `cursor-${start}` : null,
        endCursor: page.length ? `cursor-${end - 1}` : null,
      },
    };
  };
}
