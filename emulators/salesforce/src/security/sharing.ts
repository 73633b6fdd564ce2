/** Record sharing: who sees and edits a row. Role hierarchy and criteria rules are not there; owners, defaults, shares, queues are. */
import type { ObjectInfo, Schema } from '../schema/model.ts';
import type { Row } from '../storage/row.ts';
import type { Storage } from '../storage/storage.ts';
import type { OrgUser } from './access.ts';
import type { Security } from './security-service.ts';

export class Sharing {
  readonly #storage: Storage;
  readonly #schema: Schema;
  readonly #security: Security;
  readonly #switches: ReadonlySet<string>;

  constructor(storage: Storage, schema: Schema, security: Security, switches: ReadonlySet<string>) {
    this.#storage = storage;
    this.#schema = schema;
    this.#security = security;
    this.#switches = switches;
  }

  /** A predicate for many rows of one object; undefined when all are visible. */
  filter(user: OrgUser, object: ObjectInfo, access: 'read' | 'edit'): ((row: Row) => boolean) | undefined {
    if (this.#switches.has('sharing-off')) return undefined;
    const rights = this.#security.rights(user);
    if (access === 'read' ? rights.canViewAll(object.name) : rights.canModifyAll(object.name)) return undefined;
    if (object.kind !== 'standard' && object.kind !== 'custom') return undefined;
    const model = object.sharingModel;
    if (model === 'ReadWrite' || model === 'FullAccess' || (model === 'Read' && access === 'read')) return undefined;
    if (model === 'ControlledByParent') return this.#byParent(user, object, access);
    if (!object.fields.has('ownerid')) return undefined;
    const groups = this.#security.groups(user.id);
    const isOwn = (row: Row): boolean => groups.has(String(row['OwnerId']));
    if (access === 'read' && object.fields.has('whatid')) {
      const seesRelated = this.#related(user);
      return (row) => isOwn(row) || seesRelated(row['WhatId']) || seesRelated(row['WhoId']);
    }
    return (row) => isOwn(row) || this.#isShared(object, row.Id, groups, access);
  }

  /** Who may read the record an activity is about may read the activity. */
  #related(user: OrgUser): (id: unknown) => boolean {
    const rights = this.#security.rights(user);
    return (id) => {
      const object = typeof id === 'string' ? this.#schema.objectByKeyPrefix(id.slice(0, 3)) : undefined;
      if (!object || !rights.canRead(object.name)) return false;
      const row = this.#storage.get(object.name, String(id));
      return row !== undefined && this.can(user, object, row, 'read');
    };
  }

  can(user: OrgUser, object: ObjectInfo, row: Row, access: 'read' | 'edit'): boolean {
    return this.filter(user, object, access)?.(row) ?? true;
  }

  #byParent(user: OrgUser, object: ObjectInfo, access: 'read' | 'edit'): ((row: Row) => boolean) | undefined {
    const masters = [...object.fields.values()].filter((field) => field.isMasterDetail);
    const field = masters[0] ?? object.fields.get(PARENT_FIELD[object.name.toLowerCase()] ?? '');
    const parent = field && this.#schema.object(field.referenceTo[0] ?? '');
    if (!field || !parent) return undefined;
    const visible = this.filter(user, parent, access);
    if (!visible) return undefined;
    return (row) => {
      const id = row[field.name];
      if (typeof id !== 'string') return row['OwnerId'] === undefined || row['OwnerId'] === user.id;
      const parentRow = this.#storage.get(parent.name, id);
      return parentRow !== undefined && visible(parentRow);
    };
  }

  #isShared(object: ObjectInfo, id: string, groups: Set<string>, access: 'read' | 'edit'): boolean {
    const isCustom = object.name.endsWith('__c');
    const shareName = isCustom ? object.name.replace(/__c$/, '__Share') : `${object.name}Share`;
    if (!this.#schema.object(shareName)) return false;
    const [parent, level] = isCustom ? ['ParentId', 'AccessLevel'] : [`${object.name}Id`, `${object.name}AccessLevel`];
    for (const row of this.#storage.table(shareName).matching(parent, id)) {
      if (!groups.has(String(row['UserOrGroupId']))) continue;
      if (access === 'read' || /^(edit|all)$/i.test(String(row[level]))) return true;
    }
    return false;
  }
}

const PARENT_FIELD: Record<string, string> = {
  contact: 'accountid',
  opportunitylineitem: 'opportunityid',
  opportunitycontactrole: 'opportunityid',
  orderitem: 'orderid',
  casecomment: 'parentid',
  asset: 'accountid',
  campaignmember: 'campaignid',
};
