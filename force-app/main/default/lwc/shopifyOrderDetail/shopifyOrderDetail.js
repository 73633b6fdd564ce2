import { api, LightningElement, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import getOrder from '@salesforce/apex/ShopifyOrdersController.getOrder';
import ABOUT from '@salesforce/label/c.Shopify_Orders_About';
import BUYER_PAID from '@salesforce/label/c.Shopify_Orders_Buyer_Paid';
import FAILED from '@salesforce/label/c.Shopify_Orders_Failed';
import INCOMPLETE from '@salesforce/label/c.Shopify_Orders_Incomplete';
import IS_CANCELLED from '@salesforce/label/c.Shopify_Orders_Is_Cancelled';
import IS_DELETED from '@salesforce/label/c.Shopify_Orders_Is_Deleted';
import IS_TEST from '@salesforce/label/c.Shopify_Orders_Is_Test';
import LOADING from '@salesforce/label/c.Shopify_Orders_Loading';
import NEW_TAB from '@salesforce/label/c.Shopify_Orders_Opens_New_Tab';
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
  labels = { ABOUT, BUYER_PAID, FAILED, LOADING, NEW_TAB, OPEN_IN_SHOPIFY, OPEN_RECORD, SUMS };

  /** `data`: `{ order, lines, fulfillments, refunds, claims }` */
  detail = {};

  @wire(getOrder, { recordId: '$recordId', orderId: '$orderId' })
  provisionDetail(value) {
    this.detail = value;
  }

  @api
  refresh() {
    return refreshApex(this.detail);
  }

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

  /** What one has to know before one reads the sums. */
  get notices() {
    const { isComplete, isDeleted, cancelledAt, isTest } = this.order;
    return [
      isDeleted && IS_DELETED,
      cancelledAt && IS_CANCELLED,
      isTest && IS_TEST,
      isComplete === false && INCOMPLETE,
    ].filter(Boolean);
  }

  /** On the order's own page there is no way to it. */
  get isElsewhere() {
    return this.recordId !== this.orderId;
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
