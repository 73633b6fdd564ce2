import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import getOrders from '@salesforce/apex/ShopifyOrdersController.getOrders';
import getTotals from '@salesforce/apex/ShopifyOrdersController.getTotals';
import ShopifyOrders from 'c/shopifyOrders';

jest.mock(
  '@salesforce/apex/ShopifyOrdersController.getOrders',
  () => {
    const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true },
);
jest.mock(
  '@salesforce/apex/ShopifyOrdersController.getTotals',
  () => {
    const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true },
);
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const ORDER = { id: 'a01', name: '#1001', currentTotal: 128, currencyCode: 'CAD', lineCount: 2 };

async function show(totals, page) {
  const element = createElement('c-shopify-orders', { is: ShopifyOrders });
  element.recordId = '003000000000001AAA';
  document.body.appendChild(element);
  if (totals) getTotals.emit(totals);
  if (page) getOrders.emit(page);
  await Promise.resolve();
  return element.shadowRoot;
}

describe('c-shopify-orders', () => {
  afterEach(() => document.body.replaceChildren());

  it('waits for both answers', async () => {
    const root = await show({ orderCount: 1 });
    expect(root.querySelector('lightning-spinner')).not.toBeNull();
    await expect(root.host).toBeAccessible();
  });

  it('shows totals and orders', async () => {
    const root = await show({ orderCount: 1, values: [] }, { orders: [ORDER], total: 1 });
    expect(root.querySelector('c-shopify-order-totals').totals.orderCount).toBe(1);
    expect(root.querySelector('c-shopify-order-list').page.orders).toHaveLength(1);
    expect(root.querySelector('lightning-spinner')).toBeNull();
    await expect(root.host).toBeAccessible();
  });

  it('says that there are no orders yet', async () => {
    const root = await show({ orderCount: 0 }, { orders: [], total: 0 });
    expect(root.querySelector('c-shopify-state-message').headline).toBe('c.Shopify_Orders_Empty');
    await expect(root.host).toBeAccessible();
  });

  it('shows the words of a failure and offers to try again', async () => {
    const root = await show({ orderCount: 0 });
    getOrders.error({ message: 'You cannot see this contact' });
    await Promise.resolve();
    expect(root.querySelector('c-shopify-state-message').message).toBe('You cannot see this contact');
    root.querySelector('c-shopify-state-message lightning-button').click();
    expect(refreshApex).toHaveBeenCalledTimes(2);
    await expect(root.host).toBeAccessible();
  });

  it('looks for news while it is shown, and no longer when it is gone', async () => {
    jest.useFakeTimers();
    try {
      const root = await show({ orderCount: 0 }, { orders: [], total: 0 });
      refreshApex.mockClear();
      jest.advanceTimersByTime(10_000);
      expect(refreshApex).toHaveBeenCalledTimes(2);
      root.host.remove();
      jest.advanceTimersByTime(60_000);
      expect(refreshApex).toHaveBeenCalledTimes(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('keeps the page that is shown until the next one is here', async () => {
    const root = await show({ orderCount: 30, values: [] }, { orders: [ORDER], total: 30 });
    const list = root.querySelector('c-shopify-order-list');
    getOrders.emit(undefined);
    await Promise.resolve();
    expect(root.querySelector('c-shopify-order-list')).toBe(list);
    expect([list.page.orders.length, list.isBusy]).toEqual([1, true]);
    getOrders.emit({ orders: [], total: 0 });
    await Promise.resolve();
    expect([list.page.orders.length, list.isBusy]).toEqual([0, false]);
  });

  it('reads another page when the filter or the page changes', async () => {
    const root = await show({ orderCount: 30 }, { orders: [ORDER], total: 30 });
    const list = root.querySelector('c-shopify-order-list');
    list.dispatchEvent(new CustomEvent('page', { detail: { pageNumber: 3 } }));
    await Promise.resolve();
    expect(getOrders.getLastConfig()).toMatchObject({ pageNumber: 3, status: 'all', pageSize: 10 });
    list.dispatchEvent(new CustomEvent('filter', { detail: { status: 'paid', search: '#1' } }));
    await Promise.resolve();
    expect(getOrders.getLastConfig()).toMatchObject({ pageNumber: 1, status: 'paid', search: '#1' });
  });
});
