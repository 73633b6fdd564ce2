import { api, LightningElement } from 'lwc';
import AMOUNT from '@salesforce/label/c.Shopify_Orders_Amount';
import DATE from '@salesforce/label/c.Shopify_Orders_Date';
import NOTE from '@salesforce/label/c.Shopify_Orders_Note';
import PENDING from '@salesforce/label/c.Shopify_Orders_Pending_Refund';
import REFUNDS from '@salesforce/label/c.Shopify_Orders_Refunds';

/** What went back to the buyer, and why. */
export default class ShopifyOrderRefunds extends LightningElement {
  /** `[{ id, amount, pendingAmount, processedAt, note }]` */
  @api refunds = [];
  @api currencyCode;
  labels = { REFUNDS };
  columns = [
    { key: 'date', label: DATE },
    { key: 'note', label: NOTE },
    { key: 'amount', label: AMOUNT, isNumber: true },
  ];

  get rows() {
    return this.refunds.map(({ id, amount, pendingAmount, processedAt, note }) => {
      // Money that has not gone back yet is shown as such, and not as nought.
      const isPending = pendingAmount > 0 && !amount;
      const value = isPending ? pendingAmount : amount;
      return {
        id,
        name: id,
        cells: {
          date: { kind: 'date', value: processedAt },
          note: { value: note, marks: isPending ? [{ label: PENDING }] : [] },
          amount: { kind: 'money', value, currencyCode: this.currencyCode },
        },
      };
    });
  }
}
