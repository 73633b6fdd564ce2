import { createElement } from 'lwc';
import ShopifyOrderLines from 'c/shopifyOrderLines';

const LINES = [
  {
    id: '1',
    title: 'Maple Syrup',
    variantTitle: 'Amber',
    sku: 'MS-500',
    quantity: 3,
    currentQuantity: 2,
    unitPrice: 12.5,
    totalDiscount: 2,
    lineTotal: 35.5,
  },
  { id: '2', title: 'Snow shoes', quantity: 1, currentQuantity: 1, unitPrice: 90, totalDiscount: 0, lineTotal: 90 },
];

function show(lines) {
  const element = createElement('c-shopify-order-lines', { is: ShopifyOrderLines });
  Object.assign(element, { lines, currencyCode: 'CAD' });
  document.body.appendChild(element);
  return element.shadowRoot;
}

const rowsOf = (root) => root.querySelector('c-shopify-table').rows;

describe('c-shopify-order-lines', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows every line with its SKU, quantity and amounts', async () => {
    const root = show(LINES);
    const [syrup, shoes] = rowsOf(root);
    expect(syrup.cells.product).toEqual({ value: 'Maple Syrup', notes: ['Amber · MS-500'] });
    expect(syrup.cells.unitPrice).toEqual({ kind: 'money', value: 12.5, currencyCode: 'CAD' });
    expect([syrup.cells.discount.value, syrup.cells.amount.value]).toEqual([2, 35.5]);
    // No discount: a dash, not a nought.
    expect(shoes.cells.discount.value).toBeNull();
    await expect(root.host).toBeAccessible();
  });

  it('says how many are left only where that differs from what was ordered', () => {
    expect(rowsOf(show(LINES)).map((row) => row.cells.quantity.notes)).toEqual([
      ['c.Shopify_Orders_Quantity_Now'],
      [''],
    ]);
  });

  it('says what was bought with it: gift card, plan, properties', () => {
    const properties = [{ name: 'Engraving', value: 'A.L.' }];
    const [row] = rowsOf(show([{ ...LINES[1], isGiftCard: true, sellingPlan: 'Monthly', properties }]));
    expect(row.cells.product.notes).toEqual(['c.Shopify_Orders_Gift_Card · Monthly', 'Engraving: A.L.']);
  });

  it('says so when there are none', async () => {
    const root = show([]);
    expect(root.querySelector('p').textContent).toBe('c.Shopify_Orders_No_Lines');
    expect(root.querySelector('c-shopify-table')).toBeNull();
    await expect(root.host).toBeAccessible();
  });
});
