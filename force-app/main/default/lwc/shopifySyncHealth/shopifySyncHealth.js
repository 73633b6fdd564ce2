import { LightningElement, wire } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { refreshApex } from '@salesforce/apex';
import dismiss from '@salesforce/apex/ShopifyIssuesController.dismiss';
import getIssues from '@salesforce/apex/ShopifyIssuesController.getIssues';
import replay from '@salesforce/apex/ShopifyIssuesController.replay';
import DISMISSED from '@salesforce/label/c.Shopify_Health_Dismissed';
import FAILED from '@salesforce/label/c.Shopify_Health_Failed';
import LOADING from '@salesforce/label/c.Shopify_Orders_Loading';
import NONE from '@salesforce/label/c.Shopify_Health_None';
import NONE_HINT from '@salesforce/label/c.Shopify_Health_None_Hint';
import REFRESH from '@salesforce/label/c.Shopify_Orders_Refresh';
import REPLAYED from '@salesforce/label/c.Shopify_Health_Replayed';
import TITLE from '@salesforce/label/c.Shopify_Health_Title';
import { getErrorWords } from 'c/shopifyFormat';

/** What the sync could not apply, and what an admin can do about it. */
export default class ShopifySyncHealth extends LightningElement {
  labels = { FAILED, LOADING, NONE, NONE_HINT, REFRESH, TITLE };
  isBusy = false;
  /** What the wire provisioned: `data` is a list of issues. */
  issues = {};

  @wire(getIssues, {})
  provisionIssues(value) {
    this.issues = value;
  }

  get failure() {
    return getErrorWords(this.issues.error);
  }

  get isLoading() {
    return !this.issues.data && !this.issues.error;
  }

  get isEmpty() {
    return this.issues.data?.length === 0;
  }

  get hasIssues() {
    return this.issues.data?.length > 0;
  }

  handleReplay(event) {
    return this.act(replay, event.detail.issueIds, REPLAYED);
  }

  handleDismiss(event) {
    return this.act(dismiss, event.detail.issueIds, DISMISSED);
  }

  async handleRefresh() {
    this.isBusy = true;
    try {
      await refreshApex(this.issues);
    } finally {
      this.isBusy = false;
    }
  }

  async act(action, issueIds, success) {
    this.isBusy = true;
    try {
      await action({ issueIds });
      this.toast(success, undefined, 'success');
    } catch (error) {
      this.toast(FAILED, getErrorWords(error), 'error');
    } finally {
      this.isBusy = false;
    }
    await refreshApex(this.issues);
  }

  toast(title, message, variant) {
    this.dispatchEvent(new ShowToastEvent({ title, message: message ?? '', variant }));
  }
}
