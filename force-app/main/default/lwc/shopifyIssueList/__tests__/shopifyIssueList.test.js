import { createElement } from 'lwc';
import ShopifyIssueList from 'c/shopifyIssueList';

const ISSUE = {
  id: 'a02',
  issueClass: 'blocked',
  message: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: too much',
  advice: 'Change the rule, then replay',
  resourceKey: 'maple:6001',
  createdAt: '2026-11-24T09:12:00.000Z',
};

function show(properties) {
  const element = createElement('c-shopify-issue-list', { is: ShopifyIssueList });
  Object.assign(element, { issues: [ISSUE], ...properties });
  document.body.appendChild(element);
  return element.shadowRoot;
}

describe('c-shopify-issue-list', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows what the org said, with a hint', async () => {
    const root = show();
    const row = root.querySelector('tr[data-issue="maple:6001"]');
    expect(row.textContent).toContain(ISSUE.message);
    expect(row.textContent).toContain(ISSUE.advice);
    expect(row.querySelector('lightning-badge').label).toBe('Blocked');
    await expect(root.host).toBeAccessible();
  });

  it('asks to replay or to dismiss one issue', () => {
    const root = show();
    const calls = [];
    for (const action of ['replay', 'ignore'])
      root.host.addEventListener(action, (event) => calls.push([action, event.detail.issueIds]));
    root.querySelector('[data-action="replay"]').click();
    root.querySelector('[data-action="dismiss"]').click();
    expect(calls).toEqual([
      ['replay', ['a02']],
      ['ignore', ['a02']],
    ]);
  });

  it('is still while something is under way', () => {
    const root = show({ isBusy: true });
    expect([...root.querySelectorAll('lightning-button')].map((button) => button.disabled)).toEqual([true, true]);
  });
});
