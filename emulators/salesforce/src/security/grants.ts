/** What a profile or permission set grants. Keys are lower case: `account`, `account.name`. */
export interface ObjectGrant {
  read: boolean;
  create: boolean;
  edit: boolean;
  delete: boolean;
  viewAll: boolean;
  modifyAll: boolean;
  viewAllFields: boolean;
}

export interface Grants {
  objects: Map<string, ObjectGrant>;
  fields: Map<string, { read: boolean; edit: boolean }>;
  /** User permissions, Apex classes, custom permissions: names in lower case. */
  permissions: Set<string>;
}

export function noGrants(): Grants {
  return { objects: new Map(), fields: new Map(), permissions: new Set() };
}

export function addObjectGrant(grants: Grants, object: string, grant: Partial<ObjectGrant>): void {
  const key = object.toLowerCase();
  const before = grants.objects.get(key);
  const merged = {
    read: (before?.read || grant.read) ?? false,
    create: (before?.create || grant.create) ?? false,
    edit: (before?.edit || grant.edit) ?? false,
    delete: (before?.delete || grant.delete) ?? false,
    viewAll: (before?.viewAll || grant.viewAll) ?? false,
    modifyAll: (before?.modifyAll || grant.modifyAll) ?? false,
    viewAllFields: (before?.viewAllFields || grant.viewAllFields) ?? false,
  };
  grants.objects.set(key, merged);
}

export function addFieldGrant(grants: Grants, field: string, read: boolean, edit: boolean): void {
  const key = field.toLowerCase();
  const before = grants.fields.get(key);
  grants.fields.set(key, { read: read || edit || (before?.read ?? false), edit: edit || (before?.edit ?? false) });
}

export function addGrants(target: Grants, more: Grants): void {
  for (const [object, grant] of more.objects) addObjectGrant(target, object, grant);
  for (const [field, { read, edit }] of more.fields) addFieldGrant(target, field, read, edit);
  for (const permission of more.permissions) target.permissions.add(permission);
}

/** From the parsed XML of a Profile or PermissionSet. */
export function grantsOf(definition: Record<string, unknown>): Grants {
  const grants = noGrants();
  const isTrue = (value: unknown): boolean => value === 'true' || value === true;
  for (const each of listOf(definition['objectPermissions'])) {
    addObjectGrant(grants, String(each['object']), {
      read: isTrue(each['allowRead']),
      create: isTrue(each['allowCreate']),
      edit: isTrue(each['allowEdit']),
      delete: isTrue(each['allowDelete']),
      viewAll: isTrue(each['viewAllRecords']),
      modifyAll: isTrue(each['modifyAllRecords']),
      viewAllFields: isTrue(each['viewAllFields']),
    });
  }
  for (const each of listOf(definition['fieldPermissions'])) {
    addFieldGrant(grants, String(each['field']), isTrue(each['readable']), isTrue(each['editable']));
  }
  for (const each of listOf(definition['userPermissions'])) {
    if (isTrue(each['enabled'])) grants.permissions.add(String(each['name']).toLowerCase());
  }
  for (const each of listOf(definition['customPermissions'])) {
    if (isTrue(each['enabled'])) grants.permissions.add(String(each['name']).toLowerCase());
  }
  for (const each of listOf(definition['classAccesses'])) {
    if (isTrue(each['enabled'])) grants.permissions.add(`class:${String(each['apexClass']).toLowerCase()}`);
  }
  for (const each of listOf(definition['customMetadataTypeAccesses'])) {
    if (isTrue(each['enabled'])) grants.permissions.add(`metadata:${String(each['name']).toLowerCase()}`);
  }
  return grants;
}

function listOf(value: unknown): Record<string, unknown>[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as Record<string, unknown>[];
}
