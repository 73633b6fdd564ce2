/** Which fields the standard parts of a record page show, where the org has no layout of its own: the platform's defaults. */
import type { Org } from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import { list, text } from './flexipage.ts';

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

export function highlightFields(object: ObjectInfo): string[] {
  return (
    HIGHLIGHTS[object.name.toLowerCase()] ?? [
      ...customFields(object).slice(0, 4),
      ...(object.fields.has('ownerid') ? ['OwnerId'] : []),
    ]
  );
}

/** From a deployed page layout of the object (the first by name), else the platform's default fields and all custom ones. */
export function detailFields(org: Org, object: ObjectInfo): string[] {
  const layouts = [...org.metadata.components('Layout')].filter((one) => one.fullName.startsWith(`${object.name}-`));
  const layout = layouts.sort((a, b) => (a.fullName < b.fullName ? -1 : 1))[0];
  if (layout) {
    const root = (layout.definition.Layout ?? layout.definition) as Record<string, unknown>;
    const sections = list(root.layoutSections).flatMap((section) => list(section.layoutColumns));
    const names = sections.flatMap((column) => list(column.layoutItems).map((item) => text(item.field)));
    return [...new Set(names.filter((name) => name !== ''))];
  }
  const standard =
    DETAILS[object.name.toLowerCase()] ??
    [...object.fields.values()].filter((f) => !f.isCustom && !SYSTEM.has(f.name.toLowerCase())).map((f) => f.name);
  return [...standard, ...customFields(object)];
}

/** Columns of related lists and list views. */
export function listFields(object: ObjectInfo): string[] {
  return highlightFields(object).slice(0, 4);
}
