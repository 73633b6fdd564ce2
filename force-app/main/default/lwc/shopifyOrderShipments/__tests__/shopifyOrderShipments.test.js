import { createElement } from 'lwc';
import ShopifyOrderShipments from 'c/shopifyOrderShipments';

function show(fulfillments) {
  const element = createElement('c-shopify-order-shipments', { is: ShopifyOrderShipments });
  element.fulfillments = fulfillments;
  document.body.appendChild(element);
  return element.shadowRoot;
}

const PARCEL = { id: '1', name: '#1001.1', status: 'success', trackingCompany: 'Canada Post', trackingNumber: '42' };

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
    const [{ cells }] = root.querySelector('c-shopify-table').rows;
    expect(cells.tracking).toEqual({
      kind: 'link',
      value: 'Canada Post 42',
      url: 'https://example.com/42',
      isOutside: true,
    });
    expect([cells.shipment.value, cells.status.value]).toEqual(['#1001.1', 'c.Shopify_Status_Delivered']);
    expect(cells.delivered.value).toBe('2026-11-24T09:12:00.000Z');
    await expect(root.host).toBeAccessible();
  });

  it.each(['data:text/html,hello', '/lightning/page/home', undefined])('never makes a link of %s', (trackingUrl) => {
    const [{ cells }] = show([{ ...PARCEL, trackingUrl }]).querySelector('c-shopify-table').rows;
    expect(cells.tracking).toMatchObject({ value: 'Canada Post 42', url: undefined });
  });
});
