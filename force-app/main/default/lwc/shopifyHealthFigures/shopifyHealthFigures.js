import { api, LightningElement } from 'lwc';
import EFFECTS_FROM from '@salesforce/label/c.Shopify_Health_Effects_From';
import FIGURES from '@salesforce/label/c.Shopify_Health_Figures';
import LAST_APPLIED from '@salesforce/label/c.Shopify_Health_Last_Applied';
import LAST_ORDER from '@salesforce/label/c.Shopify_Health_Last_Order';
import NO_STORE from '@salesforce/label/c.Shopify_Health_No_Store';
import OPEN from '@salesforce/label/c.Shopify_Health_Open';
import PAUSED from '@salesforce/label/c.Shopify_Health_Paused';
import RECONCILED from '@salesforce/label/c.Shopify_Health_Reconciled';
import RUNNING from '@salesforce/label/c.Shopify_Health_Running';
import STATE from '@salesforce/label/c.Shopify_Health_State';
import STORE from '@salesforce/label/c.Shopify_Health_Store';
import STORES from '@salesforce/label/c.Shopify_Health_Stores';
import SUBSCRIBER from '@salesforce/label/c.Shopify_Health_Subscriber';
import TODAY from '@salesforce/label/c.Shopify_Health_Today';
import WAITING from '@salesforce/label/c.Shopify_Health_Waiting';
import { statusTheme, statusWords } from 'c/shopifyFormat';

/** How the sync is doing: figures, and a row for each store. */
export default class ShopifyHealthFigures extends LightningElement {
  /** `{ openIssues, appliedToday, lastAppliedAt, subscriberStatus, subscriberError, waiting, stores }` */
  @api health = {};
  labels = { FIGURES, NO_STORE, STORES };
  columns = [
    { key: 'store', label: STORE },
    { key: 'state', label: STATE },
    { key: 'effects', label: EFFECTS_FROM },
    { key: 'order', label: LAST_ORDER },
    { key: 'reconciled', label: RECONCILED },
  ];

  get figures() {
    const { openIssues, appliedToday, lastAppliedAt, waiting } = this.health;
    return [
      { key: 'open', label: OPEN, cell: { kind: 'number', value: openIssues } },
      { key: 'today', label: TODAY, cell: { kind: 'number', value: appliedToday } },
      { key: 'last', label: LAST_APPLIED, cell: { kind: 'time', value: lastAppliedAt } },
      { key: 'waiting', label: WAITING, cell: { kind: 'number', value: waiting } },
      { key: 'subscriber', label: SUBSCRIBER, cell: this.subscriber },
    ];
  }

  /** A trigger that does not run is the one thing nobody may overlook. */
  get subscriber() {
    const { subscriberStatus, subscriberError } = this.health;
    const theme = subscriberStatus === 'Running' ? 'slds-theme_success' : 'slds-theme_error';
    const value = subscriberStatus === 'Running' ? RUNNING : statusWords(subscriberStatus);
    return { kind: 'badge', value, theme, notes: [subscriberError] };
  }

  get rows() {
    return this.health.stores.map((store) => ({
      id: store.id,
      name: store.name,
      cells: {
        store: { kind: 'link', value: store.name, url: `/lightning/r/${store.id}/view`, notes: [store.domain] },
        state: store.isPaused
          ? { kind: 'badge', value: PAUSED, theme: 'slds-theme_warning' }
          : { kind: 'badge', value: RUNNING, theme: 'slds-theme_success' },
        effects: { kind: 'date', value: store.effectsFrom },
        order: { kind: 'time', value: store.lastOrderAt },
        reconciled: { kind: 'time', value: store.reconciledAt, marks: reconciliation(store) },
      },
    }));
  }

  get hasStores() {
    return this.health.stores?.length > 0;
  }
}

function reconciliation({ reconciliation: status }) {
  return status ? [{ label: statusWords(status), theme: statusTheme(status) }] : [];
}
