/** Object and field rights of a user-mode save, and the rule against mixing setup and other objects. */
import type { DmlOptions } from '../org/services.ts';
import { fieldOf, type ObjectInfo } from '../schema/model.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { OrgUser } from '../security/access.ts';
import { current, type Transaction } from '../transaction/transaction.ts';
import type { Room } from './room.ts';
import { fail, type Save } from './save.ts';

export type Operation = 'insert' | 'update' | 'delete' | 'undelete';

const SETUP =
  /^(Group|GroupMember|QueueSobject|PermissionSet|PermissionSetAssignment|PermissionSetGroup|PermissionSetGroupComponent|ObjectPermissions|FieldPermissions|SetupEntityAccess|UserRole|User|CustomPermission)$/;

interface Touched {
  setup?: string;
  data?: string;
}

/** What each user has touched so far in a transaction; `runAs` brings a new user object and so a clean sheet. */
const touched = new WeakMap<Transaction, WeakMap<OrgUser, Touched>>();

function touchedNow(): Touched {
  const transaction = current();
  const byUser = touched.get(transaction) ?? new WeakMap<OrgUser, Touched>();
  touched.set(transaction, byUser);
  const seen = byUser.get(transaction.user) ?? {};
  byUser.set(transaction.user, seen);
  return seen;
}

/** @returns the platform's refusal, or undefined */
export function mixedDml(object: ObjectInfo, operation: Operation, records: SObjectRecord[]): string | undefined {
  if (object.kind === 'customMetadata' || object.kind === 'platformEvent') return undefined;
  const isSetup = SETUP.test(object.name);
  if (isSetup && isHarmless(object, operation, records)) return undefined;
  // Outside of Apex each request is a transaction of its own; the rule still holds inside one.
  const seen = touchedNow();
  if (isSetup ? seen.data : seen.setup) {
    const original = (isSetup ? seen.data : seen.setup)!;
    return `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object.name}, original object: ${original}`;
  }
  if (isSetup) seen.setup ??= object.name;
  else seen.data ??= object.name;
  return undefined;
}

/** Users without a role may be inserted, and updated in what decides no sharing; groups may be inserted and updated. */
function isHarmless(object: ObjectInfo, operation: Operation, records: SObjectRecord[]): boolean {
  if (object.name === 'Group') return operation === 'insert' || operation === 'update';
  if (object.name !== 'User') return false;
  if (operation === 'insert') return records.every((record) => !record.values.get('UserRoleId'));
  const risky = ['UserRoleId', 'IsActive', 'ForecastEnabled', 'IsPortalEnabled', 'Username', 'ProfileId'];
  return records.every((record) => risky.every((name) => !record.touched.has(name)));
}

/** Rights of a user-mode statement on one object; the message refuses the whole statement. */
export function checkObject(
  object: ObjectInfo,
  operation: Operation,
  options: DmlOptions,
  room: Room,
): string | undefined {
  if (options.access !== 'user') return undefined;
  const rights = room.security.rights(current().user);
  const isAllowed =
    operation === 'insert'
      ? rights.canCreate(object.name)
      : operation === 'update'
        ? rights.canEdit(object.name)
        : rights.canDelete(object.name);
  return isAllowed ? undefined : `Access to entity '${object.name}' denied`;
}

/** Field rights: only what the caller gives is asked about. */
export function checkFields(save: Save, operation: 'insert' | 'update', options: DmlOptions, room: Room): void {
  if (options.access !== 'user') return;
  const { object } = save.working;
  const rights = room.security.rights(current().user);
  const refused = [...save.given].filter((name) => {
    const field = fieldOf(object, name);
    if (!field || !(operation === 'insert' ? field.isCreateable : field.isUpdateable)) return false;
    return !rights.canEditField(object.name, name);
  });
  if (refused.length === 0) return;
  if (options.changeOrigin) {
    const text = `Unable to create/update fields: ${refused.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
    fail(save, 'INVALID_FIELD_FOR_INSERT_UPDATE', text, refused);
    return;
  }
  const text = `Operation failed due to fields being inaccessible on Sobject ${object.name}, check errors on Exception or Result!`;
  fail(save, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', text, refused);
}
