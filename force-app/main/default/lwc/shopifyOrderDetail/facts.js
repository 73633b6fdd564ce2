import CANCEL_REASON from '@salesforce/label/c.Shopify_Orders_Cancel_Reason';
import CHANNEL from '@salesforce/label/c.Shopify_Orders_Channel';
import COMPANY from '@salesforce/label/c.Shopify_Orders_Company';
import DISCOUNT_CODES from '@salesforce/label/c.Shopify_Orders_Discount_Codes';
import NOTE from '@salesforce/label/c.Shopify_Orders_Note';
import PURCHASE_ORDER from '@salesforce/label/c.Shopify_Orders_Purchase_Order';
import SHIP_TO from '@salesforce/label/c.Shopify_Orders_Ship_To';
import WARNINGS from '@salesforce/label/c.Shopify_Orders_Warnings';
import { reasonWords, statusWords } from 'c/shopifyFormat';

/** What an order says of itself: `[{ key, termKey, label, value }]`, only what there is. */
export function facts(order) {
  const own = [
    { key: 'cancelReason', label: CANCEL_REASON, value: reasonWords(order.cancelReason) },
    { key: 'codes', label: DISCOUNT_CODES, value: (order.discountCodes ?? []).join(', ') },
    { key: 'shipTo', label: SHIP_TO, value: order.shipTo },
    { key: 'company', label: COMPANY, value: order.companyName },
    { key: 'purchaseOrder', label: PURCHASE_ORDER, value: order.poNumber },
    { key: 'channel', label: CHANNEL, value: channel(order.sourceName) },
    { key: 'note', label: NOTE, value: order.note },
  ];
  const attributes = (order.attributes ?? []).map(({ name, value }, at) => ({
    key: `attribute${at}`,
    label: name,
    value,
  }));
  return [...own, ...attributes, { key: 'warnings', label: WARNINGS, value: order.warnings }].filter(
    ({ value }) => value,
  );
}

// The web shop is what everybody expects; apps are known by numbers, which tell nobody anything.
function channel(sourceName) {
  if (!sourceName || sourceName === 'web' || /^\d+$/.test(sourceName)) return undefined;
  return sourceName === 'pos' ? 'POS' : statusWords(sourceName.replace(/^shopify_/, ''));
}
