import locale from '@salesforce/i18n/locale';
import { getErrorWords } from './errors';
import { REASON_WORDS, STATUS_WORDS } from './statuses';

const numbers = new Intl.NumberFormat(locale);

/** Statuses that ask for attention; everything else is neutral or good. */
const THEMES = {
  paid: 'slds-theme_success',
  fulfilled: 'slds-theme_success',
  delivered: 'slds-theme_success',
  won: 'slds-theme_success',
  matched: 'slds-theme_success',
  repaired: 'slds-theme_success',
  different: 'slds-theme_warning',
  failed: 'slds-theme_error',
  needs_response: 'slds-theme_warning',
  requested: 'slds-theme_warning',
  lost: 'slds-theme_error',
  refunded: 'slds-theme_warning',
  partially_refunded: 'slds-theme_warning',
  cancelled: 'slds-theme_error',
  voided: 'slds-theme_error',
  failure: 'slds-theme_error',
  error: 'slds-theme_error',
};

/** `partially_refunded` in the words of the user's language; what is unknown made readable; nothing → empty text. */
export function statusWords(status) {
  return wordsOf(status, STATUS_WORDS);
}

/** Why an order was cancelled, in words. */
export function reasonWords(reason) {
  return wordsOf(reason, REASON_WORDS);
}

function wordsOf(code, known) {
  if (!code) return '';
  const words = code.toLowerCase().replace(/_/g, ' ');
  return known[code.toLowerCase()] ?? words[0].toUpperCase() + words.slice(1);
}

/** Class of a `lightning-badge` for a Shopify status. */
export function statusTheme(status) {
  return THEMES[(status ?? '').toLowerCase()] ?? '';
}

/** `Showing {0}-{1} of {2}` with its places filled, numbers as the user's locale writes them. */
export function fill(text, ...values) {
  const words = values.map((value) => (typeof value === 'number' ? numbers.format(value) : String(value)));
  return words.reduce((result, word, at) => result.replace(`{${at}}`, () => word), text);
}

export { getErrorWords };
