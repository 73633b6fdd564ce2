import { fill, getErrorWords, statusTheme, statusWords } from 'c/shopifyFormat';

describe('c/shopifyFormat', () => {
  it('turns a status of Shopify into words', () => {
    expect(statusWords('partially_refunded')).toBe('Partially refunded');
    expect(statusWords('PAID')).toBe('Paid');
    expect(statusWords(null)).toBe('');
  });

  it('colours what asks for attention', () => {
    expect(statusTheme('CANCELLED')).toBe('slds-theme_error');
    expect(statusTheme('something new')).toBe('');
    expect(statusTheme(undefined)).toBe('');
  });

  it('fills places in the order given', () => {
    expect(fill('{0} to {1} of {2}', 1, 10, 42)).toBe('1 to 10 of 42');
  });

  it('says what the org said, whatever the shape of the failure', () => {
    expect(getErrorWords({ body: { message: 'No access' } })).toBe('No access');
    expect(getErrorWords({ body: [{ message: 'One.' }, { message: 'Two.' }] })).toBe('One. Two.');
    expect(getErrorWords(new Error('network'))).toBe('network');
    expect(getErrorWords({ statusText: 'Bad Gateway' })).toBe('Bad Gateway');
    expect(getErrorWords(undefined)).toBe('');
  });
});
