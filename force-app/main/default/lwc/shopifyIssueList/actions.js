import DECIDE from '@salesforce/label/c.Shopify_Desk_Open';
import DECIDE_ONE from '@salesforce/label/c.Shopify_Desk_Open_One';
import DISMISS from '@salesforce/label/c.Shopify_Health_Dismiss';
import DISMISS_ONE from '@salesforce/label/c.Shopify_Health_Dismiss_One';
import REPLAY from '@salesforce/label/c.Shopify_Health_Replay';
import REPLAY_ONE from '@salesforce/label/c.Shopify_Health_Replay_One';
import { fill } from 'c/shopifyFormat';

/** What can be done about an issue, as buttons of `c-shopify-table`: `[{ name, label, title, variant }]`. */
export function actionsOf(issue) {
  if (issue.status === 'resolved') return [];
  const decide = { name: 'decide', label: DECIDE, title: fill(DECIDE_ONE, issue.resourceKey), variant: 'brand' };
  const variant = issue.linkId ? 'neutral' : 'brand';
  const replay = { name: 'replay', label: REPLAY, title: fill(REPLAY_ONE, issue.resourceKey), variant };
  const dismiss = { name: 'ignore', label: DISMISS, title: fill(DISMISS_ONE, issue.resourceKey), variant: 'neutral' };
  const usual = issue.status === 'dismissed' ? [replay] : [replay, dismiss];
  return issue.linkId ? [decide, ...usual] : usual;
}
