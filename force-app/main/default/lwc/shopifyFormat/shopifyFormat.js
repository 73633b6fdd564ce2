import { getErrorWords } from './errors';

/** Statuses that ask for attention; everything else is neutral or good. */
const THEMES = {
  paid: 'slds-theme_success',
  fulfilled: 'slds-theme_success',
  delivered: 'slds-theme_success',
  won: 'slds-theme_success',
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

/** `partially_refunded` → `Partially refunded`; nothing → empty text. */
export function statusWords(status) {
  if (!status) return '';
  const words = status.toLowerCase().replace(/_/g, ' ');
  return words[0].toUpperCase() + words.slice(1);
}

/** Class of a `lightning-badge` for a Shopify status. */
export function statusTheme(status) {
  return THEMES[(status ?? '').toLowerCase()] ?? '';
}

/** `Showing {0}-{1} of {2}` with its places filled. */
export function fill(text, ...values) {
  return values.reduce((result, value, at) => result.replace(`{${at}}`, String(value)), text);
}

export { getErrorWords };
