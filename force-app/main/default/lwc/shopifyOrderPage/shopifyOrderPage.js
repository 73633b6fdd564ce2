import { api, LightningElement } from 'lwc';
import TITLE from '@salesforce/label/c.Shopify_Orders_About';

/** The order on its own record page. */
export default class ShopifyOrderPage extends LightningElement {
  @api recordId;
  title = TITLE;
}
