/**
 * What the org knows of its objects and fields: the one description behind describe calls, SOQL, DML, the checker and REST.
 *
 * Standard objects come from the generated table `standard-objects.generated.json`, custom ones from deployed metadata.
 * Names are compared case-insensitively; the stored spelling is the canonical one.
 */

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'boolean'
  | 'int'
  | 'long'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'email'
  | 'phone'
  | 'url'
  | 'reference'
  | 'combobox'
  | 'encryptedstring'
  | 'base64'
  | 'address'
  | 'location'
  | 'anyType'
  | 'complexvalue';

export interface PicklistValue {
  value: string;
  label: string;
  isActive: boolean;
  isDefault: boolean;
  /** Extra facts of standard value sets: closed, won, converted, probability, forecastCategory. */
  facts?: Record<string, string | number | boolean>;
}

export interface FieldInfo {
  /** Canonical API name: `Name`, `Key__c`. */
  name: string;
  label: string;
  object: ObjectInfo;
  type: FieldType;
  /** Text: characters. */
  length: number;
  /** Numbers: total digits and digits after the point. */
  precision: number;
  scale: number;
  isCustom: boolean;
  isNillable: boolean;
  /** True: the platform refuses a blank value on insert and update. */
  isRequired: boolean;
  isCreateable: boolean;
  isUpdateable: boolean;
  isDefaultedOnCreate: boolean;
  /** Formula text or literal of `<defaultValue>`; evaluated on insert (and by newSObject(null, true)). */
  defaultValue: string | undefined;
  isUnique: boolean;
  isCaseSensitive: boolean;
  isExternalId: boolean;
  isIdLookup: boolean;
  isNameField: boolean;
  isAutoNumber: boolean;
  autoNumberFormat: string | undefined;
  /** First number; undefined = 1. */
  autoNumberStart?: number | undefined;
  /** Formula fields: the formula; roll-up summaries: see `summary`. */
  formula: string | undefined;
  /** Formula fields: how blank numbers count; undefined = as zero. */
  formulaBlanks?: 'BlankAsZero' | 'BlankAsBlank' | undefined;
  summary: SummaryInfo | undefined;
  picklist: PicklistValue[];
  isRestrictedPicklist: boolean;
  /** Reference fields: target objects (several for Owner, What, Who). */
  referenceTo: string[];
  /** `Account`, `Owner`, `Customer__r`. */
  relationshipName: string | undefined;
  isMasterDetail: boolean;
  isReparentable: boolean;
  deleteConstraint: 'SetNull' | 'Restrict' | 'Cascade' | undefined;
  isFilterable: boolean;
  isSortable: boolean;
  isGroupable: boolean;
  helpText: string | undefined;
  /** CMDT: `DeveloperControlled`, `SubscriberControlled`, `Locked`. */
  manageability: string | undefined;
  /** CMDT relationships to a field definition: the field of the same type that names the object; picklists: what they depend on. */
  controllingField?: string | undefined;
  /** Dependent picklists: value, in lower case, to the values of the controlling field that it goes with. */
  validFor?: Map<string, string[]> | undefined;
}

export interface SummaryInfo {
  operation: 'count' | 'sum' | 'min' | 'max';
  childObject: string;
  childField: string;
  summarizedField: string | undefined;
  filters: { field: string; operation: string; value: string }[];
}

export interface ChildRelationship {
  /** `Contacts`, `Order_Lines__r`; undefined when the platform gives it no name. */
  name: string | undefined;
  childObject: string;
  field: string;
  isCascadeDelete: boolean;
  isRestrictedDelete: boolean;
}

export type ObjectKind =
  | 'standard'
  | 'custom'
  | 'customSetting'
  | 'customMetadata'
  | 'platformEvent'
  | 'changeEvent'
  | 'bigObject'
  | 'share'
  | 'history'
  | 'feed';

export interface ObjectInfo {
  name: string;
  label: string;
  pluralLabel: string;
  kind: ObjectKind;
  keyPrefix: string | undefined;
  /** Lower-cased field name → field. */
  fields: Map<string, FieldInfo>;
  childRelationships: ChildRelationship[];
  recordTypes: RecordTypeInfo[];
  validationRules: ValidationRule[];
  fieldSets: FieldSet[];
  sharingModel: 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent' | 'FullAccess';
  isCreateable: boolean;
  isUpdateable: boolean;
  isDeletable: boolean;
  isQueryable: boolean;
  isTriggerable: boolean;
  /** Platform events. */
  publishBehavior: 'PublishImmediately' | 'PublishAfterCommit' | undefined;
  /** Custom settings: List or Hierarchy. */
  customSettingsType: 'List' | 'Hierarchy' | undefined;
  isSearchable: boolean;
}

export interface RecordTypeInfo {
  id: string;
  developerName: string;
  label: string;
  isActive: boolean;
  isDefault: boolean;
}

export interface ValidationRule {
  name: string;
  isActive: boolean;
  /** Formula: true = the save is refused. */
  errorCondition: string;
  errorMessage: string;
  /** API name of the field the message is shown at; undefined = the record. */
  errorField: string | undefined;
}

export interface FieldSet {
  name: string;
  label: string;
  fields: { path: string; isRequired: boolean }[];
}

/** All objects of an org. */
export interface Schema {
  /** Case-insensitive; undefined when there is no such object. */
  object(name: string): ObjectInfo | undefined;
  objects(): Iterable<ObjectInfo>;
  objectByKeyPrefix(prefix: string): ObjectInfo | undefined;
  label(name: string): string | undefined;
  /** Custom metadata records and other named metadata are reached through `Org.metadata`. */
}

export function fieldOf(object: ObjectInfo, name: string): FieldInfo | undefined {
  return object.fields.get(name.toLowerCase());
}
