/** Which fields the standard parts of a record page show, where the org has no layout of its own: the platform's defaults. */
import type { Org } from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import { compactFields, type LayoutSection, pageLayout, searchFields } from './page-layout.ts';

const HIGHLIGHTS: Record<string, string[]> = {
  contact: ['Title', 'AccountId', 'Phone', 'Email', 'OwnerId'],
  account: ['Type', 'Phone', 'Website', 'OwnerId', 'Industry'],
  lead: ['Title', 'Company', 'Phone', 'Email'],
  opportunity: ['AccountId', 'CloseDate', 'Amount', 'OwnerId'],
  case: ['Priority', 'Status', 'CaseNumber'],
};

const DETAILS: Record<string, string[]> = {
  contact: [
    'OwnerId',
    'Phone',
    'Name',
    'MobilePhone',
    'AccountId',
    'Email',
    'Title',
    'Department',
    'LeadSource',
    'Birthdate',
    'Description',
  ],
  account: [
    'OwnerId',
    'Phone',
    'Name',
    'Website',
    'ParentId',
    'Type',
    'Industry',
    'AnnualRevenue',
    'NumberOfEmployees',
    'Description',
  ],
  lead: ['OwnerId', 'Phone', 'Name', 'MobilePhone', 'Company', 'Email', 'Title', 'Status', 'LeadSource', 'Rating'],
  opportunity: [
    'OwnerId',
    'Amount',
    'Name',
    'CloseDate',
    'AccountId',
    'StageName',
    'Type',
    'Probability',
    'LeadSource',
    'NextStep',
    'Description',
  ],
  case: [
    'OwnerId',
    'Status',
    'CaseNumber',
    'Priority',
    'ContactId',
    'Origin',
    'AccountId',
    'Type',
    'Reason',
    'Subject',
    'Description',
  ],
};

const SYSTEM = new Set([
  'id',
  'isdeleted',
  'createddate',
  'createdbyid',
  'lastmodifieddate',
  'lastmodifiedbyid',
  'systemmodstamp',
]);

function customFields(object: ObjectInfo): string[] {
  return [...object.fields.values()].filter((field) => field.isCustom).map((field) => field.name);
}

/** What the highlights panel shows: the object's compact layout, else the platform's default. */
export function highlightFields(org: Org, object: ObjectInfo): string[] {
  return compactFields(org, object) ?? defaultHighlights(object);
}

function defaultHighlights(object: ObjectInfo): string[] {
  return (
    HIGHLIGHTS[object.name.toLowerCase()] ?? [
      ...customFields(object).slice(0, 4),
      ...(object.fields.has('ownerid') ? ['OwnerId'] : []),
    ]
  );
}

/** The sections of the deployed page layout, else one of the platform's default fields and all custom ones. */
export function detailSections(org: Org, object: ObjectInfo): LayoutSection[] {
  const layout = pageLayout(org, object);
  if (layout) return layout.sections;
  const standard =
    DETAILS[object.name.toLowerCase()] ??
    [...object.fields.values()].filter((f) => !f.isCustom && !SYSTEM.has(f.name.toLowerCase())).map((f) => f.name);
  return [{ label: '', columns: [[...standard, ...customFields(object)]] }];
}

export function detailFields(org: Org, object: ObjectInfo): string[] {
  return [...new Set(detailSections(org, object).flatMap((section) => section.columns.flat()))];
}

/** Columns of lists that have none of their own: those of the search layout, else the platform's default. */
export function listFields(org: Org, object: ObjectInfo): string[] {
  return searchFields(org, object) ?? defaultHighlights(object).slice(0, 4);
}
