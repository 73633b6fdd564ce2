import { createElement } from 'lwc';
import ShopifyOrderList from 'c/shopifyOrderList';

jest.mock(
  '@salesforce/apex/ShopifyOrdersController.getOrder',
  () => {
    const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true },
);

const ORDERS = [
  {
    id: 'a01',
    name: '#1001',
    processedAt: '2026-11-24T09:12:00.000Z',
    financialStatus: 'partially_refunded',
    fulfillmentStatus: 'fulfilled',
    currentTotal: 128,
    currencyCode: 'CAD',
    presentmentTotal: 94.1,
    presentmentCurrency: 'USD',
    lineCount: 2,
  },
  {
    id: 'a02',
    name: '#1002',
    currentTotal: 5,
    currencyCode: 'CAD',
    presentmentCurrency: 'CAD',
    cancelledAt: '2026-11-24T09:12:00.000Z',
    isTest: true,
  },
];

function show(page, properties = {}) {
  const element = createElement('c-shopify-order-list', { is: ShopifyOrderList });
  Object.assign(element, { recordId: '003', page, status: 'all', search: '', pageNumber: 1, pageSize: 10 }, properties);
  document.body.appendChild(element);
  return element.shadowRoot;
}

const table = (root) => root.querySelector('c-shopify-table');

describe('c-shopify-order-list', () => {
  afterEach(() => {
    document.body.replaceChildren();
    jest.useRealTimers();
  });

  it('shows one row for each order, with the money of buyer and shop where they differ', async () => {
    const root = show({ orders: ORDERS, total: 2 });
    const [first, second] = table(root).rows.map((row) => row.cells);
    expect(first.total).toEqual({
      kind: 'money',
      value: 128,
      currencyCode: 'CAD',
      notes: [{ value: 94.1, currencyCode: 'USD' }],
    });
    expect(first.payment).toEqual({
      kind: 'badge',
      value: 'c.Shopify_Status_Partially_Refunded',
      theme: 'slds-theme_warning',
    });
    expect(second.total.notes).toEqual([]);
    expect(second.order.marks).toEqual([{ label: 'c.Shopify_Orders_Test' }]);
    expect(second.shipping.value).toBe('c.Shopify_Status_Cancelled');
    await expect(root.host).toBeAccessible();
  });

  it('opens and closes the details of an order', async () => {
    const root = show({ orders: ORDERS, total: 2 });
    const toggle = () =>
      table(root).dispatchEvent(new CustomEvent('rowaction', { detail: { id: 'a01', name: 'toggle' } }));
    expect(table(root).rows[0].cells.order.isOpen).toBe(false);
    toggle();
    await Promise.resolve();
    expect([table(root).rows[0].cells.order.isOpen, table(root).openId]).toEqual([true, 'a01']);
    expect(root.querySelector('c-shopify-order-detail').orderId).toBe('a01');
    await expect(root.host).toBeAccessible();
    toggle();
    await Promise.resolve();
    expect(root.querySelector('c-shopify-order-detail')).toBeNull();
  });

  it('asks for another status, search or page', () => {
    jest.useFakeTimers();
    const root = show({ orders: ORDERS, total: 25 }, { pageNumber: 2 });
    const filter = jest.fn();
    const page = jest.fn();
    root.host.addEventListener('filter', (event) => filter(event.detail));
    root.host.addEventListener('page', (event) => page(event.detail.pageNumber));
    root.querySelector('lightning-combobox').dispatchEvent(new CustomEvent('change', { detail: { value: 'paid' } }));
    expect(filter).toHaveBeenLastCalledWith({ status: 'paid', search: '' });
    const search = root.querySelector('lightning-input');
    for (const typed of ['#', '#1', '#10']) {
      search.value = typed;
      search.dispatchEvent(new CustomEvent('change'));
    }
    // One search for the word, not one for each key.
    expect(filter).toHaveBeenCalledTimes(1);
    jest.runAllTimers();
    expect(filter.mock.calls.slice(1)).toEqual([[{ status: 'all', search: '#10' }]]);
    root.querySelector('[data-id="previous"]').click();
    root.querySelector('[data-id="next"]').click();
    expect(page.mock.calls).toEqual([[1], [3]]);
  });

  it('stops at the first and the last page', () => {
    const root = show({ orders: ORDERS, total: 2 });
    expect(root.querySelector('[data-id="previous"]').disabled).toBe(true);
    expect(root.querySelector('[data-id="next"]').disabled).toBe(true);
  });

  it('says when nothing matches, and waits while a page loads', async () => {
    const none = show({ orders: [], total: 0 }, { status: 'paid' });
    expect(none.querySelector('c-shopify-state-message').headline).toBe('c.Shopify_Orders_No_Match');
    await expect(none.host).toBeAccessible();
    const turning = show({ orders: ORDERS, total: 2 }, { isBusy: true });
    expect(turning.querySelector('lightning-spinner')).not.toBeNull();
    expect(table(turning).rows).toHaveLength(2);
  });
});
