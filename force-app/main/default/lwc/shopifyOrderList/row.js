import { statusTheme, statusWords } from 'c/shopifyFormat';
import { labels } from './labels';

export const columns = [
  { key: 'order', label: labels.ORDER },
  { key: 'date', label: labels.DATE },
  { key: 'payment', label: labels.PAYMENT },
  { key: 'shipping', label: labels.SHIPPING },
  { key: 'lines', label: labels.ITEMS, isNumber: true },
  { key: 'total', label: labels.TOTAL, isNumber: true },
];

function badge(status) {
  return { kind: 'badge', value: statusWords(status), theme: statusTheme(status) };
}

/** What the buyer saw, where that is another currency than the shop's. */
function buyerTotal({ presentmentCurrency, presentmentTotal, currencyCode }) {
  const isForeign = Boolean(presentmentCurrency) && presentmentCurrency !== currencyCode;
  return isForeign ? [{ value: presentmentTotal, currencyCode: presentmentCurrency }] : [];
}

/** One order as a row of `c-shopify-table`. */
export function rowOf(order, openId) {
  return {
    id: order.id,
    name: order.name,
    cells: {
      order: {
        kind: 'toggle',
        value: order.name,
        isOpen: order.id === openId,
        marks: order.isTest ? [{ label: labels.TEST }] : [],
      },
      date: { kind: 'time', value: order.processedAt },
      payment: badge(order.financialStatus),
      shipping: badge(order.cancelledAt ? 'cancelled' : (order.fulfillmentStatus ?? 'unfulfilled')),
      lines: { kind: 'number', value: order.lineCount },
      total: {
        kind: 'money',
        value: order.currentTotal,
        currencyCode: order.currencyCode,
        notes: buyerTotal(order),
      },
    },
  };
}
