import { api, LightningElement, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import getOrders from '@salesforce/apex/ShopifyOrdersController.getOrders';
import getTotals from '@salesforce/apex/ShopifyOrdersController.getTotals';
import EMPTY from '@salesforce/label/c.Shopify_Orders_Empty';
import EMPTY_HINT from '@salesforce/label/c.Shopify_Orders_Empty_Hint';
import FAILED from '@salesforce/label/c.Shopify_Orders_Failed';
import LOADING from '@salesforce/label/c.Shopify_Orders_Loading';
import REFRESH from '@salesforce/label/c.Shopify_Orders_Refresh';
import TITLE from '@salesforce/label/c.Shopify_Orders_Title';
import { getErrorWords } from 'c/shopifyFormat';

const PAGE_SIZE = 10;
/** Milliseconds between looks for news. Apex calls of a page cost no API request and no event delivery, empApi would. */
const PULSE = 10_000;

/** The "Shopify Orders" tab of a person, an account, a case or an opportunity. */
export default class ShopifyOrders extends LightningElement {
  @api recordId;
  labels = { EMPTY, EMPTY_HINT, FAILED, LOADING, REFRESH, TITLE };
  status = 'all';
  search = '';
  pageNumber = 1;
  pageSize = PAGE_SIZE;
  isRefreshing = false;
  /** What the wires provisioned; refreshApex needs the very objects. */
  totals = {};
  page = {};
  /** The page last shown: it stays until the next one is here, and with it the focus. */
  shown;

  @wire(getTotals, { recordId: '$recordId' })
  provisionTotals(value) {
    this.totals = value;
  }

  @wire(getOrders, {
    recordId: '$recordId',
    status: '$status',
    search: '$search',
    pageSize: '$pageSize',
    pageNumber: '$pageNumber',
  })
  provisionPage(value) {
    this.page = value;
    if (value.data) this.shown = value.data;
  }

  connectedCallback() {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- looks again while visible; cleared on disconnect
    this.pulse = setInterval(() => this.look(), PULSE);
  }

  disconnectedCallback() {
    clearInterval(this.pulse);
  }

  look() {
    if (document.visibilityState === 'visible' && this.isReady && !this.isRefreshing) this.refresh();
  }

  get failure() {
    return getErrorWords(this.totals.error ?? this.page.error);
  }

  get isLoading() {
    return !this.failure && (!this.totals.data || !this.shown);
  }

  get isReady() {
    return !this.failure && Boolean(this.totals.data);
  }

  get isEmpty() {
    return this.isReady && this.totals.data.orderCount === 0 && this.page.data?.total === 0 && !this.isFiltered;
  }

  get hasOrders() {
    return this.isReady && Boolean(this.shown) && !this.isEmpty;
  }

  get isTurning() {
    return !this.page.data;
  }

  get isFiltered() {
    return this.status !== 'all' || this.search !== '';
  }

  handleFilter(event) {
    this.status = event.detail.status;
    this.search = event.detail.search;
    this.pageNumber = 1;
  }

  handlePage(event) {
    this.pageNumber = event.detail.pageNumber;
  }

  // The button stays enabled: a disabled one would lose the focus.
  handleRefresh() {
    return this.isRefreshing ? undefined : this.refresh();
  }

  async refresh() {
    this.isRefreshing = true;
    try {
      const list = this.template.querySelector('c-shopify-order-list');
      await Promise.all([refreshApex(this.totals), refreshApex(this.page), list?.refresh()]);
    } finally {
      this.isRefreshing = false;
    }
  }
}
