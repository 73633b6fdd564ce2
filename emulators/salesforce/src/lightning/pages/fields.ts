/** One field, one icon: the smallest parts of a page. */
import type { Org } from '../../org/services.ts';
import { html, type Html, icon } from '../html.ts';
import { tabIcon } from '../page-layout.ts';
import type { ShownField } from '../records.ts';

const STANDARD = new Set([
  'account',
  'contact',
  'lead',
  'opportunity',
  'case',
  'campaign',
  'task',
  'event',
  'user',
  'entitlement',
  'home',
]);

export interface ObjectIcon {
  set: 'standard' | 'custom';
  name: string;
}

/** SLDS has standard icons for standard objects; custom objects have that of their tab, else one neutral icon. */
export function objectIcon(org: Org, objectName: string): ObjectIcon {
  const name = objectName.toLowerCase();
  if (name === 'product2') return { set: 'standard', name: 'product' };
  if (STANDARD.has(name)) return { set: 'standard', name };
  const own = tabIcon(org, objectName);
  return own ? { set: 'custom', name: own } : { set: 'standard', name: 'custom' };
}

/** An object's icon on its coloured ground. */
export function iconBox({ set, name }: ObjectIcon, classes: string, size: string): Html {
  const ground = `slds-icon-${set}-${name.replace(/_/g, '-')}`;
  return html`<span class="${classes} slds-icon_container ${ground}">${icon(set, name, `slds-icon ${size}`)}</span>`;
}

export function fieldValue(field: ShownField): Html {
  if (field.text === '') return html`&nbsp;`;
  if (field.link) return html`<a href="${field.link}">${field.text}</a>`;
  if (field.field.type === 'email') return html`<a href="mailto:${field.text}">${field.text}</a>`;
  if (field.field.type === 'phone') return html`<a href="tel:${field.text}">${field.text}</a>`;
  if (field.field.type === 'url' && /^https?:\/\//.test(field.text))
    return html`<a href="${field.text}" target="_blank" rel="noopener">${field.text}</a>`;
  if (field.field.type === 'boolean') return checkbox(field);
  return html`${field.text}`;
}

/** Pages show a box, ticked or not; lists of screen readers hear the word. */
function checkbox(field: ShownField): Html {
  const sign = field.value ? '✓' : '';
  return html`<span class="frame-check" role="img" aria-label="${field.value ? 'True' : 'False'}">${sign}</span>`;
}

export function shownLabel(field: ShownField): string {
  // A lookup's own label ends in " ID"; pages say what it leads to.
  return field.field.type === 'reference' ? field.field.label.replace(/ ID$/, '') : field.field.label;
}
