import { api, LightningElement } from 'lwc';
import timeZone from '@salesforce/i18n/timeZone';
import REFUNDS from '@salesforce/label/c.Shopify_Orders_Refunds';

/** What went back to the buyer, and why. */
export default class ShopifyOrderRefunds extends LightningElement {
  /** `[{ id, amount, processedAt, note }]` */
  @api refunds = [];
  @api currencyCode;
  timeZone = timeZone;
  labels = { REFUNDS };
}
