import { api, LightningElement } from 'lwc';
import AMOUNT from '@salesforce/label/c.Shopify_Orders_Amount';
import CLAIM from '@salesforce/label/c.Shopify_Orders_Claim';
import CLAIMS from '@salesforce/label/c.Shopify_Orders_Claims';
import DISPUTE from '@salesforce/label/c.Shopify_Orders_Dispute';
import EVIDENCE_DUE from '@salesforce/label/c.Shopify_Orders_Evidence_Due';
import RETURN from '@salesforce/label/c.Shopify_Orders_Return';
import SINCE from '@salesforce/label/c.Shopify_Orders_Since';
import STATUS from '@salesforce/label/c.Shopify_Orders_Status';
import { statusTheme, statusWords } from 'c/shopifyFormat';

/** What the buyer asks back: returns of goods, disputes with the bank. */
export default class ShopifyOrderClaims extends LightningElement {
  /** `[{ id, isDispute, name, status, amount, currencyCode, beganAt, dueAt }]` */
  @api claims = [];
  labels = { CLAIMS };
  columns = [
    { key: 'claim', label: CLAIM },
    { key: 'status', label: STATUS },
    { key: 'since', label: SINCE },
    { key: 'due', label: EVIDENCE_DUE },
    { key: 'amount', label: AMOUNT, isNumber: true },
  ];

  get rows() {
    return this.claims.map((claim) => ({
      id: claim.id,
      name: claim.name,
      cells: {
        claim: {
          kind: 'link',
          value: claim.isDispute ? `${DISPUTE}: ${statusWords(claim.name)}` : `${RETURN} ${claim.name}`,
          url: `/lightning/r/${claim.id}/view`,
        },
        status: { kind: 'badge', value: statusWords(claim.status), theme: statusTheme(claim.status) },
        since: { kind: 'date', value: claim.beganAt },
        due: { kind: 'date', value: claim.dueAt },
        // Without its currency an amount says nothing.
        amount: { kind: 'money', value: claim.currencyCode && claim.amount, currencyCode: claim.currencyCode },
      },
    }));
  }
}
