import { api, LightningElement } from 'lwc';
import timeZone from '@salesforce/i18n/timeZone';
import { fill, statusTheme, statusWords } from 'c/shopifyFormat';
import { labels, statusOptions } from './labels';

/** The orders of one page: filter, rows that open to their details, paging. Fires `filter` and `page`. */
export default class ShopifyOrderList extends LightningElement {
  @api recordId;
  /** `{ orders, total }`; undefined while it loads. */
  @api page;
  @api status;
  @api search;
  @api pageNumber;
  @api pageSize;
  timeZone = timeZone;
  labels = labels;
  statusOptions = statusOptions;
  openId;

  get rows() {
    return (this.page?.orders ?? []).map((order) => {
      const isOpen = order.id === this.openId;
      return {
        ...order,
        isOpen,
        detailKey: `${order.id}-detail`,
        icon: isOpen ? 'utility:chevrondown' : 'utility:chevronright',
        expanded: String(isOpen),
        payment: statusWords(order.financialStatus),
        paymentTheme: statusTheme(order.financialStatus),
        shipping: statusWords(order.cancelledAt ? 'cancelled' : (order.fulfillmentStatus ?? 'unfulfilled')),
        shippingTheme: statusTheme(order.cancelledAt ? 'cancelled' : order.fulfillmentStatus),
        isForeign: Boolean(order.presentmentCurrency) && order.presentmentCurrency !== order.currencyCode,
      };
    });
  }

  get isLoading() {
    return !this.page;
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
    const { id } = event.currentTarget.dataset;
    this.openId = this.openId === id ? undefined : id;
  }

  handleStatus(event) {
    this.filter(event.detail.value, this.search);
  }

  handleSearch(event) {
    this.filter(this.status, event.target.value);
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
