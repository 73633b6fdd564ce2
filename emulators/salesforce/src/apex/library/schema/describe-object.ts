/** Schema.SObjectType, DescribeSObjectResult and what hangs on it: child relationships, record types, field sets. */
import { randomUUID } from 'node:crypto';
import { NotEmulated } from '../../../org/services.ts';
import {
  fieldOf,
  type ChildRelationship,
  type FieldInfo,
  type FieldSet,
  type ObjectInfo,
  type RecordTypeInfo,
} from '../../../schema/model.ts';
import { localName } from '../../../schema/custom-names.ts';
import { SObjectRecord } from '../../../schema/record.ts';
import type { Rights } from '../../../security/access.ts';
import { current } from '../../../transaction/transaction.ts';
import { apexError } from '../../runtime/exceptions.ts';
import { ApexMap } from '../../runtime/map.ts';
import { primitives } from '../../types/registry.ts';
import { CaseInsensitiveMap } from '../case-insensitive-map.ts';
import { definePlatformType } from '../define.ts';
import { describeMembers } from '../describe-members.ts';
import { convertForField } from '../record-fields.ts';
import { ids, listOf, mapOf, platformClass, platformEnum, strings } from '../support.ts';
import { displayType } from './field-types.ts';
import { sobjectFieldToken, sobjectToken, type SObjectTypeToken } from './tokens.ts';
import { defaultValue } from './default-values.ts';

export class SObjectDescribe {
  readonly $type = 'Schema.DescribeSObjectResult';
  readonly object: ObjectInfo;
  constructor(object: ObjectInfo) {
    this.object = object;
  }
  equalityKey(): string {
    return `DescribeSObjectResult ${this.object.name}`;
  }
  apexText(): string {
    return `Schema.DescribeSObjectResult[${this.object.name}]`;
  }
}

const describes = new WeakMap<ObjectInfo, SObjectDescribe>();

export function describeObject(object: ObjectInfo): SObjectDescribe {
  let describe = describes.get(object);
  if (!describe) describes.set(object, (describe = new SObjectDescribe(object)));
  return describe;
}

export function rights(): Rights {
  const { org, user } = current();
  return org.security.rights(user);
}

class Fields {
  readonly $type = 'Schema.SObjectTypeFields';
  readonly object: ObjectInfo;
  constructor(object: ObjectInfo) {
    this.object = object;
  }
}

class FieldSets {
  readonly $type = 'Schema.SObjectTypeFieldSets';
  readonly object: ObjectInfo;
  constructor(object: ObjectInfo) {
    this.object = object;
  }
}

definePlatformType({
  name: 'Schema.SObjectTypeFields',
  instance: {
    'getMap()': ({ object }: Fields) => {
      const map = new CaseInsensitiveMap(primitives.String, platformClass('Schema.SObjectField'));
      for (const field of object.fields.values()) map.put(field.name, sobjectFieldToken(object, field));
      return map;
    },
  },
});

export class FieldSetValue {
  readonly $type = 'Schema.FieldSet';
  readonly object: ObjectInfo;
  readonly fieldSet: FieldSet;
  constructor(object: ObjectInfo, fieldSet: FieldSet) {
    this.object = object;
    this.fieldSet = fieldSet;
  }
  equalityKey(): string {
    return `FieldSet ${this.object.name}.${this.fieldSet.name}`;
  }
}

definePlatformType({
  name: 'Schema.SObjectTypeFieldSets',
  instance: {
    'getMap()': ({ object }: FieldSets) => {
      const map = new CaseInsensitiveMap(primitives.String, platformClass('Schema.FieldSet'));
      for (const fieldSet of object.fieldSets) map.put(fieldSet.name, new FieldSetValue(object, fieldSet));
      return map;
    },
  },
});

class FieldSetMember {
  readonly $type = 'Schema.FieldSetMember';
  readonly path: string;
  readonly isRequired: boolean;
  readonly field: FieldInfo;
  constructor(path: string, isRequired: boolean, field: FieldInfo) {
    this.path = path;
    this.isRequired = isRequired;
    this.field = field;
  }
  equalityKey(): string {
    return `FieldSetMember ${this.field.object.name} ${this.path} ${this.isRequired}`;
  }
  jsonFields(): [string, unknown][] {
    const { path, isRequired, field } = this;
    return [
      ['DBRequired', field.isRequired],
      ['fieldPath', path],
      ['label', field.label],
      ['required', isRequired],
      ['type', field.type],
    ];
  }
}

