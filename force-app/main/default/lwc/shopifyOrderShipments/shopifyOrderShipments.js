import { api, LightningElement } from 'lwc';
import DELIVERED from '@salesforce/label/c.Shopify_Orders_Delivered';
import SHIPMENT from '@salesforce/label/c.Shopify_Orders_Shipment';
import SHIPMENTS from '@salesforce/label/c.Shopify_Orders_Shipments';
import STATUS from '@salesforce/label/c.Shopify_Orders_Status';
import TRACKING from '@salesforce/label/c.Shopify_Orders_Tracking';
import { statusTheme, statusWords } from 'c/shopifyFormat';

/** The parcels of an order, each with its carrier and a link to follow it. */
export default class ShopifyOrderShipments extends LightningElement {
  /** `[{ id, name, status, shipmentStatus, trackingCompany, trackingNumber, trackingUrl, deliveredAt }]` */
  @api fulfillments = [];
  labels = { SHIPMENTS };
  columns = [
    { key: 'shipment', label: SHIPMENT },
    { key: 'status', label: STATUS },
    { key: 'tracking', label: TRACKING },
    { key: 'delivered', label: DELIVERED },
  ];

  get rows() {
    return this.fulfillments.map((parcel) => {
      const status = parcel.shipmentStatus ?? parcel.status;
      const value = [parcel.trackingCompany, parcel.trackingNumber].filter(Boolean).join(' ');
      return {
        id: parcel.id,
        name: parcel.name,
        cells: {
          shipment: { value: parcel.name },
          status: { kind: 'badge', value: statusWords(status), theme: statusTheme(status) },
          // The carrier's page is none of this org: a path would be.
          tracking: { kind: 'link', value, url: outside(parcel.trackingUrl), isOutside: true },
          delivered: { kind: 'date', value: parcel.deliveredAt },
        },
      };
    });
  }
}

function outside(url) {
  return /^https?:\/\//i.test(url ?? '') ? url : undefined;
}
