import { createElement } from 'lwc';
import ShopifyOrderPage from 'c/shopifyOrderPage';

jest.mock(
  '@salesforce/apex/ShopifyOrdersController.getOrder',
  () => {
    const { createApexTestWireAdapter } = require('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true },
);

describe('c-shopify-order-page', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows the order of its own page', async () => {
    const element = createElement('c-shopify-order-page', { is: ShopifyOrderPage });
    element.recordId = 'a01';
    document.body.appendChild(element);
    const detail = element.shadowRoot.querySelector('c-shopify-order-detail');
    expect([detail.recordId, detail.orderId]).toEqual(['a01', 'a01']);
    await expect(element).toBeAccessible();
  });
});