/** Follows `Account.Owner.Name`. */
function fieldAt(object: ObjectInfo, path: string): FieldInfo {
  const [head, ...rest] = path.split('.') as [string, ...string[]];
  if (rest.length > 0) {
    const lookup = [...object.fields.values()].find(
      (field) => field.relationshipName?.toLowerCase() === head.toLowerCase(),
    );
    const parent = lookup && current().org.schema.object(lookup.referenceTo[0] ?? '');
    if (parent) return fieldAt(parent, rest.join('.'));
  }
  const field = fieldOf(object, head);
  if (!field) throw apexError('System.SObjectException', `Invalid field ${path} for ${object.name}`);
  return field;
}

definePlatformType({
  name: 'Schema.FieldSet',
  ...describeMembers({
    Description: () => null,
    Label: (set: FieldSetValue) => set.fieldSet.label,
    Name: (set: FieldSetValue) => set.fieldSet.name,
    NameSpace: () => null,
    SObjectType: (set: FieldSetValue) => sobjectToken(set.object),
    Fields: ({ object, fieldSet }: FieldSetValue) =>
      listOf(
        platformClass('Schema.FieldSetMember'),
        fieldSet.fields.map((each) => new FieldSetMember(each.path, each.isRequired, fieldAt(object, each.path))),
      ),
  }),
});

definePlatformType({
  name: 'Schema.FieldSetMember',
  ...describeMembers({
    DbRequired: (member: FieldSetMember) => member.field.isRequired,
    FieldPath: (member: FieldSetMember) => member.path,
    Label: (member: FieldSetMember) => member.field.label,
    Required: (member: FieldSetMember) => member.isRequired,
    Type: (member: FieldSetMember) => displayType(member.field),
    SObjectField: (member: FieldSetMember) => sobjectFieldToken(member.field.object, member.field),
  }),
});

class ChildRelationshipValue {
  readonly $type = 'Schema.ChildRelationship';
  readonly relation: ChildRelationship;
  readonly child: ObjectInfo;
  constructor(relation: ChildRelationship, child: ObjectInfo) {
    this.relation = relation;
    this.child = child;
  }
  equalityKey(): string {
    return `ChildRelationship ${this.child.name}.${this.relation.field}`;
  }
}

definePlatformType({
  name: 'Schema.ChildRelationship',
  ...describeMembers({
    ChildSObject: (value: ChildRelationshipValue) => sobjectToken(value.child),
    Field: ({ relation, child }: ChildRelationshipValue) => {
      const field = fieldOf(child, relation.field);
      return field ? sobjectFieldToken(child, field) : null;
    },
    RelationshipName: (value: ChildRelationshipValue) => value.relation.name ?? null,
    CascadeDelete: (value: ChildRelationshipValue) => value.relation.isCascadeDelete,
    RestrictedDelete: (value: ChildRelationshipValue) => value.relation.isRestrictedDelete,
    DeprecatedAndHidden: () => false,
    JunctionIdListNames: () => strings([]),
    JunctionReferenceTo: () => ids([]),
  }),
});

class RecordTypeValue {
  readonly $type = 'Schema.RecordTypeInfo';
  readonly info: RecordTypeInfo;
  readonly isMaster: boolean;
  constructor(info: RecordTypeInfo, isMaster: boolean) {
    this.info = info;
    this.isMaster = isMaster;
  }
  equalityKey(): string {
    return `RecordTypeInfo ${this.info.id}`;
  }
}

definePlatformType({
  name: 'Schema.RecordTypeInfo',
  ...describeMembers({
    Active: (value: RecordTypeValue) => value.info.isActive,
    Available: (value: RecordTypeValue) => value.info.isActive,
    DefaultRecordTypeMapping: (value: RecordTypeValue) => value.info.isDefault,
    DeveloperName: (value: RecordTypeValue) => value.info.developerName,
    Master: (value: RecordTypeValue) => value.isMaster,
    Name: (value: RecordTypeValue) => value.info.label,
    RecordTypeId: (value: RecordTypeValue) => value.info.id,
  }),
});

/** The record types, and the master every object has; the master is the default when no other is. */
function recordTypes(object: ObjectInfo): RecordTypeValue[] {
  const own = object.recordTypes.map((info) => new RecordTypeValue(info, false));
  const isDefault = !object.recordTypes.some((info) => info.isDefault);
  const master = { id: '012000000000000AAA', developerName: 'Master', label: 'Master', isActive: true, isDefault };
  return [...own, new RecordTypeValue(master, true)];
}

const recordTypeMap = (object: ObjectInfo, key: (info: RecordTypeInfo) => string): ApexMap =>
  mapOf(
    platformClass('Schema.RecordTypeInfo'),
    recordTypes(object).map((value) => [key(value.info), value] as const),
  );

const not = () => false;
const fact = (read: (object: ObjectInfo) => unknown) => (describe: SObjectDescribe) => read(describe.object);

