import { api, LightningElement } from 'lwc';
import timeZone from '@salesforce/i18n/timeZone';
import CLAIMS from '@salesforce/label/c.Shopify_Orders_Claims';
import DISPUTE from '@salesforce/label/c.Shopify_Orders_Dispute';
import EVIDENCE_DUE from '@salesforce/label/c.Shopify_Orders_Evidence_Due';
import RETURN from '@salesforce/label/c.Shopify_Orders_Return';
import { statusTheme, statusWords } from 'c/shopifyFormat';

/** What the buyer asks back: returns of goods, disputes with the bank. */
export default class ShopifyOrderClaims extends LightningElement {
  /** `[{ id, isDispute, name, status, amount, currencyCode, dueAt }]` */
  @api claims = [];
  timeZone = timeZone;
  labels = { CLAIMS, EVIDENCE_DUE };

  get rows() {
    return this.claims.map((claim) => ({
      ...claim,
      title: claim.isDispute ? `${DISPUTE}: ${statusWords(claim.name)}` : `${RETURN} ${claim.name}`,
      words: statusWords(claim.status),
      theme: statusTheme(claim.status),
      hasAmount: typeof claim.amount === 'number' && Boolean(claim.currencyCode),
      url: `/lightning/r/${claim.id}/view`,
    }));
  }
}
