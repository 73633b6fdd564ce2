import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import getOrder from '@salesforce/apex/ShopifyOrdersController.getOrder';
import ShopifyOrderDetail from 'c/shopifyOrderDetail';

jest.mock(
  '@salesforce/apex/ShopifyOrdersController.getOrder',
  () => {
    const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true },
);

jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const ORDER = {
  id: 'a01',
  name: '#1001',
  currencyCode: 'CAD',
  subtotal: 120,
  totalDiscounts: 10,
  totalShipping: 0,
  total: 110,
  totalRefunded: 0,
};

function show() {
  const element = createElement('c-shopify-order-detail', { is: ShopifyOrderDetail });
  Object.assign(element, { recordId: '003', orderId: 'a01' });
  document.body.appendChild(element);
  return element.shadowRoot;
}

const notices = (root) => [...root.querySelectorAll('.notice')].map((notice) => notice.textContent);

describe('c-shopify-order-detail', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows a spinner, then lines and the sums that are not nought', async () => {
    const root = show();
    expect(root.querySelector('lightning-spinner')).not.toBeNull();
    getOrder.emit({ order: ORDER, lines: [{ id: '1', title: 'Syrup' }], fulfillments: [], refunds: [] });
    await Promise.resolve();
    expect(root.querySelector('lightning-spinner')).toBeNull();
    expect(root.querySelector('c-shopify-order-lines').lines).toHaveLength(1);
    expect([...root.querySelectorAll('dd lightning-formatted-number')].map((number) => number.value)).toEqual([
      120, -10, 110,
    ]);
    expect(root.querySelector('c-shopify-order-shipments')).toBeNull();
    expect(root.querySelector('c-shopify-order-refunds')).toBeNull();
    await expect(root.host).toBeAccessible();
  });

  it('shows shipments, refunds and the way to Shopify where there are any', async () => {
    const root = show();
    const order = { ...ORDER, adminUrl: 'https://admin.shopify.com/store/maple/orders/1' };
    getOrder.emit({ order, lines: [], fulfillments: [{ id: 'f' }], refunds: [{ id: 'r', amount: 1 }] });
    await Promise.resolve();
    expect(root.querySelector('c-shopify-order-shipments')).not.toBeNull();
    expect(root.querySelector('c-shopify-order-refunds')).not.toBeNull();
    expect(root.querySelector('a[target="_blank"]').href).toBe(order.adminUrl);
    await expect(root.host).toBeAccessible();
  });

  it('says why it was cancelled, what was noted, and that lines are missing', async () => {
    const root = show();
    const order = { ...ORDER, cancelReason: 'customer', note: 'Back door', isComplete: false };
    getOrder.emit({ order, lines: [], fulfillments: [], refunds: [] });
    await Promise.resolve();
    expect(notices(root)).toEqual(['c.Shopify_Orders_Incomplete']);
    expect(root.querySelector('[data-fact="cancelReason"]').textContent).toBe('c.Shopify_Reason_Customer');
    expect(root.querySelector('[data-fact="note"]').textContent).toBe('Back door');
    await expect(root.host).toBeAccessible();
  });

  it('warns of what is deleted, cancelled or only a test', async () => {
    const root = show();
    const order = { ...ORDER, isDeleted: true, cancelledAt: '2026-11-24T09:12:00.000Z', isTest: true };
    getOrder.emit({ order, lines: [] });
    await Promise.resolve();
    expect(notices(root)).toEqual([
      'c.Shopify_Orders_Is_Deleted',
      'c.Shopify_Orders_Is_Cancelled',
      'c.Shopify_Orders_Is_Test',
    ]);
    await expect(root.host).toBeAccessible();
  });

  it('leads to the record of the order, unless it is there already', async () => {
    const root = show();
    getOrder.emit({ order: ORDER, lines: [] });
    await Promise.resolve();
    expect(root.querySelector('.ways a').getAttribute('href')).toBe('/lightning/r/a01/view');
    root.host.recordId = 'a01';
    getOrder.emit({ order: ORDER, lines: [] });
    await Promise.resolve();
    expect(root.querySelector('.ways a')).toBeNull();
  });

  it('reads again when asked', async () => {
    const root = show();
    getOrder.emit({ order: ORDER, lines: [] });
    await Promise.resolve();
    root.host.refresh();
    expect(refreshApex).toHaveBeenCalledWith(expect.objectContaining({ data: { order: ORDER, lines: [] } }));
  });

  it('tells codes, address, purchase order, channel and the details of the buyer', async () => {
    const root = show();
    const order = {
      ...ORDER,
      discountCodes: ['SPRING', 'VIP'],
      shipTo: 'Ann, Ottawa',
      poNumber: 'PO-9',
      companyName: 'Lee Ltd',
      sourceName: 'shopify_draft_order',
      attributes: [{ name: 'gift', value: 'yes' }],
    };
    getOrder.emit({ order, lines: [], fulfillments: [], refunds: [], claims: [{ id: 'r', name: '#1-R1' }] });
    await Promise.resolve();
    const told = [...root.querySelectorAll('.facts dd')].map((fact) => fact.textContent);
    expect(told).toEqual(['SPRING, VIP', 'Ann, Ottawa', 'Lee Ltd', 'PO-9', 'Draft order', 'yes']);
    expect(root.querySelector('c-shopify-order-claims').claims).toHaveLength(1);
    await expect(root.host).toBeAccessible();
  });

  it('adds up tip, duties and gift cards, and tells revenue where it is not the total', async () => {
    const root = show();
    const order = { ...ORDER, totalTip: 3, totalDuties: 2, giftCardPayments: 20, totalRefunded: 10, netRevenue: 100 };
    getOrder.emit({ order: { ...order, presentmentCurrency: 'USD', presentmentTotal: 80 }, lines: [] });
    await Promise.resolve();
    const shown = [...root.querySelectorAll('[data-figure]')].map((cell) => [
      cell.dataset.figure,
      cell.querySelector('lightning-formatted-number').value,
    ]);
    expect(Object.fromEntries(shown)).toEqual({
      subtotal: 120,
      discounts: -10,
      duties: 2,
      tip: 3,
      total: 110,
      giftCards: 20,
      refunded: -10,
      net: 100,
      buyer: 80,
    });
    expect(root.querySelector('.facts')).toBeNull();
    await expect(root.host).toBeAccessible();
  });

  it('begins with goods before discounts, so that the sums add up', async () => {
    const root = show();
    const order = {
      ...ORDER,
      subtotal: 26,
      totalDiscounts: 4,
      totalTax: 3,
      taxesIncluded: true,
      total: 26,
      isComplete: true,
    };
    const lines = [
      { id: '1', title: 'Syrup', unitPrice: 0.1, quantity: 3 },
      { id: '2', title: 'Shoes', unitPrice: 29.7, quantity: 1 },
    ];
    getOrder.emit({ order, lines });
    await Promise.resolve();
    const terms = [...root.querySelectorAll('.figures dt')].map((term) => term.textContent);
    expect(terms.slice(0, 3)).toEqual([
      'c.Shopify_Orders_Goods',
      'c.Shopify_Orders_Discounts',
      'c.Shopify_Orders_Included_Tax',
    ]);
    expect(root.querySelector('[data-figure="subtotal"] lightning-formatted-number').value).toBe(30);
  });

  it('says what went wrong', async () => {
    const root = show();
    getOrder.error({ message: 'No access to this order' });
    await Promise.resolve();
    expect(root.querySelector('c-shopify-state-message').message).toBe('No access to this order');
    await expect(root.host).toBeAccessible();
  });
});
