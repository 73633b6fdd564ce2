import { api, LightningElement } from 'lwc';
import ACTIONS from '@salesforce/label/c.Shopify_Health_Actions';
import ANY_KIND from '@salesforce/label/c.Shopify_Health_Any_Kind';
import ATTEMPTS from '@salesforce/label/c.Shopify_Health_Attempts';
import CLASS from '@salesforce/label/c.Shopify_Health_Class';
import ISSUES from '@salesforce/label/c.Shopify_Health_Issues';
import MESSAGE from '@salesforce/label/c.Shopify_Health_Message';
import NO_MATCH from '@salesforce/label/c.Shopify_Health_No_Match';
import NONE from '@salesforce/label/c.Shopify_Health_None';
import NONE_HINT from '@salesforce/label/c.Shopify_Health_None_Hint';
import PARTS from '@salesforce/label/c.Shopify_Health_Parts';
import RESOURCE from '@salesforce/label/c.Shopify_Health_Resource';
import STATUS from '@salesforce/label/c.Shopify_Health_Status';
import WHEN from '@salesforce/label/c.Shopify_Health_When';
import { fill, statusWords } from 'c/shopifyFormat';
import { actionsOf } from './actions';
import { groupsOf } from './groups';

const ALL = 'all';

/**
 * Issues, newest first, with their filters. Fires `replay` and `ignore` with `{ issueIds }`, `filter` with `{ status }`; one that asks
 * who somebody is opens the identity desk, and `decided` tells that it was answered.
 */
export default class ShopifyIssueList extends LightningElement {
  /** `[{ id, name, kind, issueClass, status, message, advice, resourceKey, attempts, createdAt, linkId }]` */
  @api issues = [];
  /** Which issues these are: open, dismissed, resolved. */
  @api status = 'open';
  labels = { CLASS, ISSUES, STATUS };
  statusOptions = ['open', 'dismissed', 'resolved'].map((value) => ({ label: statusWords(value), value }));
  issueClass = ALL;
  /** The row whose desk is open. */
  openId;
  columns = [
    { key: 'resource', label: RESOURCE },
    { key: 'class', label: CLASS },
    { key: 'message', label: MESSAGE },
    { key: 'since', label: WHEN },
    { key: 'actions', label: ACTIONS, isHidden: true },
  ];

  get classOptions() {
    const classes = [...new Set(this.issues.map((issue) => issue.issueClass))].sort();
    return [
      { label: ANY_KIND, value: ALL },
      ...classes.map((issueClass) => ({ label: statusWords(issueClass), value: issueClass })),
    ];
  }

  get groups() {
    const isShown = ({ issueClass }) => this.issueClass === ALL || issueClass === this.issueClass;
    return groupsOf(this.issues).filter(isShown);
  }

  get rows() {
    return this.groups.map((issue) => ({ id: issue.id, name: issue.resourceKey, cells: cellsOf(issue) }));
  }

  get isEmpty() {
    return this.rows.length === 0;
  }

  /** No issue at all that is open: all is well. Anything else only matches no filter. */
  get isWell() {
    return this.issues.length === 0 && this.status === 'open';
  }

  get emptyWords() {
    return this.isWell ? NONE : NO_MATCH;
  }

  get emptyHint() {
    return this.isWell ? NONE_HINT : undefined;
  }

  get emptyIcon() {
    return this.isWell ? 'utility:success' : 'utility:filterList';
  }

  handleStatus(event) {
    this.issueClass = ALL;
    this.dispatchEvent(new CustomEvent('filter', { detail: { status: event.detail.value } }));
  }

  handleClass(event) {
    this.issueClass = event.detail.value;
  }

  get openLink() {
    return this.groups.find((group) => group.id === this.openId)?.linkId;
  }

  handleAction(event) {
    const { id, name } = event.detail;
    if (name === 'decide' || name === 'toggle') {
      this.openDesk(this.openId === id ? undefined : id);
      return;
    }
    const { issueIds } = this.groups.find((group) => group.id === id);
    this.dispatchEvent(new CustomEvent(name, { detail: { issueIds } }));
  }

  handleDecided(event) {
    const { status } = event.detail;
    if (status !== 'ambiguous') this.openId = undefined;
    this.dispatchEvent(new CustomEvent('decided', { detail: { status } }));
  }

  // The desk takes the focus as soon as it knows what to ask.
  async openDesk(id) {
    this.openId = id;
    await Promise.resolve();
    this.template.querySelector('c-shopify-person-desk')?.focus();
  }
}

function cellsOf(issue) {
  const parts = issue.issueIds.length;
  return {
    resource: {
      kind: 'link',
      value: issue.resourceKey,
      url: `/lightning/r/${issue.id}/view`,
      notes: [[statusWords(issue.kind), parts > 1 && fill(PARTS, parts)].filter(Boolean).join(' · ')],
    },
    class: { kind: 'badge', value: statusWords(issue.issueClass) },
    message: { value: issue.message, notes: [issue.advice] },
    since: {
      kind: 'time',
      value: issue.createdAt,
      notes: [issue.attempts > 1 ? fill(ATTEMPTS, issue.attempts) : ''],
    },
    actions: { kind: 'buttons', buttons: actionsOf(issue) },
  };
}
