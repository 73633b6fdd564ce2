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
    const [first, second, third] = element.shadowRoot.querySelector('c-shopify-table').rows.map((row) => row.cells);
    expect([first.amount.value, first.note.value]).toEqual([12.5, 'Broken']);
    expect([second.date.value, second.note.marks]).toEqual([undefined, []]);
    expect([third.amount.value, third.note.marks]).toEqual([4, [{ label: 'c.Shopify_Orders_Pending_Refund' }]]);
    await expect(element).toBeAccessible();
  });
});
