/** What components and pages know of the viewer's language and locale: the modules `@salesforce/i18n/…` that depend on them. */
import type { OrgUser } from '../security/access.ts';

/** Salesforce calls some languages by their old codes. */
const CODES: Record<string, string> = { iw: 'he', in: 'id' };

function tag(code: string): string {
  const [language = '', ...rest] = code.split('_');
  return [CODES[language] ?? language, ...rest].join('-');
}

export function languageOf(user: OrgUser): { lang: string; dir: 'ltr' | 'rtl' } {
  const lang = tag(user.language);
  return { lang, dir: /^(ar|fa|he|ur)\b/.test(lang) ? 'rtl' : 'ltr' };
}

/** `¤#,##0.00;(¤#,##0.00)`: where sign and currency stand, read off an amount as the locale writes it. */
function currencyPattern(locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', currencySign: 'accounting' });
  const signs: Record<string, string> = { currency: '¤', integer: '', group: '#,##0', decimal: '.', fraction: '00' };
  return [1234.5, -1234.5]
    .map((amount) => format.formatToParts(amount).map((part) => signs[part.type] ?? part.value))
    .map((parts) => parts.join(''))
    .join(';');
}

function sign(locale: string, type: Intl.NumberFormatPartTypes): string {
  const parts = new Intl.NumberFormat(locale, { useGrouping: 'always' }).formatToParts(1234567.5);
  return parts.find((part) => part.type === type)?.value ?? '';
}

/** By name below `@salesforce/i18n/`. */
export function localeModules(user: OrgUser): Record<string, string> {
  const locale = tag(user.locale);
  return {
    ...languageOf(user),
    locale,
    timeZone: user.timeZone,
    'number.currencyFormat': currencyPattern(locale),
    'number.decimalSeparator': sign(locale, 'decimal'),
    'number.groupingSeparator': sign(locale, 'group'),
  };
}
