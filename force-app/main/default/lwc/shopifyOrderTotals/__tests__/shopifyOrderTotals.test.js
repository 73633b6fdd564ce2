import { createElement } from 'lwc';
import ShopifyOrderTotals from 'c/shopifyOrderTotals';

function show(totals) {
  const element = createElement('c-shopify-order-totals', { is: ShopifyOrderTotals });
  element.totals = totals;
  document.body.appendChild(element);
  return element.shadowRoot;
}

describe('c-shopify-order-totals', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows lifetime value in the currency of the shop, count and dates', async () => {
    const root = show({
      lifetimeValue: 1312.75,
      currencyCode: 'CAD',
      orderCount: 13,
      firstOrderAt: '2025-01-24T09:12:00.000Z',
      lastOrderAt: '2026-11-24T09:12:00.000Z',
    });
    const value = root.querySelector('[data-id="lifetime-value"] lightning-formatted-number');
    expect([value.value, value.currencyCode]).toEqual([1312.75, 'CAD']);
    expect(root.querySelector('[data-id="order-count"] lightning-formatted-number').value).toBe(13);
    expect(root.querySelectorAll('lightning-formatted-date-time')).toHaveLength(2);
    await expect(root.host).toBeAccessible();
  });

  it('shows dashes where there is nothing to show', async () => {
    const root = show({ lifetimeValue: null, orderCount: 0 });
    expect(root.querySelector('[data-id="lifetime-value"]').textContent).toBe('–');
    expect(root.querySelector('lightning-formatted-date-time')).toBeNull();
    await expect(root.host).toBeAccessible();
  });
});
