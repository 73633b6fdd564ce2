import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import dismiss from '@salesforce/apex/ShopifyIssuesController.dismiss';
import getHealth from '@salesforce/apex/ShopifyIssuesController.getHealth';
import getIssues from '@salesforce/apex/ShopifyIssuesController.getIssues';
import replay from '@salesforce/apex/ShopifyIssuesController.replay';
import ShopifySyncHealth from 'c/shopifySyncHealth';

jest.mock(
  '@salesforce/apex/ShopifyIssuesController.getIssues',
  () => {
    const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true },
);
jest.mock(
  '@salesforce/apex/ShopifyIssuesController.getHealth',
  () => {
    const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true },
);
jest.mock('@salesforce/apex/ShopifyIssuesController.replay', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ShopifyIssuesController.dismiss', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const ISSUE = { id: 'a02', issueClass: 'blocked', message: 'too much', resourceKey: 'maple:6001' };
const settle = () => Promise.resolve().then(() => Promise.resolve());

function show() {
  const element = createElement('c-shopify-sync-health', { is: ShopifySyncHealth });
  document.body.appendChild(element);
  const toasts = [];
  element.addEventListener('lightning__showtoast', (event) => toasts.push(event.detail));
  return { root: element.shadowRoot, toasts };
}

describe('c-shopify-sync-health', () => {
  afterEach(() => {
    document.body.replaceChildren();
    jest.clearAllMocks();
  });

  it('is content when there are no issues', async () => {
    const { root } = show();
    expect(root.querySelector('lightning-spinner')).not.toBeNull();
    getIssues.emit([]);
    await settle();
    expect(root.querySelector('c-shopify-issue-list').issues).toEqual([]);
    expect(root.querySelector('lightning-spinner')).toBeNull();
    await expect(root.host).toBeAccessible();
  });

  it('says why the issues could not be read', async () => {
    const { root } = show();
    getIssues.error({ message: 'no access' });
    await settle();
    expect(root.querySelector('c-shopify-state-message').message).toBe('no access');
    await expect(root.host).toBeAccessible();
  });

  it('replays an issue and reads the list again', async () => {
    const { root, toasts } = show();
    getIssues.emit([ISSUE]);
    await settle();
    replay.mockResolvedValue([{ ...ISSUE, status: 'resolved' }]);
    root
      .querySelector('c-shopify-issue-list')
      .dispatchEvent(new CustomEvent('replay', { detail: { issueIds: ['a02'] } }));
    await settle();
    await settle();
    expect(replay).toHaveBeenCalledWith({ issueIds: ['a02'] });
    expect(toasts).toEqual([{ title: 'c.Shopify_Health_Replayed', message: '', variant: 'success' }]);
    expect(refreshApex).toHaveBeenCalledTimes(2);
    await expect(root.host).toBeAccessible();
  });

  it('says that a replay was refused again', async () => {
    const { root, toasts } = show();
    getIssues.emit([ISSUE]);
    await settle();
    replay.mockResolvedValue([{ ...ISSUE, status: 'open' }]);
    root
      .querySelector('c-shopify-issue-list')
      .dispatchEvent(new CustomEvent('replay', { detail: { issueIds: ['a02'] } }));
    await settle();
    expect(toasts).toEqual([{ title: 'c.Shopify_Health_Still_Open', message: '', variant: 'warning' }]);
  });

  it('shows figures, and reads issues of another status', async () => {
    const { root } = show();
    getHealth.emit({ openIssues: 1, stores: [] });
    getIssues.emit([ISSUE]);
    await settle();
    expect(root.querySelector('c-shopify-health-figures').health.openIssues).toBe(1);
    root
      .querySelector('c-shopify-issue-list')
      .dispatchEvent(new CustomEvent('filter', { detail: { status: 'resolved' } }));
    await settle();
    expect(getIssues.getLastConfig()).toEqual({ status: 'resolved' });
    await expect(root.host).toBeAccessible();
  });

  it('shows the words of a refusal', async () => {
    const { root, toasts } = show();
    getIssues.emit([ISSUE]);
    await settle();
    dismiss.mockRejectedValue({ body: { message: 'Only admins' } });
    root
      .querySelector('c-shopify-issue-list')
      .dispatchEvent(new CustomEvent('ignore', { detail: { issueIds: ['a02'] } }));
    await settle();
    await settle();
    expect(dismiss).toHaveBeenCalledWith({ issueIds: ['a02'] });
    expect(toasts).toEqual([{ title: 'c.Shopify_Health_Failed', message: 'Only admins', variant: 'error' }]);
  });
});
