import { api, LightningElement, wire } from 'lwc';
import getOrder from '@salesforce/apex/ShopifyOrdersController.getOrder';
import CANCEL_REASON from '@salesforce/label/c.Shopify_Orders_Cancel_Reason';
import FAILED from '@salesforce/label/c.Shopify_Orders_Failed';
import INCOMPLETE from '@salesforce/label/c.Shopify_Orders_Incomplete';
import LOADING from '@salesforce/label/c.Shopify_Orders_Loading';
import NOTE from '@salesforce/label/c.Shopify_Orders_Note';
import OPEN_IN_SHOPIFY from '@salesforce/label/c.Shopify_Orders_Open_In_Shopify';
import OPEN_RECORD from '@salesforce/label/c.Shopify_Orders_Open_Record';
import { getErrorWords, statusWords } from 'c/shopifyFormat';
import { figures } from './figures';

/** One order opened: its lines, what it adds up to, shipments and refunds. */
export default class ShopifyOrderDetail extends LightningElement {
  @api recordId;
  @api orderId;
  labels = { CANCEL_REASON, FAILED, INCOMPLETE, LOADING, NOTE, OPEN_IN_SHOPIFY, OPEN_RECORD };

  /** `{ order, lines, fulfillments, refunds }` */
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
    return figures(this.order);
  }

  get isIncomplete() {
    return this.order.isComplete === false;
  }

  get cancelReason() {
    return statusWords(this.order.cancelReason);
  }

  get hasFulfillments() {
    return this.detail.data.fulfillments?.length > 0;
  }

  get hasRefunds() {
    return this.detail.data.refunds?.length > 0;
  }

  get recordUrl() {
    return `/lightning/r/${this.orderId}/view`;
  }
}
