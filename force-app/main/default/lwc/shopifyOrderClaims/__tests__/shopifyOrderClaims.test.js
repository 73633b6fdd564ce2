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
    const [back, dispute] = element.shadowRoot.querySelector('c-shopify-table').rows.map((row) => row.cells);
    expect(back.claim.value).toBe('c.Shopify_Orders_Return #1-R1');
    expect(back.amount.value).toBeUndefined();
    expect(dispute.claim).toMatchObject({
      value: 'c.Shopify_Orders_Dispute: c.Shopify_Status_Chargeback',
      url: '/lightning/r/a0D/view',
    });
    expect(dispute.status).toEqual({
      kind: 'badge',
      value: 'c.Shopify_Status_Needs_Response',
      theme: 'slds-theme_warning',
    });
    expect(dispute.amount).toEqual({ kind: 'money', value: 30, currencyCode: 'CAD' });
    expect(dispute.due.value).toBe('2026-03-20T00:00:00.000Z');
    await expect(element).toBeAccessible();
  });
});
