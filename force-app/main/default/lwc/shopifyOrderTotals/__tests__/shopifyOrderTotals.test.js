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

  it('shows lifetime value in each currency of the shops, count and dates', async () => {
    const root = show({
      values: [
        { amount: 1312.75, currencyCode: 'CAD' },
        { amount: 20, currencyCode: 'USD' },
      ],
      orderCount: 13,
      firstOrderAt: '2025-01-24T09:12:00.000Z',
      lastOrderAt: '2026-11-24T09:12:00.000Z',
    });
    const values = [...root.querySelectorAll('[data-id="lifetime-value"] lightning-formatted-number')];
    expect(values.map((value) => [value.value, value.currencyCode])).toEqual([
      [1312.75, 'CAD'],
      [20, 'USD'],
    ]);
    expect(root.querySelector('[data-id="order-count"] lightning-formatted-number').value).toBe(13);
    expect(root.querySelectorAll('lightning-formatted-date-time')).toHaveLength(2);
    await expect(root.host).toBeAccessible();
  });

  it('shows dashes where there is nothing to show', async () => {
    const root = show({ values: [], orderCount: 0 });
    expect(root.querySelector('[data-id="lifetime-value"]').textContent).toBe('–');
    expect(root.querySelector('lightning-formatted-date-time')).toBeNull();
    await expect(root.host).toBeAccessible();
  });
});
