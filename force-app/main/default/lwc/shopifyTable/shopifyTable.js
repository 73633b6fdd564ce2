import { api, LightningElement } from 'lwc';
import MORE from '@salesforce/label/c.Shopify_Table_More';
import SHOWN from '@salesforce/label/c.Shopify_Table_Shown';
import { fill } from 'c/shopifyFormat';

/**
 * The one table of this package: caption, column and row headers, cells by kind, rows that stand one below the other where there is no
 * room. One row may be open; what it opens to comes by the slot `detail`. Fires `rowaction` with `{ id, name }`.
 */
export default class ShopifyTable extends LightningElement {
  @api caption;
  /** `[{ key, label, isNumber, isHidden }]`; the first one heads its row. */
  @api columns = [];
  /** `[{ id, name, cells: { [key]: cell } }]`, cells as `c-shopify-cell` takes them. */
  @api rows = [];
  /** The open row's id. */
  @api openId;
  /** Rows shown at first; more come by a button. */
  @api pageSize = 50;
  labels = { MORE };
  pages = 1;

  /** Puts the focus on what can be pressed in a row. */
  @api
  focusRow(id) {
    this.template.querySelector(`c-shopify-cell[data-id="${id}"]`)?.focus();
  }

  get heads() {
    return this.columns.map((column) => ({
      ...column,
      look: column.isNumber ? 'number' : '',
      words: column.isHidden ? 'slds-assistive-text' : '',
    }));
  }

  get shown() {
    return this.rows.slice(0, this.pages * this.pageSize).map((row) => ({
      ...row,
      cells: this.columns.map((column, at) => ({
        key: column.key,
        label: column.isHidden ? '' : column.label,
        look: column.isNumber ? 'number' : '',
        isHead: at === 0,
        cell: row.cells[column.key] ?? {},
      })),
    }));
  }

  // A slot may stand only once: rows up to the open one, its detail, the rest.
  get upper() {
    return this.shown.slice(0, this.openAt + 1 || undefined);
  }

  get lower() {
    return this.openAt < 0 ? [] : this.shown.slice(this.openAt + 1);
  }

  get openAt() {
    return this.openId ? this.rows.findIndex((row) => row.id === this.openId) : -1;
  }

  get isOpen() {
    return this.openAt >= 0 && this.openAt < this.shown.length;
  }

  get isLong() {
    return this.rows.length > this.pageSize;
  }

  get hasMore() {
    return this.shown.length < this.rows.length;
  }

  get progress() {
    return fill(SHOWN, this.shown.length, this.rows.length);
  }

  handleAction(event) {
    const { id } = event.currentTarget.dataset;
    this.dispatchEvent(new CustomEvent('rowaction', { detail: { id, name: event.detail.name } }));
  }

  handleKey(event) {
    if (event.key !== 'Escape' || !this.isOpen) return;
    event.stopPropagation();
    const id = this.openId;
    this.focusRow(id);
    this.dispatchEvent(new CustomEvent('rowaction', { detail: { id, name: 'toggle' } }));
  }

  handleMore() {
    this.pages++;
    // The last press takes the button away: the focus stays in the table.
    if (!this.hasMore) this.template.querySelector('.frame').focus();
  }
}
