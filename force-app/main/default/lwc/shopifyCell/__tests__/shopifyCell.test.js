import { createElement } from 'lwc';
import ShopifyCell from 'c/shopifyCell';

function show(cell) {
  const element = createElement('c-shopify-cell', { is: ShopifyCell });
  element.cell = cell;
  document.body.appendChild(element);
  return element.shadowRoot;
}

describe('c-shopify-cell', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows a dash where there is nothing, but a nought that is one', () => {
    expect(show({}).textContent).toBe('–');
    expect(show({ kind: 'money', value: null }).textContent).toBe('–');
    expect(show({ kind: 'number', value: 0 }).querySelector('lightning-formatted-number').value).toBe(0);
  });

  it.each([
    ['money', { currencyCode: 'CAD' }, 'lightning-formatted-number'],
    ['date', {}, 'lightning-formatted-date-time'],
    ['time', {}, 'lightning-formatted-date-time'],
    ['badge', {}, 'lightning-badge'],
    ['text', {}, 'span.words'],
  ])('shows %s', async (kind, more, selector) => {
    const root = show({ kind, value: 7, ...more });
    expect(root.querySelector(selector)).not.toBeNull();
    await expect(root.host).toBeAccessible();
  });

  it('says that a link leads out of here', async () => {
    const root = show({ kind: 'link', value: 'Canada Post 42', url: 'https://example.com/42', isOutside: true });
    const link = root.querySelector('a');
    expect([link.href, link.target, link.rel]).toEqual(['https://example.com/42', '_blank', 'noopener noreferrer']);
    expect(link.textContent).toContain('c.Shopify_Orders_Opens_New_Tab');
    await expect(root.host).toBeAccessible();
  });

  it('never makes a link of anything but an address', () => {
    const root = show({ kind: 'link', value: 'T1', url: 'data:text/html,hello' });
    expect(root.querySelector('a')).toBeNull();
    expect(root.textContent).toBe('T1');
  });

  it('opens and closes, and says which', async () => {
    const root = show({ kind: 'toggle', value: '#1001', isOpen: true, marks: [{ label: 'Test' }] });
    const pressed = jest.fn();
    root.host.addEventListener('cellaction', (event) => pressed(event.detail.name));
    const button = root.querySelector('button');
    expect(button.getAttribute('aria-expanded')).toBe('true');
    button.click();
    expect(pressed).toHaveBeenCalledWith('toggle');
    expect(root.querySelector('lightning-badge').label).toBe('Test');
    await expect(root.host).toBeAccessible();
  });

  it('has smaller lines below, of text and of money, and leaves empty ones out', () => {
    const root = show({ value: 'x', notes: ['', 'DIFF-1', { value: 3, currencyCode: 'USD' }, { value: null }] });
    const [words, money, ...more] = root.querySelectorAll('.note');
    expect(words.textContent).toBe('DIFF-1');
    expect(money.querySelector('lightning-formatted-number').currencyCode).toBe('USD');
    expect(more).toEqual([]);
  });

  it('has buttons that say what they are for', () => {
    const root = show({ kind: 'buttons', buttons: [{ name: 'replay', label: 'Replay', title: 'Replay maple:1' }] });
    const pressed = jest.fn();
    root.host.addEventListener('cellaction', (event) => pressed(event.detail.name));
    root.querySelector('lightning-button').click();
    expect(pressed).toHaveBeenCalledWith('replay');
    expect(root.querySelector('lightning-button').title).toBe('Replay maple:1');
  });
});
