import DISCOUNTS from '@salesforce/label/c.Shopify_Orders_Discounts';
import REFUNDED from '@salesforce/label/c.Shopify_Orders_Refunded';
import SHIPPING_COST from '@salesforce/label/c.Shopify_Orders_Shipping_Cost';
import SUBTOTAL from '@salesforce/label/c.Shopify_Orders_Subtotal';
import TAX from '@salesforce/label/c.Shopify_Orders_Tax';
import TOTAL from '@salesforce/label/c.Shopify_Orders_Total';

/** The sums of an order, in the order they add up; what is nought is left out, except subtotal and total. */
export function figures(order) {
  const all = [
    { key: 'subtotal', label: SUBTOTAL, value: order.subtotal, isAlways: true },
    { key: 'discounts', label: DISCOUNTS, value: order.totalDiscounts && -order.totalDiscounts },
    { key: 'shipping', label: SHIPPING_COST, value: order.totalShipping },
    { key: 'tax', label: TAX, value: order.totalTax },
    { key: 'total', label: TOTAL, value: order.total, isAlways: true },
    { key: 'refunded', label: REFUNDED, value: order.totalRefunded && -order.totalRefunded },
  ];
  return all.filter((figure) => figure.value || (figure.isAlways && typeof figure.value === 'number'));
}
