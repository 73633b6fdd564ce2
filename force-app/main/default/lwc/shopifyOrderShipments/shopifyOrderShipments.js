import { api, LightningElement } from 'lwc';
import timeZone from '@salesforce/i18n/timeZone';
import DELIVERED from '@salesforce/label/c.Shopify_Orders_Delivered';
import SHIPMENTS from '@salesforce/label/c.Shopify_Orders_Shipments';
import { statusTheme, statusWords } from 'c/shopifyFormat';

/** The parcels of an order, each with its carrier and a link to follow it. */
export default class ShopifyOrderShipments extends LightningElement {
  /** `[{ id, name, status, shipmentStatus, trackingCompany, trackingNumber, trackingUrl, deliveredAt }]` */
  @api fulfillments = [];
  timeZone = timeZone;
  labels = { DELIVERED, SHIPMENTS };

  get parcels() {
    return this.fulfillments.map((parcel) => {
      const status = parcel.shipmentStatus ?? parcel.status;
      return {
        ...parcel,
        words: statusWords(status),
        theme: statusTheme(status),
        tracking: [parcel.trackingCompany, parcel.trackingNumber].filter(Boolean).join(' '),
        // Only web addresses become links: the text came from outside.
        url: /^https?:\/\//i.test(parcel.trackingUrl ?? '') ? parcel.trackingUrl : undefined,
      };
    });
  }
}
