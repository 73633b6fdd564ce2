import { createElement } from 'lwc';
import ShopifyHealthFigures from 'c/shopifyHealthFigures';

const HEALTH = {
  openIssues: 2,
  appliedToday: 40,
  lastAppliedAt: '2026-11-24T09:12:00.000Z',
  waiting: 0,
  subscriberStatus: 'Running',
  stores: [
    { id: 'a0S1', name: 'Maple', domain: 'maple.myshopify.com', isPaused: false, reconciliation: 'matched' },
    { id: 'a0S2', name: 'Tulip', isPaused: true },
  ],
};

function show(health) {
  const element = createElement('c-shopify-health-figures', { is: ShopifyHealthFigures });
  element.health = health;
  document.body.appendChild(element);
  return element.shadowRoot;
}

const cellOf = (root, key) => root.querySelector(`[data-figure="${key}"] c-shopify-cell`).cell;

describe('c-shopify-health-figures', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows figures, and a row for each store', async () => {
    const root = show(HEALTH);
    expect([cellOf(root, 'open').value, cellOf(root, 'today').value, cellOf(root, 'waiting').value]).toEqual([
      2, 40, 0,
    ]);
    expect(cellOf(root, 'subscriber')).toMatchObject({
      value: 'c.Shopify_Health_Running',
      theme: 'slds-theme_success',
    });
    const [maple, tulip] = root.querySelector('c-shopify-table').rows.map((row) => row.cells);
    expect([maple.state.value, tulip.state.value]).toEqual(['c.Shopify_Health_Running', 'c.Shopify_Health_Paused']);
    expect(maple.reconciled.marks).toEqual([{ label: 'c.Shopify_Status_Matched', theme: 'slds-theme_success' }]);
    expect(tulip.reconciled.marks).toEqual([]);
    await expect(root.host).toBeAccessible();
  });

  it('calls out a trigger that does not run, in the words of the platform', () => {
    const root = show({ ...HEALTH, subscriberStatus: 'Suspended', subscriberError: 'Too many retries' });
    expect(cellOf(root, 'subscriber')).toMatchObject({
      value: 'Suspended',
      theme: 'slds-theme_error',
      notes: ['Too many retries'],
    });
  });

  it('says that no store is connected yet', async () => {
    const root = show({ ...HEALTH, stores: [] });
    expect(root.querySelector('p').textContent).toBe('c.Shopify_Health_No_Store');
    await expect(root.host).toBeAccessible();
  });
});
