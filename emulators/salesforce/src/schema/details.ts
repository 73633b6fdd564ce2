/** Lookups whose parents may summarise their children: master-detail fields, and some of standard objects. */
import type { FieldInfo } from './model.ts';

const STANDARD = new Set([
  'Opportunity.AccountId',
  'OpportunityLineItem.OpportunityId',
  'CampaignMember.CampaignId',
  'OrderItem.OrderId',
  'Order.AccountId',
  'PricebookEntry.Product2Id',
]);

export function isSummarised(field: FieldInfo): boolean {
  return field.isMasterDetail || STANDARD.has(`${field.object.name}.${field.name}`);
}
