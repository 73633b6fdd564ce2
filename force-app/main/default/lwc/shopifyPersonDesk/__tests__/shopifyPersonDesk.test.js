import { createElement } from 'lwc';
import choose from '@salesforce/apex/ShopifyPersonDeskController.choose';
import getQuestion from '@salesforce/apex/ShopifyPersonDeskController.getQuestion';
import makeNew from '@salesforce/apex/ShopifyPersonDeskController.makeNew';
import reject from '@salesforce/apex/ShopifyPersonDeskController.reject';
import ShopifyPersonDesk from 'c/shopifyPersonDesk';

jest.mock('@salesforce/apex/ShopifyPersonDeskController.choose', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ShopifyPersonDeskController.getQuestion', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('@salesforce/apex/ShopifyPersonDeskController.makeNew', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ShopifyPersonDeskController.reject', () => ({ default: jest.fn() }), { virtual: true });

const ANN = {
  id: '003A',
  kind: 'Contact',
  name: 'Ann Lee',
  email: 'ann@example.com',
  phones: ['+1 416 555 0123', '416 555 0199'],
  address: '1 Main St, K1A Ottawa, Canada',
  accountName: 'Lee Ltd',
  owner: 'Olive Owner',
  orderCount: 3,
  lastOrderAt: '2026-11-20T09:30:00.000Z',
  reasons: ['Same e-mail', 'Same phone'],
  state: 'candidate',
};
const LEEDS = { ...ANN, id: '00QB', kind: 'Lead', name: 'A. Leeds', phones: [], reasons: [], lastOrderAt: null };
const QUESTION = {
  linkId: 'a01',
  name: 'Ann Lee',
  email: 'ann@example.com',
  phone: '+14165550123',
  address: 'Ottawa, Canada',
  company: null,
  store: 'Maple Goods',
  orderCount: 2,
  lastOrderAt: '2026-11-24T09:30:00.000Z',
  status: 'ambiguous',
  reason: 'E-mail ann@example.com',
  mayDecide: true,
  persons: [ANN, LEEDS],
  hidden: 0,
};
const linked = (person) => ({ ...QUESTION, status: 'linked', persons: [{ ...person, state: 'linked' }] });
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

async function show(question = QUESTION) {
  getQuestion.mockResolvedValue(question);
  const element = createElement('c-shopify-person-desk', { is: ShopifyPersonDesk });
  element.recordId = 'a01';
  const heard = [];
  for (const name of ['lightning__showtoast', 'decided'])
    element.addEventListener(name, (event) => heard.push(event.detail));
  document.body.appendChild(element);
  await settle();
  return { root: element.shadowRoot, heard };
}

const cellsOf = (root, row) => [...root.querySelectorAll(`tr[data-row="${row}"] td`)].map((cell) => cell.textContent);
const press = (root, action, id) =>
  root.querySelector(`[data-action="${action}"]${id ? `[data-id="${id}"]` : ''}`).click();