definePlatformType({
  name: 'Schema.DescribeSObjectResult',
  ...describeMembers({
    Accessible: fact((object) => rights().canRead(object.name)),
    AssociateEntityType: () => null,
    AssociateParentEntity: () => null,
    ChildRelationships: fact((object) =>
      listOf(
        platformClass('Schema.ChildRelationship'),
        object.childRelationships.flatMap((relation) => {
          const child = current().org.schema.object(relation.childObject);
          return child ? [new ChildRelationshipValue(relation, child)] : [];
        }),
      ),
    ),
    Createable: fact((object) => object.isCreateable && rights().canCreate(object.name)),
    Custom: fact((object) => /__[a-z]+$/i.test(object.name)),
    CustomSetting: fact((object) => object.kind === 'customSetting'),
    DataTranslationEnabled: not,
    DefaultImplementation: () => null,
    Deletable: fact((object) => object.isDeletable && rights().canDelete(object.name)),
    DeprecatedAndHidden: not,
    FeedEnabled: not,
    Fields: fact((object) => new Fields(object)),
    FieldSets: fact((object) => new FieldSets(object)),
    HasSubtypes: not,
    ImplementedBy: () => null,
    ImplementsInterfaces: () => null,
    IsInterface: not,
    IsSubtype: not,
    KeyPrefix: fact((object) => object.keyPrefix ?? null),
    Label: fact((object) => object.label),
    LabelPlural: fact((object) => object.pluralLabel),
    LocalName: fact((object) => localName(object.name)),
    Mergeable: fact((object) => /^(Account|Contact|Lead|Case)$/.test(object.name)),
    MruEnabled: fact((object) => object.kind === 'standard' || object.kind === 'custom'),
    Name: fact((object) => object.name),
    Queryable: fact((object) => object.isQueryable && rights().canRead(object.name)),
    RecordTypeInfos: fact((object) => listOf(platformClass('Schema.RecordTypeInfo'), recordTypes(object))),
    RecordTypeInfosByDeveloperName: fact((object) => recordTypeMap(object, (info) => info.developerName)),
    RecordTypeInfosById: fact((object) => {
      const map = new ApexMap(primitives.Id, platformClass('Schema.RecordTypeInfo'));
      for (const value of recordTypes(object)) map.put(value.info.id, value);
      return map;
    }),
    RecordTypeInfosByName: fact((object) => recordTypeMap(object, (info) => info.label)),
    Searchable: fact((object) => object.isSearchable),
    SObjectDescribeOption: () => platformEnum('Schema.SObjectDescribeOptions', 'FULL') ?? null,
    SObjectType: fact((object) => sobjectToken(object)),
    Undeletable: fact((object) => object.isDeletable && rights().canDelete(object.name)),
    Updateable: fact((object) => object.isUpdateable && rights().canEdit(object.name)),
  }),
});

definePlatformType({
  name: 'Schema.SObjectType',
  instance: {
    getDescribe: (token: SObjectTypeToken) => describeObject(token.object),
    'newSObject()': (token: SObjectTypeToken) => new SObjectRecord(token.object),
    'newSObject(Id)': (token: SObjectTypeToken, id: string | null) => withId(token.object, id),
    'newSObject(Id,Boolean)': (token: SObjectTypeToken, recordTypeId: string | null, loadDefaults: boolean) => {
      const record = new SObjectRecord(token.object);
      if (recordTypeId) setValue(record, 'RecordTypeId', recordTypeId);
      // Events made so know their UUID before they are published.
      if (fieldOf(token.object, 'EventUuid')) setValue(record, 'EventUuid', randomUUID());
      if (loadDefaults) loadDefaultValues(record);
      return record;
    },
  },
});

function withId(object: ObjectInfo, id: string | null): SObjectRecord {
  const record = new SObjectRecord(object);
  if (id !== null) setValue(record, 'Id', id);
  return record;
}

function setValue(record: SObjectRecord, name: string, value: unknown): void {
  const field = fieldOf(record.object, name);
  if (!field) throw apexError('System.SObjectException', `Invalid field ${name} for ${record.object.name}`);
  record.values.set(field.name, convertForField(field, value));
  record.touched.add(field.name);
}

/** Default values that are literals or picklist defaults; those that are formulas need the formula room. */
function loadDefaultValues(record: SObjectRecord): void {
  for (const field of record.object.fields.values()) {
    const value = defaultValue(field);
    if (value !== undefined) setValue(record, field.name, value);
  }
}

/** Schema.FieldSet by name, for `SObjectType.X.FieldSets.Y`. */
export function describeFieldSet(object: ObjectInfo, name: string): FieldSetValue {
  const found = object.fieldSets.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (!found) throw new NotEmulated(`field set ${object.name}.${name}`);
  return new FieldSetValue(object, found);
}
