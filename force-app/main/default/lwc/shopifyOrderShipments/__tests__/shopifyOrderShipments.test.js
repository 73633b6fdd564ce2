import { createElement } from 'lwc';
import ShopifyOrderShipments from 'c/shopifyOrderShipments';

function show(fulfillments) {
  const element = createElement('c-shopify-order-shipments', { is: ShopifyOrderShipments });
  element.fulfillments = fulfillments;
  document.body.appendChild(element);
  return element.shadowRoot;
}

const PARCEL = { id: '1', status: 'success', trackingCompany: 'Canada Post', trackingNumber: '42' };

describe('c-shopify-order-shipments', () => {
  afterEach(() => document.body.replaceChildren());

  it('links to the carrier', async () => {
    const root = show([
      {
        ...PARCEL,
        shipmentStatus: 'delivered',
        trackingUrl: 'https://example.com/42',
        deliveredAt: '2026-11-24T09:12:00.000Z',
      },
    ]);
    const link = root.querySelector('a');
    expect([link.href, link.textContent, link.target]).toEqual(['https://example.com/42', 'Canada Post 42', '_blank']);
    expect(root.querySelector('lightning-badge').label).toBe('Delivered');
    expect(root.querySelector('lightning-formatted-date-time')).not.toBeNull();
    await expect(root.host).toBeAccessible();
  });

  it('never makes a link of anything but a web address', async () => {
    const root = show([{ ...PARCEL, trackingUrl: 'data:text/html,hello' }]);
    expect(root.querySelector('a')).toBeNull();
    expect(root.querySelector('li').textContent).toBe('Canada Post 42');
    await expect(root.host).toBeAccessible();
  });
});