describe('c-shopify-person-desk', () => {
  afterEach(() => {
    document.body.replaceChildren();
    jest.resetAllMocks();
  });

  it('shows what Shopify says and who it may be, side by side', async () => {
    const { root } = await show();
    expect(getQuestion).toHaveBeenCalledWith({ linkId: 'a01' });
    expect([...root.querySelectorAll('thead a')].map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['Ann Lee', '/lightning/r/003A/view'],
      ['A. Leeds', '/lightning/r/00QB/view'],
    ]);
    expect(cellsOf(root, 'email')).toEqual(['ann@example.com', 'ann@example.com', 'ann@example.com']);
    expect(cellsOf(root, 'phone')).toEqual(['+14165550123', '+1 416 555 0123416 555 0199', '–']);
    expect(cellsOf(root, 'account')).toEqual(['–', 'Lee Ltd', 'Lee Ltd']);
    expect(cellsOf(root, 'owner')[1]).toBe('Olive Owner');
    expect(cellsOf(root, 'orders')).toEqual(['2', '3', '3']);
    expect(cellsOf(root, 'why')).toEqual(['–', 'Same e-mailSame phone', '–']);
    expect(root.querySelectorAll('tr[data-row="lastOrder"] lightning-formatted-date-time')).toHaveLength(2);
    await expect(root.host).toBeAccessible();
  });

  it('takes the one that is chosen, says so, and puts the focus on the outcome', async () => {
    const { root, heard } = await show();
    choose.mockResolvedValue(linked(LEEDS));
    press(root, 'choose', '00QB');
    await settle();
    expect(choose).toHaveBeenCalledWith({ linkId: 'a01', personId: '00QB' });
    expect(heard).toEqual([
      expect.objectContaining({ title: 'c.Shopify_Desk_Done', variant: 'success' }),
      { status: 'linked' },
    ]);
    expect(root.activeElement.className).toContain('title');
    expect(root.querySelector('thead lightning-badge').label).toBe('c.Shopify_Desk_Linked');
    expect(root.querySelector('[data-action="choose"]')).toBeNull();
    expect(root.querySelector('[data-action="new"]')).toBeNull();
    await expect(root.host).toBeAccessible();
  });

  it('rules one out while others are left', async () => {
    const { root, heard } = await show();
    reject.mockResolvedValue({ ...QUESTION, persons: [LEEDS, { ...ANN, state: 'rejected' }] });
    press(root, 'reject', '003A');
    await settle();
    expect(reject).toHaveBeenCalledWith({ linkId: 'a01', personId: '003A' });
    expect(heard[0]).toMatchObject({ title: 'c.Shopify_Desk_Still_Open', variant: 'warning' });
    expect(root.querySelector('[data-action="reject"][data-id="003A"]')).toBeNull();
    expect(root.querySelector('[data-action="choose"][data-id="003A"]')).not.toBeNull();
  });

  it('makes somebody new, once', async () => {
    const { root } = await show();
    let answer;
    makeNew.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    press(root, 'new');
    press(root, 'new');
    answer(linked({ ...ANN, id: '003C' }));
    await settle();
    expect(makeNew.mock.calls).toEqual([[{ linkId: 'a01' }]]);
  });

  it('offers to unlink later', async () => {
    const { root, heard } = await show(linked(ANN));
    expect(root.textContent).toContain('E-mail ann@example.com');
    reject.mockResolvedValue({ ...QUESTION, status: 'unresolved', persons: [{ ...ANN, state: 'rejected' }] });
    press(root, 'reject', '003A');
    await settle();
    expect(heard[0]).toMatchObject({ title: 'c.Shopify_Desk_Unlinked' });
    expect(root.textContent).toContain('c.Shopify_Desk_Nobody_Hint');
  });

  it('only shows to those who may not decide, and says how many are not shown', async () => {
    const { root } = await show({ ...QUESTION, mayDecide: false, hidden: 4 });
    expect(root.querySelector('[data-action]')).toBeNull();
    expect(root.textContent).toContain('c.Shopify_Desk_No_Access');
    expect(root.textContent).toContain('c.Shopify_Desk_Hidden');
    await expect(root.host).toBeAccessible();
  });

  it('says why it could not be read, and reads again', async () => {
    getQuestion.mockRejectedValue({ body: { message: 'no access' } });
    const element = createElement('c-shopify-person-desk', { is: ShopifyPersonDesk });
    element.recordId = 'a01';
    document.body.appendChild(element);
    await settle();
    const root = element.shadowRoot;
    expect(root.querySelector('c-shopify-state-message').message).toBe('no access');
    await expect(root.host).toBeAccessible();
    getQuestion.mockResolvedValue(QUESTION);
    press(root, 'load');
    await settle();
    expect(root.querySelector('c-shopify-state-message')).toBeNull();
    expect(root.querySelectorAll('thead a')).toHaveLength(2);
  });

  it('keeps the question when the org refuses the decision', async () => {
    const { root, heard } = await show();
    choose.mockRejectedValue({ body: { message: 'You cannot see this person, or it is gone.' } });
    press(root, 'choose', '003A');
    await settle();
    expect(heard).toEqual([
      expect.objectContaining({
        title: 'c.Shopify_Health_Failed',
        message: 'You cannot see this person, or it is gone.',
      }),
    ]);
    expect(root.querySelectorAll('thead a')).toHaveLength(2);
  });
});
