import { api, LightningElement } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import timeZone from '@salesforce/i18n/timeZone';
import choose from '@salesforce/apex/ShopifyPersonDeskController.choose';
import getQuestion from '@salesforce/apex/ShopifyPersonDeskController.getQuestion';
import makeNew from '@salesforce/apex/ShopifyPersonDeskController.makeNew';
import reject from '@salesforce/apex/ShopifyPersonDeskController.reject';
import CHOOSE from '@salesforce/label/c.Shopify_Desk_Choose';
import DECISION from '@salesforce/label/c.Shopify_Desk_Decision';
import DONE from '@salesforce/label/c.Shopify_Desk_Done';
import FAILED from '@salesforce/label/c.Shopify_Health_Failed';
import FROM_SHOPIFY from '@salesforce/label/c.Shopify_Desk_From_Shopify';
import HIDDEN from '@salesforce/label/c.Shopify_Desk_Hidden';
import HINT from '@salesforce/label/c.Shopify_Desk_Hint';
import LINKED_HINT from '@salesforce/label/c.Shopify_Desk_Linked_Hint';
import LOADING from '@salesforce/label/c.Shopify_Orders_Loading';
import NEW from '@salesforce/label/c.Shopify_Desk_New';
import NOBODY_HINT from '@salesforce/label/c.Shopify_Desk_Nobody_Hint';
import NO_ACCESS from '@salesforce/label/c.Shopify_Desk_No_Access';
import PROPERTY from '@salesforce/label/c.Shopify_Desk_Property';
import REFRESH from '@salesforce/label/c.Shopify_Orders_Refresh';
import REJECT from '@salesforce/label/c.Shopify_Desk_Reject';
import STILL_OPEN from '@salesforce/label/c.Shopify_Desk_Still_Open';
import TITLE from '@salesforce/label/c.Shopify_Desk_Title';
import UNLINKED from '@salesforce/label/c.Shopify_Desk_Unlinked';
import { fill, getErrorWords } from 'c/shopifyFormat';
import { columnsOf, rowsOf } from './comparison';

/** Who a Shopify customer is: candidates side by side, and a decision that is remembered. Fires `decided` with `{ status }`. */
export default class ShopifyPersonDesk extends LightningElement {
  labels = { CHOOSE, DECISION, FAILED, FROM_SHOPIFY, LOADING, NEW, NO_ACCESS, PROPERTY, REFRESH, REJECT };
  timeZone = timeZone;
  isBusy = false;
  wantsFocus = false;
  failure = '';
  /** What `ShopifyPersonDeskController` says. */
  question;
  linkId;

  /** Id of the link, a `Shopify_Customer__c`. */
  @api
  get recordId() {
    return this.linkId;
  }
  set recordId(value) {
    this.linkId = value;
    if (value) this.load();
  }

  /** Puts the focus on the question. */
  @api
  focus() {
    this.wantsFocus = true;
    this.renderedCallback();
  }

  // It may be asked for before there is anything to put it on.
  renderedCallback() {
    const title = this.wantsFocus && this.template.querySelector('.title');
    if (!title) return;
    this.wantsFocus = false;
    title.focus();
  }

  get title() {
    return fill(TITLE, this.question?.name ?? '');
  }

  get hint() {
    const linked = this.question.persons.find(({ state }) => state === 'linked');
    if (linked) return `${fill(LINKED_HINT, linked.name)} ${this.question.reason ?? ''}`;
    return this.isOpen ? HINT : NOBODY_HINT;
  }

  get persons() {
    return columnsOf(this.question);
  }

  get rows() {
    return rowsOf(this.question);
  }

  get isOpen() {
    return this.question.status === 'ambiguous';
  }

  get mayDecide() {
    return this.question.mayDecide && this.question.status !== 'redacted';
  }

  get mayMakeNew() {
    return this.mayDecide && this.isOpen;
  }

  get isReadOnly() {
    return !this.question.mayDecide;
  }

  get hiddenWords() {
    return this.question.hidden > 0 ? fill(HIDDEN, this.question.hidden) : '';
  }

  handleLoad() {
    return this.load();
  }

  handleChoose(event) {
    return this.decide(choose, { personId: event.currentTarget.dataset.id });
  }

  handleReject(event) {
    return this.decide(reject, { personId: event.currentTarget.dataset.id });
  }

  handleNew() {
    return this.decide(makeNew, {});
  }

  async load() {
    this.failure = '';
    await this.ask(
      () => getQuestion({ linkId: this.linkId }),
      (error) => (this.failure = getErrorWords(error)),
    );
  }

  // Nothing is disabled meanwhile: a button that is would lose the focus. A second press does nothing.
  async decide(action, parameters) {
    if (this.isBusy) return;
    const isDone = await this.ask(
      () => action({ linkId: this.linkId, ...parameters }),
      (error) => this.toast(FAILED, getErrorWords(error), 'error'),
    );
    if (!isDone) return;
    this.toast(this.outcome, '', this.isOpen ? 'warning' : 'success');
    this.focus();
    this.dispatchEvent(new CustomEvent('decided', { detail: { status: this.question.status } }));
  }

  get outcome() {
    const { name, persons } = this.question;
    const linked = persons.find(({ state }) => state === 'linked');
    if (linked) return fill(DONE, name, linked.name);
    const open = persons.filter(({ state }) => state === 'candidate').length + Math.max(0, this.question.hidden);
    return this.isOpen ? fill(STILL_OPEN, open) : UNLINKED;
  }

  async ask(call, fail) {
    this.isBusy = true;
    try {
      this.question = await call();
      return true;
    } catch (error) {
      fail(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  toast(title, message, variant) {
    this.dispatchEvent(new ShowToastEvent({ title, message, variant }));
  }
}
