import { api, LightningElement, wire } from 'lwc';
import getOrder from '@salesforce/apex/ShopifyOrdersController.getOrder';
import ABOUT from '@salesforce/label/c.Shopify_Orders_About';
import BUYER_PAID from '@salesforce/label/c.Shopify_Orders_Buyer_Paid';
import FAILED from '@salesforce/label/c.Shopify_Orders_Failed';
import INCOMPLETE from '@salesforce/label/c.Shopify_Orders_Incomplete';
import LOADING from '@salesforce/label/c.Shopify_Orders_Loading';
import OPEN_IN_SHOPIFY from '@salesforce/label/c.Shopify_Orders_Open_In_Shopify';
import OPEN_RECORD from '@salesforce/label/c.Shopify_Orders_Open_Record';
import SUMS from '@salesforce/label/c.Shopify_Orders_Sums';
import { getErrorWords } from 'c/shopifyFormat';
import { facts } from './facts';
import { figures } from './figures';

/** One order opened: its lines, what it says of itself and adds up to, shipments, refunds, returns and disputes. */
export default class ShopifyOrderDetail extends LightningElement {
  @api recordId;
  @api orderId;
  labels = { ABOUT, BUYER_PAID, FAILED, INCOMPLETE, LOADING, OPEN_IN_SHOPIFY, OPEN_RECORD, SUMS };

  /** `{ order, lines, fulfillments, refunds, claims }` */
  @wire(getOrder, { recordId: '$recordId', orderId: '$orderId' })
  detail;

  get isLoading() {
    return !this.detail.data && !this.detail.error;
  }

  get failure() {
    return getErrorWords(this.detail.error);
  }

  get order() {
    return this.detail.data.order;
  }

  get figures() {
    return figures(this.order, this.detail.data.lines);
  }

  get isIncomplete() {
    return this.order.isComplete === false;
  }

  get facts() {
    return facts(this.order);
  }

  get hasFacts() {
    return this.facts.length > 0;
  }

  /** What the buyer sees, where it is in a currency of its own. */
  get hasBuyerTotal() {
    const { presentmentCurrency, presentmentTotal, currencyCode } = this.order;
    return Boolean(presentmentCurrency) && presentmentCurrency !== currencyCode && typeof presentmentTotal === 'number';
  }

  get hasFulfillments() {
    return this.detail.data.fulfillments?.length > 0;
  }

  get hasRefunds() {
    return this.detail.data.refunds?.length > 0;
  }

  get hasClaims() {
    return this.detail.data.claims?.length > 0;
  }

  get recordUrl() {
    return `/lightning/r/${this.orderId}/view`;
  }
}
