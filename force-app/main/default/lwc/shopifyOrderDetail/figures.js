import DISCOUNTS from '@salesforce/label/c.Shopify_Orders_Discounts';
import DUTIES from '@salesforce/label/c.Shopify_Orders_Duties';
import GIFT_CARD_PAYMENTS from '@salesforce/label/c.Shopify_Orders_Gift_Card_Payments';
import GOODS from '@salesforce/label/c.Shopify_Orders_Goods';
import INCLUDED_TAX from '@salesforce/label/c.Shopify_Orders_Included_Tax';
import NET_REVENUE from '@salesforce/label/c.Shopify_Orders_Net_Revenue';
import OUTSTANDING from '@salesforce/label/c.Shopify_Orders_Outstanding';
import PENDING_REFUND from '@salesforce/label/c.Shopify_Orders_Pending_Refund';
import REFUNDED from '@salesforce/label/c.Shopify_Orders_Refunded';
import SHIPPING_COST from '@salesforce/label/c.Shopify_Orders_Shipping_Cost';
import SUBTOTAL from '@salesforce/label/c.Shopify_Orders_Subtotal';
import TAX from '@salesforce/label/c.Shopify_Orders_Tax';
import TIP from '@salesforce/label/c.Shopify_Orders_Tip';
import TOTAL from '@salesforce/label/c.Shopify_Orders_Total';

const negative = (value) => value && -value;

/**
 * The sums of an order, in the order they add up; what is nought is left out, except goods and total. Shopify's subtotal has lost the
 * discounts already, so goods come from the lines where all are here.
 */
export function figures(order, lines = []) {
  const goods = order.isComplete === false ? undefined : goodsOf(lines);
  const all = [
    { key: 'subtotal', label: goods === undefined ? SUBTOTAL : GOODS, value: goods ?? order.subtotal, isAlways: true },
    { key: 'discounts', label: DISCOUNTS, value: negative(order.totalDiscounts) },
    { key: 'shipping', label: SHIPPING_COST, value: order.totalShipping },
    { key: 'duties', label: DUTIES, value: order.totalDuties },
    { key: 'tax', label: order.taxesIncluded ? INCLUDED_TAX : TAX, value: order.totalTax },
    { key: 'tip', label: TIP, value: order.totalTip },
    { key: 'total', label: TOTAL, value: order.total, isAlways: true, isBold: true },
    { key: 'giftCards', label: GIFT_CARD_PAYMENTS, value: order.giftCardPayments },
    { key: 'outstanding', label: OUTSTANDING, value: order.outstanding },
    { key: 'refunded', label: REFUNDED, value: negative(order.totalRefunded) },
    { key: 'pendingRefund', label: PENDING_REFUND, value: negative(order.pendingRefund) },
    // The same as the total for most orders: told only where it is not.
    { key: 'net', label: NET_REVENUE, value: order.netRevenue, isAlways: order.netRevenue !== order.total },
  ];
  return all
    .filter(isShown)
    .map((figure) => ({ ...figure, termKey: `${figure.key}Term`, look: figure.isBold ? 'slds-text-title_bold' : '' }));
}

function isShown({ key, value, isAlways }) {
  const isKnown = isAlways && typeof value === 'number';
  return key === 'net' ? isKnown : value || isKnown;
}

// Ten-thousandths: sums of binary fractions are not exact.
function goodsOf(lines) {
  if (lines.length === 0 || lines.some(({ unitPrice }) => typeof unitPrice !== 'number')) return undefined;
  const sum = lines.reduce((total, { unitPrice, quantity }) => total + unitPrice * (quantity ?? 0), 0);
  return Math.round(sum * 10000) / 10000;
}
