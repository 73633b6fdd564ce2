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

describe('c-shopify-order-lines', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows every line with its SKU, quantity and amounts', async () => {
    const root = show(LINES);
    const [syrup, shoes] = root.querySelectorAll('tr[data-line]');
    expect(syrup.querySelector('th').textContent).toBe('Maple SyrupAmber · MS-500');
    expect([...syrup.querySelectorAll('lightning-formatted-number')].map((number) => number.value)).toEqual([
      12.5, 2, 35.5,
    ]);
    // No discount: a dash, not a zero.
    expect([...shoes.querySelectorAll('lightning-formatted-number')].map((number) => number.value)).toEqual([90, 90]);
    await expect(root.host).toBeAccessible();
  });

  it('says how many are left only where that differs from what was ordered', () => {
    const cells = show(LINES).querySelectorAll('td[data-label="c.Shopify_Orders_Quantity"]');
    expect([...cells].map((cell) => cell.querySelectorAll('div').length)).toEqual([1, 0]);
  });

  it('says what was bought with it: gift card, plan, properties', async () => {
    const properties = [{ name: 'Engraving', value: 'A.L.' }];
    const root = show([{ ...LINES[1], isGiftCard: true, sellingPlan: 'Monthly', properties }]);
    const product = root.querySelector('tr[data-line] th');
    expect(product.querySelectorAll('div')[1].textContent).toBe('c.Shopify_Orders_Gift_Card · Monthly');
    expect(product.querySelector('li').textContent.trim()).toBe('Engraving: A.L.');
    await expect(root.host).toBeAccessible();
  });

  it('says so when there are none', async () => {
    const root = show([]);
    expect(root.querySelector('p').textContent).toBe('c.Shopify_Orders_No_Lines');
    expect(root.querySelector('table')).toBeNull();
    await expect(root.host).toBeAccessible();
  });
});
