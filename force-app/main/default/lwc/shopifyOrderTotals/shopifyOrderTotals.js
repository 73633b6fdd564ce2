import { api, LightningElement } from 'lwc';
import timeZone from '@salesforce/i18n/timeZone';
import FIRST_ORDER from '@salesforce/label/c.Shopify_Orders_First_Order';
import LAST_ORDER from '@salesforce/label/c.Shopify_Orders_Last_Order';
import LIFETIME_VALUE from '@salesforce/label/c.Shopify_Orders_Lifetime_Value';
import ORDER_COUNT from '@salesforce/label/c.Shopify_Orders_Order_Count';
import TOTALS from '@salesforce/label/c.Shopify_Orders_Totals';

/** The four figures above the list: lifetime value, orders, first and last order. */
export default class ShopifyOrderTotals extends LightningElement {
  /** `{ values: [{ amount, currencyCode }], orderCount, firstOrderAt, lastOrderAt }`; a value for each currency of the shops */
  @api totals;
  timeZone = timeZone;
  labels = { FIRST_ORDER, LAST_ORDER, LIFETIME_VALUE, ORDER_COUNT, TOTALS };

  get values() {
    return this.totals?.values ?? [];
  }

  get hasNoValue() {
    return this.values.length === 0;
  }

  get orderCount() {
    return this.totals?.orderCount ?? 0;
  }
}
