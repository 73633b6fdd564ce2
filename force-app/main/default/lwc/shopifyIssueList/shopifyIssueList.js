import { api, LightningElement } from 'lwc';
import timeZone from '@salesforce/i18n/timeZone';
import CLASS from '@salesforce/label/c.Shopify_Health_Class';
import DISMISS from '@salesforce/label/c.Shopify_Health_Dismiss';
import DISMISS_ONE from '@salesforce/label/c.Shopify_Health_Dismiss_One';
import ISSUES from '@salesforce/label/c.Shopify_Health_Issues';
import MESSAGE from '@salesforce/label/c.Shopify_Health_Message';
import REPLAY from '@salesforce/label/c.Shopify_Health_Replay';
import REPLAY_ONE from '@salesforce/label/c.Shopify_Health_Replay_One';
import RESOURCE from '@salesforce/label/c.Shopify_Health_Resource';
import WHEN from '@salesforce/label/c.Shopify_Health_When';
import { fill, statusWords } from 'c/shopifyFormat';

/** Open issues, newest first. Fires `replay` and `ignore` with `{ issueIds }`. */
export default class ShopifyIssueList extends LightningElement {
  /** `[{ id, name, issueClass, status, message, advice, resourceKey, createdAt }]` */
  @api issues = [];
  @api isBusy = false;
  timeZone = timeZone;
  labels = { CLASS, DISMISS, ISSUES, MESSAGE, REPLAY, RESOURCE, WHEN };

  get rows() {
    return this.issues.map((issue) => ({
      ...issue,
      words: statusWords(issue.issueClass),
      url: `/lightning/r/${issue.id}/view`,
      replayTitle: fill(REPLAY_ONE, issue.resourceKey),
      dismissTitle: fill(DISMISS_ONE, issue.resourceKey),
    }));
  }

  handleReplay(event) {
    this.choose('replay', event);
  }

  handleDismiss(event) {
    this.choose('ignore', event);
  }

  choose(action, event) {
    const issueIds = [event.currentTarget.dataset.id];
    this.dispatchEvent(new CustomEvent(action, { detail: { issueIds } }));
  }
}
