/** Users of the org and their rights; grants come from deployed metadata and from permission rows. */
import type { SecurityService } from '../org/services.ts';
import type { Schema } from '../schema/model.ts';
import type { Row } from '../storage/row.ts';
import type { Storage } from '../storage/storage.ts';
import type { OrgUser, Rights } from './access.ts';
import { addFieldGrant, addGrants, addObjectGrant, type Grants, noGrants } from './grants.ts';
import { type RightsKind, UserRights } from './rights.ts';

export function rightsKindOf(profileName: string): RightsKind {
  if (profileName === 'System Administrator') return 'admin';
  return /^minimum access/i.test(profileName) ? 'granted' : 'standard';
}

export class Security implements SecurityService {
  readonly #storage: Storage;
  readonly #schema: Schema;
  readonly #switches: ReadonlySet<string>;
  /** Grants by profile or permission set id, from metadata. */
  readonly grants = new Map<string, Grants>();
  #cache = new Map<string, Rights>();
  #version = -1;
  /** Ids given by the seed. */
  readonly ids = { admin: '', automated: '' };

  constructor(storage: Storage, schema: Schema, switches: ReadonlySet<string>) {
    this.#storage = storage;
    this.#schema = schema;
    this.#switches = switches;
  }

  /** Grants or schema changed. */
  forget(): void {
    this.#cache.clear();
  }

  user(id: string): OrgUser | undefined {
    const row = this.#storage.get('User', id);
    return row && this.#toUser(row);
  }

  userByName(username: string): OrgUser | undefined {
    for (const row of this.#storage.table('User').matching('Username', username)) return this.#toUser(row);
    return undefined;
  }

  admin(): OrgUser {
    return this.user(this.ids.admin)!;
  }

  automatedProcess(): OrgUser {
    return this.user(this.ids.automated)!;
  }

  /** As installing a package for administrators does; deploying a field alone lets nobody see it. */
  grantCustomFieldsToAdministrators(): void {
    const id = this.admin().profileId;
    const grants = noGrants();
    addGrants(grants, this.grants.get(id) ?? grants);
    for (const object of this.#schema.objects()) {
      for (const field of object.fields.values()) {
        if (field.isCustom) addFieldGrant(grants, `${object.name}.${field.name}`, true, true);
      }
    }
    this.grants.set(id, grants);
    this.forget();
  }

  #toUser(row: Row): OrgUser {
    const profile = this.#storage.get('Profile', String(row['ProfileId']));
    return {
      id: row.Id,
      username: String(row['Username']),
      name: String(row['Name'] ?? row['LastName'] ?? ''),
      profileId: String(row['ProfileId'] ?? ''),
      profileName: String(profile?.['Name'] ?? ''),
      userType: String(row['UserType'] ?? 'Standard'),
      timeZone: String(row['TimeZoneSidKey'] ?? 'GMT'),
      locale: String(row['LocaleSidKey'] ?? 'en_US'),
      language: String(row['LanguageLocaleKey'] ?? 'en_US'),
    };
  }

  rights(user: OrgUser): Rights {
    const version = this.#permissionVersion();
    if (version !== this.#version) {
      this.#cache.clear();
      this.#version = version;
    }
    let rights = this.#cache.get(user.id);
    if (!rights) this.#cache.set(user.id, (rights = this.#make(user)));
    return rights;
  }

  /** Sum of sizes and last ids: permission tables change rarely, so this is cheap and sure. */
  #permissionVersion(): number {
    let version = 0;
    for (const name of [
      'PermissionSetAssignment',
      'ObjectPermissions',
      'FieldPermissions',
      'SetupEntityAccess',
      'PermissionSetGroupComponent',
      'User',
    ]) {
      version += this.#storage.table(name).changes;
    }
    return version;
  }

  #make(user: OrgUser): Rights {
    const grants = noGrants();
    const add = (id: string): void => {
      const own = this.grants.get(id);
      if (own) addGrants(grants, own);
      this.#addRows(grants, id);
    };
    add(user.profileId);
    for (const own of this.#storage.table('PermissionSet').matching('ProfileId', user.profileId)) {
      this.#addRows(grants, own.Id);
    }
    for (const set of this.permissionSets(user.id)) add(set);
    const kind = user.userType === 'AutomatedProcess' ? 'everything' : rightsKindOf(user.profileName);
    return new UserRights(this.#schema, grants, kind, this.#switches.has('fls-off'));
  }

  /** Ids of the permission sets assigned to a user, directly or through a group, and of the profile's own. */
  permissionSets(userId: string): string[] {
    const sets: string[] = [];
    for (const row of this.#storage.table('PermissionSetAssignment').matching('AssigneeId', userId)) {
      if (row['PermissionSetId']) sets.push(String(row['PermissionSetId']));
      const group = row['PermissionSetGroupId'];
      if (!group) continue;
      for (const part of this.#storage.table('PermissionSetGroupComponent').matching('PermissionSetGroupId', group)) {
        sets.push(String(part['PermissionSetId']));
      }
    }
    return sets;
  }

  #addRows(grants: Grants, parent: string): void {
    for (const row of this.#storage.table('ObjectPermissions').matching('ParentId', parent)) {
      addObjectGrant(grants, String(row['SobjectType']), {
        read: row['PermissionsRead'] === true,
        create: row['PermissionsCreate'] === true,
        edit: row['PermissionsEdit'] === true,
        delete: row['PermissionsDelete'] === true,
        viewAll: row['PermissionsViewAllRecords'] === true,
        modifyAll: row['PermissionsModifyAllRecords'] === true,
        viewAllFields: row['PermissionsViewAllFields'] === true,
      });
    }
    for (const row of this.#storage.table('FieldPermissions').matching('ParentId', parent)) {
      addFieldGrant(grants, String(row['Field']), row['PermissionsRead'] === true, row['PermissionsEdit'] === true);
    }
    for (const row of this.#storage.table('SetupEntityAccess').matching('ParentId', parent)) {
      const permission = this.#storage.get('CustomPermission', String(row['SetupEntityId']));
      if (!permission) continue;
      const { DeveloperName: name, NamespacePrefix: namespace } = permission as Record<string, unknown>;
      const prefix = namespace === undefined ? '' : `${String(namespace)}__`;
      grants.permissions.add(`${prefix}${String(name)}`.toLowerCase());
    }
  }

  /** The user, and all groups and queues they are in (nested ones, too). */
  groups(userId: string): Set<string> {
    const found = new Set([userId]);
    const open = [userId];
    for (let member = open.pop(); member !== undefined; member = open.pop()) {
      for (const row of this.#storage.table('GroupMember').matching('UserOrGroupId', member)) {
        const group = String(row['GroupId']);
        if (!found.has(group)) open.push(group);
        found.add(group);
      }
    }
    return found;
  }
}
