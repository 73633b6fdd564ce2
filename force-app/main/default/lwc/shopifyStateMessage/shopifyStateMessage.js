import { api, LightningElement } from 'lwc';

/** An empty or failed state: icon, headline, explanation, and what the user can do (slot). */
export default class ShopifyStateMessage extends LightningElement {
  @api headline;
  @api message;
  @api iconName = 'utility:info';
  @api variant = 'empty';

  get role() {
    return this.isError ? 'alert' : 'status';
  }

  get isError() {
    return this.variant === 'error';
  }

  get iconVariant() {
    return this.isError ? 'error' : '';
  }
}
