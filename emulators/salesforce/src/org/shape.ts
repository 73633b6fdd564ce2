/** The shape of an org: which optional features it has. Read from JSON, every entry optional. */
import type { OrgFeature } from '../schema/standard-objects.ts';
import { Decimal } from '../apex/runtime/decimal.ts';

/**
 * The JSON as people write it: features on or off by name, e.g. `{"multiCurrency": true, "entitlements": false}`, and details:
 * `name`, `edition`, `timeZone`, `currency` (corporate), `currencies` (code to rate), `without` (objects the org lacks, with all
 * lookups to them), `fieldsVisibleTo` (`administrators`, the default, or `nobody`), `sharing` (object to Private, Read, ReadWrite, ControlledByParent).
 */
export type ShapeOptions = Record<string, unknown>;

export interface Shape {
  name: string;
  edition: string;
  timeZone: string;
  currency: string;
  currencies: Record<string, Decimal>;
  features: OrgFeature[];
  without: string[];
  sharing: Record<string, 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent'>;
  /**
   * Whose profile sees a custom field once it is deployed. `administrators`: as when a package is installed for them; `nobody`: as when
   * source is deployed, then permission sets and profiles decide.
   */
  fieldsVisibleTo: 'administrators' | 'nobody';
}

const FEATURES: OrgFeature[] = [
  'personAccounts',
  'multiCurrency',
  'stateCountryPicklists',
  'divisions',
  'territories',
  'partnerPortal',
  'phoneticNames',
  'middleNames',
  'einstein',
  'quotes',
];

/** Only an org with a Dev Hub has these; `sf` takes an org that answers for them for one. */
const DEV_HUB = ['ScratchOrgInfo', 'ActiveScratchOrg', 'NamespaceRegistry'];

/** Features that are on unless switched off, and the objects they bring. */
const OBJECTS: Record<string, string[]> = {
  campaigns: ['Campaign', 'CampaignMember', 'CampaignMemberStatus'],
  entitlements: ['Entitlement', 'SlaProcess', 'CaseMilestone'],
  chatter: ['FeedItem', 'FeedComment', 'CollaborationGroup', 'CollaborationGroupMember'],
  orders: ['Order', 'OrderItem'],
  topics: ['Topic', 'TopicAssignment'],
};

const DETAILS = new Set([
  'name',
  'edition',
  'timeZone',
  'currency',
  'currencies',
  'features',
  'without',
  'sharing',
  'fieldsVisibleTo',
]);

/** @throws for entries and features that are not known */
export function readShape(options: ShapeOptions = {}): Shape {
  const features = new Set<OrgFeature>(options['features'] as OrgFeature[] | undefined);
  const without = new Set<string>([...DEV_HUB, ...((options['without'] as string[] | undefined) ?? [])]);
  for (const [key, value] of Object.entries(options)) {
    if (DETAILS.has(key)) continue;
    const feature = FEATURES.find((each) => each === key);
    const objects = OBJECTS[key];
    if ((!feature && !objects) || typeof value !== 'boolean') throw new Error(`org shape: unknown entry ${key}`);
    if (feature && value) features.add(feature);
    if (objects && !value) for (const object of objects) without.add(object);
  }
  for (const feature of features) {
    if (!FEATURES.includes(feature)) throw new Error(`org shape: unknown feature ${feature}`);
  }
  const text = (key: string, otherwise: string): string => String(options[key] ?? otherwise);
  const currency = text('currency', 'USD');
  const rates = { [currency]: 1, ...(options['currencies'] as Record<string, number> | undefined) };
  return {
    name: text('name', 'Emulated Org'),
    edition: text('edition', 'Developer Edition'),
    timeZone: text('timeZone', 'America/Los_Angeles'),
    currency,
    currencies: Object.fromEntries(Object.entries(rates).map(([code, rate]) => [code, Decimal.fromNumber(rate)])),
    features: [...features],
    without: [...without],
    fieldsVisibleTo: text('fieldsVisibleTo', 'administrators') === 'nobody' ? 'nobody' : 'administrators',
    sharing: (options['sharing'] as Shape['sharing'] | undefined) ?? {},
  };
}
