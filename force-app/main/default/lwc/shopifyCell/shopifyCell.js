import { api, LightningElement } from 'lwc';
import timeZone from '@salesforce/i18n/timeZone';
import NEW_TAB from '@salesforce/label/c.Shopify_Orders_Opens_New_Tab';

const EMPTY = [undefined, null, ''];

/** What a cell of `c-shopify-table` shows. Fires `cellaction` with `{ name }` for a toggle or a button. */
export default class ShopifyCell extends LightningElement {
  /**
   * `{ kind, value, currencyCode, theme, url, isOutside, isOpen, marks, notes, buttons }`; `kind`: text (default), money, number, date,
   * time, badge, link, toggle, buttons. `marks`: badges beside it; `notes`: smaller lines below it, text or money.
   */
  @api cell = {};
  timeZone = timeZone;
  newTab = NEW_TAB;

  /** Puts the focus on what can be pressed. */
  @api
  focus() {
    this.template.querySelector('[data-press], a')?.focus();
  }

  get isEmpty() {
    return EMPTY.includes(this.cell.value) && this.cell.kind !== 'buttons';
  }

  get isMoney() {
    return this.cell.kind === 'money';
  }

  get isNumber() {
    return this.cell.kind === 'number';
  }

  get isDate() {
    return this.cell.kind === 'date';
  }

  get isTime() {
    return this.cell.kind === 'time';
  }

  get isBadge() {
    return this.cell.kind === 'badge';
  }

  /** Only web addresses and paths of this org become links: the text may come from outside. */
  get isLink() {
    return this.cell.kind === 'link' && /^(https?:\/\/|\/)/i.test(this.cell.url ?? '');
  }

  get isToggle() {
    return this.cell.kind === 'toggle';
  }

  get target() {
    return this.cell.isOutside ? '_blank' : null;
  }

  get relation() {
    return this.cell.isOutside ? 'noopener noreferrer' : null;
  }

  get expanded() {
    return String(Boolean(this.cell.isOpen));
  }

  get toggleIcon() {
    return this.cell.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  get marks() {
    return this.cell.marks ?? [];
  }

  get notes() {
    return (this.cell.notes ?? [])
      .map((note) => (typeof note === 'object' && note ? { ...note, isMoney: true } : { value: note }))
      .filter((note) => !EMPTY.includes(note.value))
      .map((note, key) => ({ ...note, key }));
  }

  handlePress(event) {
    this.dispatchEvent(new CustomEvent('cellaction', { detail: { name: event.currentTarget.dataset.press } }));
  }
}
