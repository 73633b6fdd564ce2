/**
 * Standard profiles as an org has them: what each may do with the standard objects (Salesforce Help, "Standard Profiles").
 * Custom objects and custom fields are in none of them; Minimum Access has nothing at all.
 */
import { addObjectGrant, type Grants, noGrants } from './grants.ts';

/** Object names by the rights that the Standard User profile has: R(ead), C(reate), E(dit), D(elete). */
const STANDARD_USER: Record<string, string> = {
  RCED:
    'Account Contact Lead Opportunity Task Event Order Asset Note Attachment ContentVersion ContentDocument ' +
    'ContentDocumentLink Topic FeedItem FeedComment',
  RCE: 'Case Contract Individual',
  RC: 'Idea Solution',
  R: 'Campaign Product2 Pricebook2 Document',
};

/** A licence without the sales and service objects. */
const PLATFORM_USER: Record<string, string> = {
  RCED: 'Account Contact Task Event Note Attachment ContentVersion ContentDocument ContentDocumentLink Topic FeedItem FeedComment',
  RCE: 'Individual',
  RC: 'Idea',
  R: 'Document',
};

const NO_OBJECTS: Record<string, string> = {};

interface StandardProfile {
  name: string;
  /** The name of its metadata file. */
  fileName: string;
  objects: Record<string, string>;
  /** More than the table says. */
  more?: Record<string, string>;
  permissions: string[];
}

export const STANDARD_PROFILES: StandardProfile[] = [
  { name: 'System Administrator', fileName: 'Admin', objects: NO_OBJECTS, permissions: [] },
  { name: 'Standard User', fileName: 'Standard', objects: STANDARD_USER, permissions: ['apienabled', 'viewsetup'] },
  {
    name: 'Minimum Access - Salesforce',
    fileName: 'MinimumAccess',
    objects: NO_OBJECTS,
    permissions: [],
  },
  {
    name: 'Minimum Access - API Only Integrations',
    fileName: 'Minimum Access - API Only Integrations',
    objects: NO_OBJECTS,
    permissions: ['apienabled', 'apiuseronly'],
  },
  {
    name: 'Read Only',
    fileName: 'ReadOnly',
    objects: { R: Object.values(STANDARD_USER).join(' ') },
    permissions: ['apienabled', 'viewsetup'],
  },
  {
    name: 'Marketing User',
    fileName: 'MarketingProfile',
    objects: STANDARD_USER,
    more: { RCED: 'Campaign Document' },
    permissions: ['apienabled', 'viewsetup'],
  },
  {
    name: 'Contract Manager',
    fileName: 'ContractManager',
    objects: STANDARD_USER,
    more: { RCED: 'Contract' },
    permissions: ['apienabled', 'viewsetup'],
  },
  {
    name: 'Solution Manager',
    fileName: 'SolutionManager',
    objects: STANDARD_USER,
    more: { RCED: 'Solution' },
    permissions: ['apienabled', 'viewsetup'],
  },
  {
    // Of users of public sites, who have not logged in.
    name: 'Guest License User',
    fileName: 'Guest License User',
    objects: NO_OBJECTS,
    permissions: [],
  },
  { name: 'Standard Guest', fileName: 'Standard Guest', objects: NO_OBJECTS, permissions: [] },
  {
    name: 'Standard Platform User',
    fileName: 'StandardAul',
    objects: PLATFORM_USER,
    permissions: ['apienabled', 'viewsetup'],
  },
];

/** Fields that standard profiles other than the administrator's do not see: what Data.com fills, and whether a contact may be called. */
export const HIDDEN_FIELDS =
  /^(Account\.(Tradestyle|DunsNumber|NaicsCode|NaicsDesc|YearStarted|Jigsaw|CleanStatus|DandbCompanyId)|Lead\.(CompanyDunsNumber|Jigsaw|CleanStatus|DandbCompanyId)|Contact\.(Jigsaw|CleanStatus|DoNotCall))$/i;

export function standardGrants({ objects, more = {}, permissions }: StandardProfile): Grants {
  const grants = noGrants();
  for (const table of [objects, more]) {
    for (const [rights, names] of Object.entries(table)) {
      const has = (letter: string): boolean => rights.includes(letter);
      const grant = { read: has('R'), create: has('C'), edit: has('E'), delete: has('D') };
      for (const name of names.split(' ')) addObjectGrant(grants, name, grant);
    }
  }
  for (const name of permissions) grants.permissions.add(name);
  return grants;
}
