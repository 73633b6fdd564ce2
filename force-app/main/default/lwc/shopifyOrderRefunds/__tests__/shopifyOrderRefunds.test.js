import { createElement } from 'lwc';
import ShopifyOrderRefunds from 'c/shopifyOrderRefunds';

describe('c-shopify-order-refunds', () => {
  it('shows amount, day and reason', async () => {
    const element = createElement('c-shopify-order-refunds', { is: ShopifyOrderRefunds });
    element.refunds = [
      { id: '1', amount: 12.5, processedAt: '2026-11-24T09:12:00.000Z', note: 'Broken' },
      { id: '2', amount: 1 },
    ];
    element.currencyCode = 'CAD';
    document.body.appendChild(element);
    const [first, second] = element.shadowRoot.querySelectorAll('li');
    expect(first.querySelector('lightning-formatted-number').value).toBe(12.5);
    expect(first.querySelector('span').textContent).toBe('Broken');
    expect(second.querySelector('lightning-formatted-date-time')).toBeNull();
    await expect(element).toBeAccessible();
  });
});
