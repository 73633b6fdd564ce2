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

describe('c-shopify-order-list', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows one row for each order, with the money of buyer and shop where they differ', async () => {
    const root = show({ orders: ORDERS, total: 2 });
    const [first, second] = root.querySelectorAll('tr[data-order]');
    expect(
      [...first.querySelectorAll('lightning-formatted-number')].map((number) => [number.value, number.currencyCode]),
    ).toEqual([
      [128, 'CAD'],
      [94.1, 'USD'],
    ]);
    expect(second.querySelectorAll('lightning-formatted-number')).toHaveLength(1);
    expect([...second.querySelectorAll('lightning-badge')].map((badge) => badge.label)).toEqual([
      'c.Shopify_Orders_Test',
      'Cancelled',
    ]);
    await expect(root.host).toBeAccessible();
  });

  it('opens and closes the details of an order', async () => {
    const root = show({ orders: ORDERS, total: 2 });
    const button = root.querySelector('button[data-id="a01"]');
    expect(button.getAttribute('aria-expanded')).toBe('false');
    button.click();
    await Promise.resolve();
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(root.querySelector('c-shopify-order-detail').orderId).toBe('a01');
    await expect(root.host).toBeAccessible();
    button.click();
    await Promise.resolve();
    expect(root.querySelector('c-shopify-order-detail')).toBeNull();
  });

  it('asks for another status, search or page', () => {
    const root = show({ orders: ORDERS, total: 25 }, { pageNumber: 2 });
    const filter = jest.fn();
    const page = jest.fn();
    root.host.addEventListener('filter', (event) => filter(event.detail));
    root.host.addEventListener('page', (event) => page(event.detail.pageNumber));
    root.querySelector('lightning-combobox').dispatchEvent(new CustomEvent('change', { detail: { value: 'paid' } }));
    expect(filter).toHaveBeenLastCalledWith({ status: 'paid', search: '' });
    const search = root.querySelector('lightning-input');
    search.value = '#10';
    search.dispatchEvent(new CustomEvent('change'));
    expect(filter).toHaveBeenLastCalledWith({ status: 'all', search: '#10' });
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
    expect(show(undefined).querySelector('lightning-spinner')).not.toBeNull();
  });
});
