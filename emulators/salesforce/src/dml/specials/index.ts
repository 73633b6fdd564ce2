/** Specials by object. */
import { contentDistribution } from './content-distribution.ts';
import { emailMessage, emailMessageRelation } from './email-message.ts';
import { campaignMember, contentVersion } from './small.ts';
import { caseRecord, lead, person, task, user } from './people.ts';
import { account, personContact } from './person-accounts.ts';
import { opportunity, opportunityLine, pricebookEntry } from './sales.ts';
import type { Special } from './special.ts';

const specials: Record<string, Special> = {
  Account: account,
  Contact: { ...person, ...personContact },
  Lead: lead,
  User: user,
  Case: caseRecord,
  Task: task,
  Opportunity: opportunity,
  OpportunityLineItem: opportunityLine,
  PricebookEntry: pricebookEntry,
  CampaignMember: campaignMember,
  ContentVersion: contentVersion,
  ContentDistribution: contentDistribution,
  EmailMessage: emailMessage,
  EmailMessageRelation: emailMessageRelation,
};

export function specialOf(object: string): Special | undefined {
  return specials[object];
}
