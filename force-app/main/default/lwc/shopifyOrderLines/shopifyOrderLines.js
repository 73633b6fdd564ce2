import { api, LightningElement } from 'lwc';
import AMOUNT from '@salesforce/label/c.Shopify_Orders_Amount';
import DISCOUNT from '@salesforce/label/c.Shopify_Orders_Discount';
import GIFT_CARD from '@salesforce/label/c.Shopify_Orders_Gift_Card';
import LINES from '@salesforce/label/c.Shopify_Orders_Lines';
import NO_LINES from '@salesforce/label/c.Shopify_Orders_No_Lines';
import PRODUCT from '@salesforce/label/c.Shopify_Orders_Product';
import QUANTITY from '@salesforce/label/c.Shopify_Orders_Quantity';
import QUANTITY_NOW from '@salesforce/label/c.Shopify_Orders_Quantity_Now';
import UNIT_PRICE from '@salesforce/label/c.Shopify_Orders_Unit_Price';
import { fill } from 'c/shopifyFormat';

/** The lines of an order. A line of which some were removed or returned says how many are left. */
export default class ShopifyOrderLines extends LightningElement {
  /**
   * `[{ id, title, variantTitle, sku, isGiftCard, sellingPlan, properties, quantity, currentQuantity, unitPrice, totalDiscount,
   * lineTotal }]`
   */
  @api lines = [];
  @api currencyCode;
  labels = { AMOUNT, DISCOUNT, LINES, NO_LINES, PRODUCT, QUANTITY, UNIT_PRICE };

  get rows() {
    return this.lines.map((line) => {
      const isChanged = typeof line.currentQuantity === 'number' && line.currentQuantity !== line.quantity;
      const kind = line.isGiftCard ? GIFT_CARD : undefined;
      const details = [kind, line.variantTitle, line.sku, line.sellingPlan].filter(Boolean).join(' · ');
      const properties = (line.properties ?? []).map((property, at) => ({ ...property, key: `${line.id}-${at}` }));
      const hasProperties = properties.length > 0;
      return {
        ...line,
        details,
        hasProperties,
        quantityNow: isChanged ? fill(QUANTITY_NOW, line.currentQuantity) : undefined,
      };
    });
  }

  get isEmpty() {
    return this.lines.length === 0;
  }
}
