import { createElement } from 'lwc';
import ShopifyIssueList from 'c/shopifyIssueList';

const ISSUE = {
  id: 'a02',
  kind: 'order',
  status: 'open',
  attempts: 1,
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

const table = (root) => root.querySelector('c-shopify-table');
const buttonsOf = (row) => row.cells.actions.buttons.map((button) => button.name);

describe('c-shopify-issue-list', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows what the org said, with a hint', async () => {
    const root = show();
    const [{ name, cells }] = table(root).rows;
    expect(name).toBe('maple:6001');
    expect(cells.resource).toMatchObject({ url: '/lightning/r/a02/view', notes: ['c.Shopify_Status_Order'] });
    expect(cells.message).toEqual({ value: ISSUE.message, notes: [ISSUE.advice] });
    expect(cells.class.value).toBe('c.Shopify_Status_Blocked');
    await expect(root.host).toBeAccessible();
  });

  it('asks to replay or to dismiss', () => {
    const root = show();
    const calls = [];
    for (const action of ['replay', 'ignore'])
      root.host.addEventListener(action, (event) => calls.push([action, event.detail.issueIds]));
    for (const name of ['replay', 'ignore'])
      table(root).dispatchEvent(new CustomEvent('rowaction', { detail: { id: 'a02', name } }));
    expect(calls).toEqual([
      ['replay', ['a02']],
      ['ignore', ['a02']],
    ]);
  });

  it('opens the identity desk where somebody has to decide, and closes it when that is done', async () => {
    const root = show({
      issues: [
        { ...ISSUE, linkId: 'a01' },
        { ...ISSUE, id: 'a03', message: 'other' },
      ],
    });
    expect(table(root).rows.map(buttonsOf)).toEqual([
      ['decide', 'replay', 'ignore'],
      ['replay', 'ignore'],
    ]);
    const press = () =>
      table(root).dispatchEvent(new CustomEvent('rowaction', { detail: { id: 'a02', name: 'decide' } }));
    press();
    await Promise.resolve();
    expect(table(root).openId).toBe('a02');
    const desk = () => root.querySelector('c-shopify-person-desk');
    expect(desk().recordId).toBe('a01');
    await expect(root.host).toBeAccessible();
    press();
    await Promise.resolve();
    expect(desk()).toBeNull();
    press();
    await Promise.resolve();
    const decided = jest.fn();
    root.host.addEventListener('decided', (event) => decided(event.detail.status));
    desk().dispatchEvent(new CustomEvent('decided', { detail: { status: 'ambiguous' } }));
    await Promise.resolve();
    expect(desk()).not.toBeNull();
    desk().dispatchEvent(new CustomEvent('decided', { detail: { status: 'linked' } }));
    await Promise.resolve();
    expect(desk()).toBeNull();
    expect(decided.mock.calls).toEqual([['ambiguous'], ['linked']]);
  });

  it('makes one row of the parts of one order', () => {
    const root = show({ issues: [ISSUE, { ...ISSUE, id: 'a03' }, { ...ISSUE, id: 'a04', message: 'other' }] });
    const replay = jest.fn();
    root.host.addEventListener('replay', (event) => replay(event.detail.issueIds));
    expect(table(root).rows.map((row) => row.id)).toEqual(['a02', 'a04']);
    table(root).dispatchEvent(new CustomEvent('rowaction', { detail: { id: 'a02', name: 'replay' } }));
    expect(replay).toHaveBeenCalledWith(['a02', 'a03']);
  });

  it('offers what fits: nothing for what is resolved, no second dismissal', () => {
    const issues = ['open', 'dismissed', 'resolved'].map((status) => ({
      ...ISSUE,
      id: status,
      message: status,
      status,
    }));
    expect(table(show({ issues })).rows.map(buttonsOf)).toEqual([['replay', 'ignore'], ['replay'], []]);
  });

  it('filters by kind here and by status in the org', async () => {
    const root = show({ issues: [ISSUE, { ...ISSUE, id: 'a05', issueClass: 'limit' }] });
    const filter = jest.fn();
    root.host.addEventListener('filter', (event) => filter(event.detail.status));
    const choose = (id, value) =>
      root.querySelector(`[data-id="${id}"]`).dispatchEvent(new CustomEvent('change', { detail: { value } }));
    choose('class', 'limit');
    await Promise.resolve();
    expect(table(root).rows.map((row) => row.id)).toEqual(['a05']);
    choose('status', 'resolved');
    expect(filter).toHaveBeenCalledWith('resolved');
    await expect(root.host).toBeAccessible();
  });

  it('is content without open issues, and says that no other matches', async () => {
    const well = show({ issues: [] });
    expect(well.querySelector('c-shopify-state-message').headline).toBe('c.Shopify_Health_None');
    await expect(well.host).toBeAccessible();
    const none = show({ issues: [], status: 'dismissed' });
    expect(none.querySelector('c-shopify-state-message').headline).toBe('c.Shopify_Health_No_Match');
  });
});
