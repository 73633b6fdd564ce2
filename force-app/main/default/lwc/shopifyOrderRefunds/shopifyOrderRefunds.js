import { api, LightningElement } from 'lwc';
import timeZone from '@salesforce/i18n/timeZone';
import PENDING from '@salesforce/label/c.Shopify_Orders_Pending_Refund';
import REFUNDS from '@salesforce/label/c.Shopify_Orders_Refunds';

/** What went back to the buyer, and why. */
export default class ShopifyOrderRefunds extends LightningElement {
  /** `[{ id, amount, pendingAmount, processedAt, note }]` */
  @api refunds = [];
  @api currencyCode;
  timeZone = timeZone;
  labels = { PENDING, REFUNDS };

  // Money that has not gone back yet is shown as such, and not as nought.
  get rows() {
    return this.refunds.map((refund) => {
      const isPending = refund.pendingAmount > 0 && !refund.amount;
      return { ...refund, isPending, amount: isPending ? refund.pendingAmount : refund.amount };
    });
  }
}
