import { createElement } from 'lwc';
import ShopifyTable from 'c/shopifyTable';

const COLUMNS = [
  { key: 'order', label: 'Order' },
  { key: 'total', label: 'Total', isNumber: true },
  { key: 'actions', label: 'Actions', isHidden: true },
];
const rows = (count) =>
  Array.from({ length: count }, (_, at) => ({
    id: `a${at}`,
    name: `#${at}`,
    cells: { order: { kind: 'toggle', value: `#${at}` }, total: { kind: 'number', value: at } },
  }));

function show(properties) {
  const element = createElement('c-shopify-table', { is: ShopifyTable });
  Object.assign(element, { caption: 'Orders', columns: COLUMNS, ...properties });
  document.body.appendChild(element);
  return element.shadowRoot;
}

const press = (root) => (root.activeElement ?? document.activeElement)?.tagName;

describe('c-shopify-table', () => {
  afterEach(() => document.body.replaceChildren());

  it('has a caption, headers of columns and rows, and a name for every cell where rows are stacked', async () => {
    const root = show({ rows: rows(2) });
    expect(root.querySelector('caption').textContent.trim()).toBe('Orders');
    expect([...root.querySelectorAll('thead th')].map((head) => [head.scope, head.textContent])).toEqual([
      ['col', 'Order'],
      ['col', 'Total'],
      ['col', 'Actions'],
    ]);
    const [first] = root.querySelectorAll('tbody tr');
    expect(first.querySelector('th').scope).toBe('row');
    expect([...first.querySelectorAll('td')].map((cell) => cell.dataset.label)).toEqual(['Total', '']);
    await expect(root.host).toBeAccessible();
  });

  it('puts what a row opens to right below it', async () => {
    const root = show({ rows: rows(3), openId: 'a1' });
    expect([...root.querySelectorAll('tbody tr')].map((row) => row.dataset.row ?? 'detail')).toEqual([
      '#0',
      '#1',
      'detail',
      '#2',
    ]);
    expect(root.querySelector('tr.opened td').colSpan).toBe(3);
    expect(root.querySelectorAll('slot[name="detail"]')).toHaveLength(1);
    await expect(root.host).toBeAccessible();
  });

  it('says which row was pressed, and what', () => {
    const root = show({ rows: rows(2) });
    const acted = jest.fn();
    root.host.addEventListener('rowaction', (event) => acted(event.detail));
    root
      .querySelectorAll('c-shopify-cell[data-id="a1"]')[0]
      .dispatchEvent(new CustomEvent('cellaction', { detail: { name: 'toggle' } }));
    expect(acted).toHaveBeenCalledWith({ id: 'a1', name: 'toggle' });
  });

  it('closes the open row with Escape and keeps the focus on it', () => {
    const root = show({ rows: rows(2), openId: 'a1' });
    const acted = jest.fn();
    root.host.addEventListener('rowaction', (event) => acted(event.detail));
    const cell = root.querySelector('c-shopify-cell[data-id="a1"]');
    const focused = jest.spyOn(cell, 'focus');
    root.querySelector('.frame').dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    expect(acted).not.toHaveBeenCalled();
    root.querySelector('.frame').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(acted).toHaveBeenCalledWith({ id: 'a1', name: 'toggle' });
    expect(focused).toHaveBeenCalled();
  });

  it('shows long tables by parts', async () => {
    const root = show({ rows: rows(5), pageSize: 2 });
    const shown = () => root.querySelectorAll('tbody tr').length;
    expect(shown()).toBe(2);
    expect(root.querySelector('[role="status"]').textContent).toBe('c.Shopify_Table_Shown');
    root.querySelector('lightning-button').click();
    await Promise.resolve();
    expect(shown()).toBe(4);
    root.querySelector('lightning-button').click();
    await Promise.resolve();
    expect(shown()).toBe(5);
    expect(root.querySelector('lightning-button')).toBeNull();
    expect(press(root)).toBe('DIV');
    await expect(root.host).toBeAccessible();
  });
});
