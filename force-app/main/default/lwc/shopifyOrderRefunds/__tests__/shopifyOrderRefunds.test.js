import { createElement } from 'lwc';
import ShopifyOrderRefunds from 'c/shopifyOrderRefunds';

describe('c-shopify-order-refunds', () => {
  it('shows amount, day and reason', async () => {
    const element = createElement('c-shopify-order-refunds', { is: ShopifyOrderRefunds });
    element.refunds = [
      { id: '1', amount: 12.5, processedAt: '2026-11-24T09:12:00.000Z', note: 'Broken' },
      { id: '2', amount: 1 },
      { id: '3', amount: 0, pendingAmount: 4 },
    ];
    element.currencyCode = 'CAD';
    document.body.appendChild(element);
    const [first, second, third] = element.shadowRoot.querySelectorAll('li');
    expect(first.querySelector('lightning-formatted-number').value).toBe(12.5);
    expect(first.querySelector('span').textContent).toBe('Broken');
    expect(second.querySelector('lightning-formatted-date-time')).toBeNull();
    expect(second.querySelector('lightning-badge')).toBeNull();
    expect(third.querySelector('lightning-formatted-number').value).toBe(4);
    expect(third.querySelector('lightning-badge').label).toBe('c.Shopify_Orders_Pending_Refund');
    await expect(element).toBeAccessible();
  });
});
