/** An org of a few records and some deployed metadata, for tests of the Lightning host alone. */
import { XMLParser } from 'fast-xml-parser';
import type { MetadataComponent, Org } from '../../src/org/services.ts';
import type { FieldInfo, FieldType, ObjectInfo } from '../../src/schema/model.ts';
import { SObjectRecord } from '../../src/schema/record.ts';
import type { OrgUser, Rights } from '../../src/security/access.ts';

export const USER: OrgUser = {
  id: '005000000000001AAA',
  username: 'admin@org.emu',
  name: 'Ada Admin',
  profileId: '00e000000000001AAA',
  profileName: 'System Administrator',
  userType: 'Standard',
  timeZone: 'America/New_York',
  locale: 'en_US',
  language: 'en_US',
};

function field(object: ObjectInfo, name: string, label: string, type: FieldType, more: Partial<FieldInfo> = {}): void {
  const facts = {
    name,
    label,
    object,
    type,
    isCustom: name.endsWith('__c'),
    isNameField: name === 'Name',
    referenceTo: [],
    picklist: [],
    scale: 0,
    ...more,
  };
  object.fields.set(name.toLowerCase(), facts as unknown as FieldInfo);
}

function object(name: string, label: string, plural: string, keyPrefix: string): ObjectInfo {
  const info = {
    name,
    label,
    pluralLabel: plural,
    kind: 'standard',
    keyPrefix,
    fields: new Map(),
    childRelationships: [],
    isQueryable: true,
  };
  const made = info as unknown as ObjectInfo;
  field(made, 'Id', `${label} ID`, 'id');
  field(made, 'Name', 'Name', 'string');
  return made;
}

const account = object('Account', 'Account', 'Accounts', '001');
const contact = object('Contact', 'Contact', 'Contacts', '003');
field(contact, 'Title', 'Title', 'string');
field(contact, 'Email', 'Email', 'email');
field(contact, 'Phone', 'Phone', 'phone');
field(contact, 'Secret__c', 'Secret', 'string');
field(contact, 'AccountId', 'Account ID', 'reference', { relationshipName: 'Account', referenceTo: ['Account'] });
account.childRelationships.push({
  name: 'Contacts',
  childObject: 'Contact',
  field: 'AccountId',
  isCascadeDelete: false,
  isRestrictedDelete: false,
});

const OBJECTS = [account, contact];
export const CONTACT_ID = '003000000000001AAA';
export const ACCOUNT_ID = '001000000000001AAA';

function row(info: ObjectInfo, values: Record<string, unknown>): SObjectRecord {
  const record = new SObjectRecord(info);
  for (const [name, value] of Object.entries(values)) record.values.set(name, value);
  return record;
}

const parent = row(account, { Id: ACCOUNT_ID, Name: 'Lovelace & Sons' });
const person = row(contact, {
  Id: CONTACT_ID,
  Name: 'Grace <Hopper>',
  Title: 'Rear Admiral',
  Email: 'grace@example.com',
  Phone: '+1 555 0100',
  AccountId: ACCOUNT_ID,
  Secret__c: 'not for everyone',
});
person.parents = new Map([['Account', parent]]);

const rights = {
  canRead: () => true,
  canReadField: (_object: string, name: string) => name !== 'Secret__c',
  hasPermission: () => false,
} as unknown as Rights;

const parser = new XMLParser({ parseTagValue: false });

/** A component as deployed: files by path, the first XML file parsed. */
export function component(type: string, fullName: string, files: Record<string, string>): MetadataComponent {
  const xml = Object.entries(files).find(([path]) => !/\.(js|html|css)$/.test(path))?.[1];
  return {
    type,
    fullName,
    files: new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])),
    definition: xml ? (parser.parse(xml) as Record<string, unknown>) : {},
    id: '0Rb000000000001',
    createdDate: 0,
    lastModifiedDate: 0,
  };
}

export type AuraCall = (className: string, method: string, parameters: Record<string, unknown>) => unknown;

export function fakeOrg(components: MetadataComponent[], callAura: AuraCall): Org {
  const org = {
    id: '00D000000000001EAA',
    schema: {
      object: (name: string) => OBJECTS.find((one) => one.name.toLowerCase() === name.toLowerCase()),
      objects: () => OBJECTS,
      objectByKeyPrefix: (prefix: string) => OBJECTS.find((one) => one.keyPrefix === prefix),
      label: () => undefined,
    },
    metadata: {
      component: (type: string, name: string) => components.find((one) => one.type === type && one.fullName === name),
      components: (type: string) => components.filter((one) => one.type === type),
    },
    security: { rights: () => rights },
    query: {
      query: (soql: string, binds: Map<string, unknown>) => {
        const rows = soql.includes('FROM Contact') ? [person] : [parent];
        const id = binds.get('id');
        return {
          records: rows.filter((one) => id === undefined || one.id === id || one.values.get('AccountId') === id),
        };
      },
    },
    apex: { callAura },
    transaction: (_options: unknown, action: (transaction: unknown) => unknown) => action({}),
  };
  return org as unknown as Org;
}
