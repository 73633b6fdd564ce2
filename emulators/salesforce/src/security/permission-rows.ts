/**
 * FieldPermissions and ObjectPermissions of what metadata grants: the rows of deployed permission sets and of profiles (through the
 * permission set each profile owns). Rows that code inserts are stored like any others.
 */
import type { ObjectInfo, Schema } from '../schema/model.ts';
import { makeId } from '../storage/ids.ts';
import type { Row } from '../storage/row.ts';
import type { Storage } from '../storage/storage.ts';
import type { Grants } from './grants.ts';
import { hasFieldSecurity, UserRights } from './rights.ts';
import { rightsKindOf } from './security-service.ts';

export interface PermissionSource {
  schema: Schema;
  storage: Storage;
  /** By permission set or profile id. */
  grants: ReadonlyMap<string, Grants>;
}

interface Owner {
  id: string;
  rights: UserRights;
}

/** Permission sets with the rights they give on their own. */
function* owners({ schema, storage, grants }: PermissionSource): Generator<Owner> {
  for (const set of storage.table('PermissionSet').rows.values()) {
    const profileId = set['ProfileId'];
    const own = grants.get(String(profileId ?? set.Id));
    if (!own) continue;
    const profile = profileId === undefined ? undefined : storage.get('Profile', String(profileId));
    const kind = profile ? rightsKindOf(String(profile['Name'])) : 'granted';
    yield { id: set.Id, rights: new UserRights(schema, own, kind, false) };
  }
}

/** Objects that profiles and permission sets decide about. */
function* securedObjects(schema: Schema): Generator<ObjectInfo> {
  for (const object of schema.objects()) {
    if ((object.kind === 'standard' && object.isTriggerable) || object.kind === 'custom') yield object;
  }
}

export function* fieldPermissionRows(source: PermissionSource): Generator<Row> {
  let serial = 0;
  for (const { id, rights } of owners(source)) {
    for (const object of securedObjects(source.schema)) {
      for (const field of object.fields.values()) {
        if (!hasFieldSecurity(object, field) || !rights.canReadField(object.name, field.name)) continue;
        yield {
          Id: makeId('01k', 900_000_000 + ++serial),
          ParentId: id,
          SobjectType: object.name,
          Field: `${object.name}.${field.name}`,
          PermissionsRead: true,
          PermissionsEdit: rights.canEditField(object.name, field.name),
        };
      }
    }
  }
}

export function* objectPermissionRows(source: PermissionSource): Generator<Row> {
  let serial = 0;
  for (const { id, rights } of owners(source)) {
    for (const { name } of securedObjects(source.schema)) {
      if (!rights.canRead(name)) continue;
      yield {
        Id: makeId('110', 900_000_000 + ++serial),
        ParentId: id,
        SobjectType: name,
        PermissionsRead: true,
        PermissionsCreate: rights.canCreate(name),
        PermissionsEdit: rights.canEdit(name),
        PermissionsDelete: rights.canDelete(name),
        PermissionsViewAllRecords: rights.canViewAll(name),
        PermissionsModifyAllRecords: rights.canModifyAll(name),
      };
    }
  }
}

/** Every user is assigned the permission set that their profile owns. */
export function* profileAssignmentRows({ storage }: PermissionSource): Generator<Row> {
  let serial = 0;
  for (const user of storage.table('User').rows.values()) {
    for (const set of storage.table('PermissionSet').matching('ProfileId', user['ProfileId'])) {
      yield { Id: makeId('0Pa', 900_000_000 + ++serial), AssigneeId: user.Id, PermissionSetId: set.Id, IsActive: true };
    }
  }
}
