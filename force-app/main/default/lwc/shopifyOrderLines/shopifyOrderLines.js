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
  labels = { LINES, NO_LINES };
  columns = [
    { key: 'product', label: PRODUCT },
    { key: 'quantity', label: QUANTITY, isNumber: true },
    { key: 'unitPrice', label: UNIT_PRICE, isNumber: true },
    { key: 'discount', label: DISCOUNT, isNumber: true },
    { key: 'amount', label: AMOUNT, isNumber: true },
  ];

  get rows() {
    return this.lines.map((line) => ({
      id: line.id,
      name: line.title,
      cells: {
        product: { value: line.title, notes: this.notes(line) },
        quantity: { kind: 'number', value: line.quantity, notes: [left(line)] },
        unitPrice: this.money(line.unitPrice),
        // No discount: a dash, not a nought.
        discount: this.money(line.totalDiscount || null),
        amount: this.money(line.lineTotal),
      },
    }));
  }

  get isEmpty() {
    return this.lines.length === 0;
  }

  money(value) {
    return { kind: 'money', value, currencyCode: this.currencyCode };
  }

  notes(line) {
    const kind = line.isGiftCard ? GIFT_CARD : undefined;
    const details = [kind, line.variantTitle, line.sku, line.sellingPlan].filter(Boolean).join(' · ');
    return [details, ...(line.properties ?? []).map(({ name, value }) => `${name}: ${value}`)];
  }
}

function left({ quantity, currentQuantity }) {
  const isChanged = typeof currentQuantity === 'number' && currentQuantity !== quantity;
  return isChanged ? fill(QUANTITY_NOW, currentQuantity) : '';
}
