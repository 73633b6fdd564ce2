import { fill, getErrorWords, reasonWords, statusTheme, statusWords } from 'c/shopifyFormat';

describe('c/shopifyFormat', () => {
  it('turns a status of Shopify into words', () => {
    expect(statusWords('partially_refunded')).toBe('c.Shopify_Status_Partially_Refunded');
    expect(statusWords('PAID')).toBe('c.Shopify_Status_Paid');
    expect(statusWords('canceled')).toBe(statusWords('cancelled'));
    expect(statusWords('something_new')).toBe('Something new');
    expect(statusWords(null)).toBe('');
  });

  it('tells a customer from an order that was cancelled by one', () => {
    expect([statusWords('customer'), reasonWords('customer')]).toEqual([
      'c.Shopify_Status_Customer',
      'c.Shopify_Reason_Customer',
    ]);
  });

  it('colours what asks for attention', () => {
    expect(statusTheme('CANCELLED')).toBe('slds-theme_error');
    expect(statusTheme('something new')).toBe('');
    expect(statusTheme(undefined)).toBe('');
  });

  it('fills places in the order given', () => {
    expect(fill('{0} to {1} of {2}', 1, 10, 1042)).toBe('1 to 10 of 1,042');
    expect(fill('Replay {0}', '$& maple:1')).toBe('Replay $& maple:1');
  });

  it('says what the org said, whatever the shape of the failure', () => {
    expect(getErrorWords({ body: { message: 'No access' } })).toBe('No access');
    expect(getErrorWords({ body: [{ message: 'One.' }, { message: 'Two.' }] })).toBe('One. Two.');
    expect(getErrorWords(new Error('network'))).toBe('network');
    expect(getErrorWords({ statusText: 'Bad Gateway' })).toBe('Bad Gateway');
    expect(getErrorWords(undefined)).toBe('');
  });
});
