import { createElement } from 'lwc';
import ShopifyOrderClaims from 'c/shopifyOrderClaims';

describe('c-shopify-order-claims', () => {
  it('shows returns and disputes with their state, amount and term', async () => {
    const element = createElement('c-shopify-order-claims', { is: ShopifyOrderClaims });
    element.claims = [
      { id: 'a0R', isDispute: false, name: '#1-R1', status: 'open' },
      {
        id: 'a0D',
        isDispute: true,
        name: 'chargeback',
        status: 'needs_response',
        amount: 30,
        currencyCode: 'CAD',
        dueAt: '2026-03-20T00:00:00.000Z',
      },
    ];
    document.body.appendChild(element);
    const [back, dispute] = element.shadowRoot.querySelectorAll('li');
    expect(back.querySelector('a').textContent).toBe('c.Shopify_Orders_Return #1-R1');
    expect(back.querySelector('lightning-formatted-number')).toBeNull();
    expect(dispute.querySelector('a').textContent).toBe('c.Shopify_Orders_Dispute: Chargeback');
    expect(dispute.querySelector('a').getAttribute('href')).toBe('/lightning/r/a0D/view');
    expect(dispute.querySelector('lightning-badge').label).toBe('Needs response');
    expect(dispute.querySelector('lightning-formatted-number').value).toBe(30);
    expect(dispute.querySelector('lightning-formatted-date-time').value).toBe('2026-03-20T00:00:00.000Z');
    await expect(element).toBeAccessible();
  });
});
