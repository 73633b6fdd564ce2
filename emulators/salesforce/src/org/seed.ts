/** Rows every org has: organization, profiles, users, standard price book, business hours. */
import { ApexTime } from '../apex/runtime/time.ts';
import { ensureProfile, ensureRow } from '../metadata/setup-rows.ts';
import type { Target } from '../metadata/target.ts';
import { standardGrants, STANDARD_PROFILES } from '../security/standard-profiles.ts';
import type { Shape } from './shape.ts';

export interface Seeded {
  orgId: string;
  admin: string;
  automated: string;
}

export function seed(target: Target, shape: Shape): Seeded {
  const organization = ensureRow(
    target,
    'Organization',
    { Name: shape.name },
    {
      OrganizationType: shape.edition,
      InstanceName: 'EMU1',
      IsSandbox: false,
      LanguageLocaleKey: 'en_US',
      DefaultLocaleSidKey: 'en_US',
      TimeZoneSidKey: shape.timeZone,
      FiscalYearStartMonth: 1,
    },
  );
  for (const name of ['Salesforce', 'Salesforce Integration', 'Salesforce Platform', 'Guest User License']) {
    if (target.schema.object('UserLicense'))
      ensureRow(
        target,
        'UserLicense',
        { Name: name },
        {
          MasterLabel: name,
          Status: 'Active',
          TotalLicenses: 100,
          UsedLicenses: 1,
          LicenseDefinitionKey: name === 'Salesforce' ? 'SFDC' : name.toUpperCase().replaceAll(' ', '_'),
        },
      );
  }
  const profiles = seedProfiles(target);
  const user = (
    username: string,
    first: string | undefined,
    last: string,
    profile: string,
    more: Record<string, unknown> = {},
  ): string => {
    const row = ensureRow(
      target,
      'User',
      { Username: username },
      {
        FirstName: first,
        LastName: last,
        Name: first === undefined ? last : `${first} ${last}`,
        Email: username,
        Alias: last.slice(0, 8).toLowerCase(),
        CommunityNickname: username.split('@')[0],
        IsActive: true,
        UserType: 'Standard',
        ProfileId: profiles.get(profile),
        TimeZoneSidKey: shape.timeZone,
        LocaleSidKey: 'en_US',
        LanguageLocaleKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        ...more,
      },
    );
    return row.Id;
  };
  const admin = user('admin@example.com', 'Ada', 'Admin', 'System Administrator', {
    UserPermissionsMarketingUser: true,
    UserPermissionsInteractionUser: true,
  });
  const automated = user('autoproc@example.com', undefined, 'Automated Process', 'System Administrator', {
    UserType: 'AutomatedProcess',
  });
  user('standard@example.com', 'Stan', 'Standard', 'Standard User');
  user('minimum@example.com', 'Min', 'Minimum', 'Minimum Access - Salesforce');
  user('integration@example.com', undefined, 'Integration User', 'Minimum Access - API Only Integrations');
  ensureRow(target, 'Pricebook2', { Name: 'Standard Price Book' }, { IsStandard: true, IsActive: true });
  const day = { Start: new ApexTime(0), End: new ApexTime(0) };
  const hours = Object.fromEntries(
    ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].flatMap((name) => [
      [`${name}StartTime`, day.Start],
      [`${name}EndTime`, day.End],
    ]),
  );
  ensureRow(
    target,
    'BusinessHours',
    { Name: 'Default' },
    { IsActive: true, IsDefault: true, TimeZoneSidKey: shape.timeZone, ...hours },
  );
  if (target.schema.object('CurrencyType')) {
    for (const [code, rate] of Object.entries(shape.currencies)) {
      ensureRow(
        target,
        'CurrencyType',
        { IsoCode: code },
        { ConversionRate: rate, DecimalPlaces: 2, IsActive: true, IsCorporate: code === shape.currency },
      );
    }
  }
  ownEarlierRows(target, admin);
  return { orgId: organization.Id, admin, automated };
}

/** What was made before there was a user is the administrator's. */
function ownEarlierRows(target: Target, admin: string): void {
  for (const object of ['Organization', 'UserLicense', 'Profile', 'PermissionSet', 'User']) {
    const fields = ['CreatedById', 'LastModifiedById'].filter((name) =>
      target.schema.object(object)?.fields.has(name.toLowerCase()),
    );
    for (const row of [...target.storage.table(object).rows.values()]) {
      if (fields.every((name) => row[name])) continue;
      target.storage.put(object, { ...row, ...Object.fromEntries(fields.map((name) => [name, row[name] || admin])) });
    }
  }
}

function seedProfiles(target: Target): Map<string, string> {
  const ids = new Map<string, string>();
  for (const profile of STANDARD_PROFILES) {
    const { Id } = ensureProfile(target, profile.name);
    ids.set(profile.name, Id);
    target.grants.set(Id, standardGrants(profile));
  }
  return ids;
}
