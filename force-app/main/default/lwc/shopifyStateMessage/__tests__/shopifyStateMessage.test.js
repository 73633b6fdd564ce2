import { createElement } from 'lwc';
import ShopifyStateMessage from 'c/shopifyStateMessage';

function show(properties) {
  const element = createElement('c-shopify-state-message', { is: ShopifyStateMessage });
  Object.assign(element, properties);
  document.body.appendChild(element);
  return element;
}

describe('c-shopify-state-message', () => {
  afterEach(() => document.body.replaceChildren());

  it('announces an empty state politely', async () => {
    const element = show({ headline: 'Nothing here', message: 'Yet.' });
    expect(element.shadowRoot.querySelector('[role="status"]').textContent).toBe('Nothing hereYet.');
    await expect(element).toBeAccessible();
  });

  it('announces a failure at once', async () => {
    const element = show({ headline: 'Failed', variant: 'error' });
    expect(element.shadowRoot.querySelector('[role="alert"]')).not.toBeNull();
    expect(element.shadowRoot.querySelector('lightning-icon').variant).toBe('error');
    await expect(element).toBeAccessible();
  });
});
