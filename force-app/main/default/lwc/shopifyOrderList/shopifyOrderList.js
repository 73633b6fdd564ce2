import { api, LightningElement } from 'lwc';
import { fill } from 'c/shopifyFormat';
import { labels, statusOptions } from './labels';
import { columns, rowOf } from './row';

/** Milliseconds without a key before the orders are searched: each search is a call to the org. */
const PAUSE = 300;

/** The orders of one page: filter, rows that open to their details, paging. Fires `filter` and `page`. */
export default class ShopifyOrderList extends LightningElement {
  @api recordId;
  /** `{ orders, total }` */
  @api page;
  @api status;
  @api search;
  @api pageNumber;
  @api pageSize;
  /** Another page is on its way. */
  @api isBusy = false;
  labels = labels;
  columns = columns;
  statusOptions = statusOptions;
  openId;

  /** Reads the opened order again. */
  @api
  refresh() {
    return this.template.querySelector('c-shopify-order-detail')?.refresh();
  }

  disconnectedCallback() {
    clearTimeout(this.typing);
  }

  get rows() {
    return (this.page?.orders ?? []).map((order) => rowOf(order, this.openId));
  }

  get hasNoMatch() {
    return this.page?.total === 0;
  }

  get hasRows() {
    return this.rows.length > 0;
  }

  get range() {
    const from = (this.pageNumber - 1) * this.pageSize + 1;
    return fill(labels.RANGE, from, from + this.rows.length - 1, this.page.total);
  }

  get isFirst() {
    return this.pageNumber === 1;
  }

  get isLast() {
    return this.pageNumber * this.pageSize >= (this.page?.total ?? 0);
  }

  handleToggle(event) {
    const { id } = event.detail;
    this.openId = this.openId === id ? undefined : id;
  }

  handleStatus(event) {
    this.filter(event.detail.value, this.search);
  }

  handleSearch(event) {
    const search = event.target.value;
    clearTimeout(this.typing);
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- asks once the typing pauses; cleared on disconnect
    this.typing = setTimeout(() => this.filter(this.status, search), PAUSE);
  }

  handlePrevious() {
    this.goTo(this.pageNumber - 1);
  }

  handleNext() {
    this.goTo(this.pageNumber + 1);
  }

  filter(status, search) {
    this.openId = undefined;
    this.dispatchEvent(new CustomEvent('filter', { detail: { status, search } }));
  }

  goTo(pageNumber) {
    this.openId = undefined;
    this.dispatchEvent(new CustomEvent('page', { detail: { pageNumber } }));
  }
}
