/** Rows of setup objects: made once, found again by name. */
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import type { Row } from '../storage/row.ts';
import type { Target } from './target.ts';

/** The row whose fields have these values; it is made when there is none, and changed by `more`. */
export function ensureRow(
  target: Target,
  object: string,
  key: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Row {
  const { storage, schema } = target;
  const info = schema.object(object);
  if (!info) throw new Error(`no object ${object} in this org`);
  const existing = [...storage.table(object).rows.values()].find((row) =>
    Object.entries(key).every(
      ([name, value]) => String(row[name] ?? '').toLowerCase() === String(value ?? '').toLowerCase(),
    ),
  );
  const now = new ApexDatetime(Math.floor(target.now() / 1000) * 1000);
  const stamps: Record<string, unknown> = {};
  const has = (name: string): boolean => info.fields.has(name.toLowerCase());
  if (!existing) {
    if (has('CreatedDate')) stamps['CreatedDate'] = now;
    if (has('CreatedById')) stamps['CreatedById'] = target.userId();
  }
  if (has('LastModifiedDate')) stamps['LastModifiedDate'] = now;
  if (has('LastModifiedById')) stamps['LastModifiedById'] = target.userId();
  if (has('SystemModstamp')) stamps['SystemModstamp'] = now;
  const Id = existing?.Id ?? storage.newId(object, info.keyPrefix ?? '000');
  const row = { ...existing, ...key, ...more, ...stamps, Id };
  for (const name of Object.keys(row)) {
    const value = (row as Record<string, unknown>)[name];
    if (value === null || value === undefined) delete (row as Record<string, unknown>)[name];
  }
  storage.put(object, row);
  return row;
}

/** A profile, and the permission set it owns: what object and field permissions hang on. */
/** What administrators may: everything but what takes rights away. */
function allPermissions(target: Target, object: string): Record<string, boolean> {
  const fields = [...(target.schema.object(object)?.fields.values() ?? [])];
  const names = fields
    .map(({ name }) => name)
    .filter((name) => /^Permissions(?!.*(UserOnly|EmbeddedApp|NeverExpires|Bypass|SsoEnabled|Prevent))/.test(name));
  return Object.fromEntries(names.map((name) => [name, true]));
}

export function ensureProfile(target: Target, name: string): Row {
  const isGuest = /\bGuest\b/.test(name);
  const license = isGuest ? 'Guest User License' : /Integration/.test(name) ? 'Salesforce Integration' : 'Salesforce';
  const licenses = target.schema.object('UserLicense') ? target.storage.table('UserLicense').rows.values() : [];
  const licenseId = [...licenses].find((row) => row['Name'] === license)?.Id;
  const facts = {
    UserType: isGuest ? 'Guest' : 'Standard',
    ...(licenseId === undefined ? {} : { UserLicenseId: licenseId }),
  };
  const isAdministrator = name === 'System Administrator';
  const profile = ensureRow(
    target,
    'Profile',
    { Name: name },
    { ...facts, ...(isAdministrator && allPermissions(target, 'Profile')) },
  );
  const label = profile.Id.slice(0, 15);
  ensureRow(
    target,
    'PermissionSet',
    { ProfileId: profile.Id },
    {
      Name: `X${label}`,
      Label: label,
      IsOwnedByProfile: true,
      IsCustom: false,
      ...(isAdministrator && allPermissions(target, 'PermissionSet')),
    },
  );
  return profile;
}

export function removeRows(target: Target, object: string, key: Record<string, unknown>): void {
  for (const row of [...target.storage.table(object).rows.values()]) {
    const isIt = Object.entries(key).every(([name, value]) => row[name] === value);
    if (isIt) target.storage.remove(object, row.Id);
  }
}
