import { LightningElement, wire } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { refreshApex } from '@salesforce/apex';
import dismiss from '@salesforce/apex/ShopifyIssuesController.dismiss';
import getHealth from '@salesforce/apex/ShopifyIssuesController.getHealth';
import getIssues from '@salesforce/apex/ShopifyIssuesController.getIssues';
import replay from '@salesforce/apex/ShopifyIssuesController.replay';
import DISMISSED from '@salesforce/label/c.Shopify_Health_Dismissed';
import FAILED from '@salesforce/label/c.Shopify_Health_Failed';
import ISSUES from '@salesforce/label/c.Shopify_Health_Issues_Title';
import LOADING from '@salesforce/label/c.Shopify_Orders_Loading';
import MOST_SHOWN from '@salesforce/label/c.Shopify_Health_Most';
import REFRESH from '@salesforce/label/c.Shopify_Orders_Refresh';
import REPLAYED from '@salesforce/label/c.Shopify_Health_Replayed';
import STILL_OPEN from '@salesforce/label/c.Shopify_Health_Still_Open';
import TITLE from '@salesforce/label/c.Shopify_Health_Title';
import { fill, getErrorWords } from 'c/shopifyFormat';

/** As many as `ShopifyIssuesController` gives. */
const MOST = 200;

/** How the sync is doing, what it could not apply, and what an admin can do about it. */
export default class ShopifySyncHealth extends LightningElement {
  labels = { FAILED, ISSUES, LOADING, REFRESH, TITLE };
  cutWords = fill(MOST_SHOWN, MOST);
  status = 'open';
  isBusy = false;
  /** What the wires provisioned; `issues.data` is a list, `health.data` figures. */
  issues = {};
  health = {};
  /** The issues last read: they stay until others are here. */
  shown;

  @wire(getHealth)
  provisionHealth(value) {
    this.health = value;
  }

  @wire(getIssues, { status: '$status' })
  provisionIssues(value) {
    this.issues = value;
    if (value.data) this.shown = value.data;
  }

  get failure() {
    return getErrorWords(this.issues.error ?? this.health.error);
  }

  get isLoading() {
    return this.isBusy || (!this.issues.data && !this.issues.error);
  }

  get isCut() {
    return this.shown.length === MOST;
  }

  handleFilter(event) {
    this.status = event.detail.status;
  }

  handleReplay(event) {
    return this.act(replay, event.detail.issueIds, replayed);
  }

  handleDismiss(event) {
    return this.act(dismiss, event.detail.issueIds, () => [DISMISSED, 'success']);
  }

  async handleDecided(event) {
    await this.refresh();
    // The row with the desk is gone, unless several people are left.
    if (event.detail.status !== 'ambiguous') this.template.querySelector('.issues')?.focus();
  }

  // Nothing is disabled meanwhile: a button that is would lose the focus. A second press waits for nothing and does nothing.
  async act(action, issueIds, outcome) {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      const [words, variant] = outcome(await action({ issueIds }));
      this.toast(words, undefined, variant);
    } catch (error) {
      this.toast(FAILED, getErrorWords(error), 'error');
    } finally {
      this.isBusy = false;
    }
    await this.refresh();
    // The row that was pressed may be gone, and the focus with it.
    this.template.querySelector('.issues')?.focus();
  }

  async handleRefresh() {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await this.refresh();
    } finally {
      this.isBusy = false;
    }
  }

  refresh() {
    return Promise.all([refreshApex(this.issues), refreshApex(this.health)]);
  }

  toast(title, message, variant) {
    this.dispatchEvent(new ShowToastEvent({ title, message: message ?? '', variant }));
  }
}

/** What to say when the org has tried again. */
function replayed(issues) {
  const isRefused = issues.some((issue) => issue.status === 'open');
  return isRefused ? [STILL_OPEN, 'warning'] : [REPLAYED, 'success'];
}
